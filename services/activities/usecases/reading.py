"""Looking activities up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

from services.activities.domain.activity import Activity
from services.activities.domain.history import Change
from shared.contracts.errors import Forbidden, NotFound

if TYPE_CHECKING:
    from services.activities.tables import ActivitiesWork


def activities(
    uow: ActivitiesWork,
    filters: Mapping[str, Any],
    *,
    tag: str | None,
    own_only: bool,
    awaiting: bool,
    after: tuple[bool, UUID] | None,
    limit: int,
) -> Sequence[Any]:
    """Summaries, without narrative. ``own_only`` shows nobody's practice but the caller's own.

    What the caller is still to rate a second time is not among them (S06).
    """
    if own_only:
        filters = {**filters, "practitioner": uow.actor}
    return uow.activities.page(filters, tag=tag, awaiting=awaiting, after=after, limit=limit)


def activity(activity_id: UUID, uow: ActivitiesWork, *, own_only: bool) -> Activity:
    """One activity with what was written.

    Raises:
        NotFound: none that the caller may see; a practitioner sees those of their own practice.
        Forbidden: the caller is still to rate it a second time (S06).
    """
    found = uow.activities.get(activity_id)
    if own_only and found.practitioner != uow.actor:
        raise NotFound("activity", activity_id)
    if uow.ratings.status_for(activity_id, uow.actor) == "requested":
        raise Forbidden("You see the first rating once you have given yours", rule="blind-rating")
    return found


def history(activity_id: UUID, uow: ActivitiesWork, *, own_only: bool) -> tuple[Activity, list[Change]]:
    """An activity and what happened to it, oldest first. Raises as ``activity``."""
    return activity(activity_id, uow, own_only=own_only), uow.history.of(activity_id)
