"""Rounds of moderation: drawn by a seed, each audit with an independent moderator, and proved years later (S11)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from uuid_utils.compat import uuid7

from services.activities.domain import frame as frames
from services.activities.domain import selection
from services.activities.domain.assignment import assign
from services.activities.domain.calendar import ensure_activity_month
from services.activities.domain.moderation_events import moderation_assigned
from services.activities.domain.refusals import UnknownUnit
from services.activities.domain.selection import REQUIRED
from services.activities.domain.withheld import OutsideAreas
from shared.contracts.errors import Invalid

if TYPE_CHECKING:
    from services.activities.tables import ActivitiesWork


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawRound:
    """Draw audits of an area and month for moderation; ``share`` is per cent of those that need not be moderated.

    Where share or due date are not given, the rules say them.
    """

    month: date
    area: str
    seed: int
    share: int | None = None
    due_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundProof:
    """A round with the frame it was drawn from. ``same`` says whether it gives the same again."""

    round: Any
    frame: str
    same: bool


def draw_round(command: DrawRound, uow: ActivitiesWork) -> Any:
    """Draw, find a moderator for each, and tell them. What an earlier round looked at is not drawn again.

    Raises:
        ReflectionMonth: a month without activity (S05). UnknownUnit; Forbidden: another area. Invalid: due in the past.
    """
    rules = uow.rules.of(command.month)
    ensure_activity_month(command.month, rules)
    if uow.organisation.area_of(command.area) != command.area:
        raise UnknownUnit(f"There is no area {command.area}", fields={"area": ["is not known"]})
    if not uow.scope.allows(command.area):
        raise OutsideAreas(f"{command.area} is outside your areas")
    ours = uow.rules.of(uow.today())
    due_on = command.due_on or uow.today() + timedelta(ours.moderation_days.value)
    share = rules.moderation_share.value if command.share is None else command.share
    if due_on < uow.today():
        raise Invalid(fields={"due_on": ["has passed"]})
    uow.rounds.hold()
    found = uow.rounds.frame_of(command.area, command.month)
    kept = [frames.unpacked(one) for one in uow.rounds.earlier_frames(command.area, command.month)]
    earlier = {one.case for text in kept for one in frames.read(text)}
    drawn = selection.select((audit for audit, _ in found.values()), earlier, share=share, seed=command.seed)
    wanted = [found[one][0] for one in drawn.drawn]
    given = assign(
        wanted, command.area, uow.organisation, ours.moderator_roles.value, uow.rounds.load(), command.seed
    )
    round_id = uuid7()
    tasks = [
        {
            "activity_id": UUID(one.audit.id),
            "round_id": round_id,
            "because": REQUIRED if one.audit.required else "drawn",
            "moderator": one.moderator,
            "due_on": due_on,
        }
        for one in given
    ]
    uow.rounds.add(
        tasks,
        round_id=round_id,
        area=command.area,
        month=command.month,
        share=share,
        seed=command.seed,
        due_on=due_on,
        rules=selection.RULES,
        frame=frames.packed(drawn.frame),
        frame_hash=drawn.frame_hash,
        drawn=list(drawn.drawn),
    )
    for one in given:
        if one.moderator is not None:
            row = found[one.audit.id][1]
            uow.emit(moderation_assigned(row, one.moderator, due_on), sequence=row.version)
    return {**uow.rounds.get(round_id)._mapping, "tasks": tasks}


def moderation_round(round_id: UUID, uow: ActivitiesWork) -> Any:
    """What was drawn from what. Raises NotFound."""
    return uow.rounds.get(round_id)


def prove_round(round_id: UUID, uow: ActivitiesWork) -> RoundProof:
    """Draw a round again from the frame that was kept with it. Raises NotFound."""
    kept = uow.rounds.get(round_id)
    frame = frames.unpacked(uow.rounds.frame(round_id))
    same = selection.drawn_again(frame, kept.frame_hash, kept.drawn, share=kept.share, seed=kept.seed)
    return RoundProof(round=kept, frame=frame, same=same)


def moderation_tasks(
    uow: ActivitiesWork, *, moderator: str | None, waiting: bool, after: UUID | None, limit: int
) -> Sequence[Any]:
    """Audits that were drawn, with who moderates them by when."""
    return uow.rounds.tasks(moderator=moderator, waiting=waiting, after=after, limit=limit)
