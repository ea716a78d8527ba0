"""What is sent again, days later or from another device, is taken once.

An ``Idempotency-Key`` repeats an answer for seven days. After that, or under another key, the activity's own id tells:
asked only where a first try met what was there, so that the capture path pays nothing for it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from services.activities.domain.activity import Activity
from services.activities.domain.refusals import ActivityIdTaken

if TYPE_CHECKING:
    from services.activities.tables import ActivitiesWork
    from services.activities.usecases.capture import Record, SubmitAudit


def recorded_before(command: Record, uow: ActivitiesWork) -> Activity | None:
    """The activity as it stands now that this very command made before; None when its id is free.

    Raises:
        ActivityIdTaken: the id is that of another activity, or this one said something else.
    """
    known = uow.activities.find(command.activity_id) if command.activity_id else None
    if known is None:
        return None
    same_child = known.case in uow.pseudonyms.candidates(command.case) if command.case else known.case is None
    sent = (command.kind, command.auditor, command.practitioner, command.service, command.team, command.month)
    kept = (known.kind, known.auditor, known.practitioner, known.service, known.team, known.month)
    if (
        sent != kept
        or not same_child
        or known.submitted_on != command.completed_on
        or known.content is None
        or not known.content.came_from(command.content)
        or command.tool not in (None, known.tool)
        or command.theme_id != known.theme_id
    ):
        raise ActivityIdTaken(
            "Another activity has this id, or this one was recorded with other words: nothing is written over",
            fields={"activity_id": ["is taken"]},
        )
    return known


def submitted_before(command: SubmitAudit, uow: ActivitiesWork) -> Activity | None:
    """The audit as it stands now that this very command submitted before; else None. Raises NotFound."""
    known = uow.activities.get(command.activity_id)
    if (
        known.content is not None
        and known.content.came_from(command.content)
        and command.tool in (None, known.tool)
        and command.theme_id in (None, known.theme_id)
        and (known.practitioner, known.submitted_on) == (command.practitioner, command.completed_on)
    ):
        return known
    return None
