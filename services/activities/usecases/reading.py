"""Looking activities up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from uuid import UUID

from msgspec import structs

from services.activities.domain.activity import Activity
from services.activities.domain.answers import worded
from services.activities.domain.history import CONCERN, Change
from services.activities.domain.stages import Progress, Stage, stages_for
from services.activities.domain.vocabulary import AUDIT
from services.activities.domain.withheld import StillToRate
from services.activities.usecases.adjudication import contestable
from shared.contracts.errors import NotFound

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
    """One activity with what was written, and its answers beside the questions as that version of the tool puts them.

    Raises:
        NotFound: none that the caller may see; a practitioner sees those of their own practice.
        Forbidden: the caller is still to rate it a second time (S06).
    """
    found = uow.activities.get(activity_id)
    if own_only and found.practitioner != uow.actor:
        raise NotFound("activity", activity_id)
    if uow.ratings.status_for(activity_id, uow.actor) == "requested":
        raise StillToRate("You see the first rating once you have given yours")
    return _worded(found, uow)


def opened(activity_id: UUID, uow: ActivitiesWork, *, own_only: bool) -> Activity:
    """As ``activity``, with the stages of an audit that was allocated, as the caller may see them (S08), and until when
    its moderation can be contested (S11)."""
    found = contestable(activity(activity_id, uow, own_only=own_only), uow)
    if found.kind != AUDIT or found.sample_id is None:
        return found
    progress = Progress(uow.parts.of([activity_id])[activity_id])
    return replace(found, stages=stages_for(uow.actor, found, progress))


def in_hand(
    uow: ActivitiesWork, *, decides: bool, after: UUID | None, limit: int
) -> Sequence[tuple[Activity, Sequence[Stage]]]:
    """Allocated audits in which something is for the caller to do, each with the stages that are open.

    As auditor all of theirs; as practitioner those that want their view; who ``decides``, those with an exemption that
    waits for an answer.
    """
    found = uow.parts.in_hand(decides=decides, after=after, limit=limit)
    parts = uow.parts.of(one.activity_id for one in found)
    staged = [(one, stages_for(uow.actor, one, Progress(parts[one.activity_id]))) for one in found]
    return [(one, [stage for stage in stages if stage.state == "open"]) for one, stages in staged]


def history(activity_id: UUID, uow: ActivitiesWork, *, own_only: bool) -> tuple[Activity, list[Change]]:
    """An activity and what happened to it, oldest first. Raises as ``activity``.

    A concern is not shown to the practitioner, whom it may be about.
    """
    found, lines = activity(activity_id, uow, own_only=own_only), uow.history.of(activity_id)
    concerns = uow.actor != found.practitioner
    return found, [line for line in lines if concerns or line.what != CONCERN]


def _worded(found: Activity, uow: ActivitiesWork) -> Activity:
    tool = uow.toolbox.get(found.tool) if found.tool else None
    if tool is None or found.content is None:
        return found
    content = structs.replace(found.content, answers=worded(found.content.answers, tool))
    return replace(found, content=content)
