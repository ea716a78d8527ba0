"""Whether an activity may name the theme that it serves, and whether what was allocated is what was done."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from services.activities.domain.activity import Activity
from services.activities.domain.serving import ensure_serves
from shared.contracts.errors import Invalid

if TYPE_CHECKING:
    from services.activities.tables import ActivitiesWork
    from services.activities.usecases.capture import SubmitAudit
    from services.activities.usecases.stages import CompleteAudit

ALLOCATED = ("auditor", "service", "team", "month", "theme_id")
"""What may be said again of an allocated audit, and must then agree."""


def ensure_served(theme_id: UUID | None, *, month: date, service: str | None, uow: ActivitiesWork) -> None:
    """A named theme is one for this month and service. It is looked up in memory, so that a capture asks the database
    nothing; the database is asked before memory, which may be a second old, says no.

    Raises:
        Invalid; ThemeElsewhere: see ``domain.serving``.
    """
    if theme_id is None:
        return
    aim = uow.known.aims.get(theme_id)
    if aim is None or aim.misses(month, service):
        aim = uow.themes.aims.get(theme_id)
    ensure_serves(aim, month, service)


def ensure_as_allocated(
    command: SubmitAudit | CompleteAudit, allocated: Activity, uow: ActivitiesWork
) -> None:
    """An allocated audit serves what it was allocated for, whatever became of the theme since; where that is nothing,
    it may name a theme now.

    Raises:
        Invalid: everything that is not as it was allocated; no such theme. ThemeElsewhere.
    """
    free = allocated.theme_id is None
    wrong = {
        name: ["is not what was allocated"]
        for name in ALLOCATED
        if not (free and name == "theme_id")
        and getattr(command, name, None) not in (None, getattr(allocated, name))
    }
    if wrong:
        raise Invalid(fields=wrong)
    if free:
        ensure_served(command.theme_id, month=allocated.month, service=allocated.service, uow=uow)
