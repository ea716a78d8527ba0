"""What people do with feedback: take it, read it, and conclude a complaint."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from uuid_utils.compat import uuid7

from services.feedback.domain import Feedback, OtherArea, UnknownService, events, receive
from services.feedback.domain.feedback import Kind, Outcome, Voice
from shared.contracts.errors import Stale

if TYPE_CHECKING:
    from services.feedback.tables import FeedbackWork
    from shared.contracts.events.activities import ActivitySubmitted
    from shared.contracts.events.directory import UnitChanged
    from shared.contracts.events.recorded import RecordedState


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiveFeedback:
    """What somebody said. ``stage`` is a complaint's; ``rating`` 1 to 5."""

    kind: Kind
    voice: Voice
    service: str
    received_on: date
    words: str
    team: str | None = None
    activity_id: UUID | None = None
    rating: int | None = None
    stage: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ConcludeComplaint:
    """``learning`` is what will be done differently (S32)."""

    feedback_id: UUID
    version: int
    outcome: Outcome
    concluded_on: date
    learning: str | None = None


def receive_feedback(command: ReceiveFeedback, uow: FeedbackWork) -> Feedback:
    """Take feedback; it is queued, never looked up, so that many captures share one commit.

    An activity that is not known is taken at its word: its event may still be on the way.

    Raises:
        UnknownService, OtherArea, Invalid.
    """
    area = uow.services.area_of(command.service)
    if area is None:
        raise UnknownService(
            f"There is no service {command.service}", fields={"service": ["is not a service of the division"]}
        )
    if not uow.scope.allows(area):
        raise OtherArea(area)
    feedback = receive(
        feedback_id=uuid7(),
        kind=command.kind,
        voice=command.voice,
        area=area,
        service=command.service,
        team=command.team,
        activity_id=command.activity_id,
        received_on=command.received_on,
        rating=command.rating,
        stage=command.stage,
        words=command.words,
        recorded_by=uow.actor,
        recorded_at=uow.now(),
    )
    uow.feedback.add(feedback)
    uow.emit(events.received(feedback), sequence=feedback.version)
    return feedback


def conclude_complaint(command: ConcludeComplaint, uow: FeedbackWork) -> Feedback:
    """Give a complaint its outcome.

    Raises:
        NotFound, Stale, ComplaintsOnly, AlreadyConcluded, ConcludedBeforeReceived.
    """
    feedback = uow.feedback.get(command.feedback_id)
    if feedback.version != command.version:
        raise Stale
    concluded = uow.feedback.save(
        feedback.conclude(command.outcome, on=command.concluded_on, by=uow.actor, learning=command.learning)
    )
    uow.emit(events.concluded(concluded), sequence=concluded.version)
    return concluded


def feedback(feedback_id: UUID, uow: FeedbackWork) -> Feedback:
    """Raises NotFound."""
    return uow.feedback.get(feedback_id)


def page(uow: FeedbackWork, *, limit: int, after: tuple[date, UUID] | None, **filters: Any) -> list[Feedback]:
    """Feedback, newest first."""
    return uow.feedback.page(limit=limit, after=after, **filters)


def know_activities(
    activities: Iterable[tuple[int, ActivitySubmitted | RecordedState]], uow: FeedbackWork
) -> None:
    """Keep which activities of services there are, so that links to them can be trusted. One statement."""
    newest: dict[UUID, tuple[int, ActivitySubmitted | RecordedState]] = {}
    for sequence, activity in activities:
        if activity.service is None:
            continue
        known = newest.get(activity.activity_id)
        if known is None or known[0] < sequence:
            newest[activity.activity_id] = (sequence, activity)
    uow.activities.know(list(newest.values()))


def know_units(units: Iterable[tuple[int, UnitChanged]], uow: FeedbackWork) -> None:
    """Keep which area each service belongs to. One statement."""
    newest: dict[str, tuple[int, UnitChanged]] = {}
    for sequence, unit in units:
        known = newest.get(unit.unit_id)
        if unit.kind == "service" and (known is None or known[0] < sequence):
            newest[unit.unit_id] = (sequence, unit)
    uow.services.know(list(newest.values()))
