"""Looking activities up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

from services.activities.domain.activity import Activity
from shared.contracts.errors import Forbidden, NotFound

if TYPE_CHECKING:
    from services.activities.tables import ActivitiesWork


def activities(
    uow: ActivitiesWork,
    filters: Mapping[str, Any],
    *,
    own_only: bool,
    awaiting: bool,
    after: tuple[bool, UUID] | None,
    limit: int,
) -> Sequence[Any]:
    """Summaries, without narrative. ``own_only`` shows nobody's practice but the caller's own."""
    if own_only:
        filters = {**filters, "practitioner": uow.actor}
    return uow.activities.page(filters, awaiting=awaiting, after=after, limit=limit)


def activity(activity_id: UUID, uow: ActivitiesWork, *, own_only: bool) -> Activity:
    """One activity with what was written.

    Raises:
        NotFound: none that the caller may see; a practitioner sees those of their own practice.
    """
    found = uow.activities.get(activity_id)
    if own_only and found.practitioner != uow.actor:
        raise NotFound("activity", activity_id)
    return found


def identify(activity_id: UUID, uow: ActivitiesWork) -> tuple[Activity, str]:
    """The child's identifier, for the auditor who has to find the record.

    Raises:
        NotFound: no such activity, or no case in it. Forbidden: anybody but its auditor.
    """
    found = uow.activities.get(activity_id)
    if found.auditor != uow.actor:
        raise Forbidden("The identifier is for the auditor alone", rule="own-audits")
    sealed = uow.cases.sealed_identifier(found.case) if found.case else None
    sealed = sealed or uow.activities.sealed_identifier(activity_id)
    if sealed is None:
        raise NotFound("case of activity", activity_id)
    return found, uow.pseudonyms.open(sealed)
