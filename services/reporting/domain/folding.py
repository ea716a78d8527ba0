"""What each event says, as a fact. A batch is folded here; nothing is read or written."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

from services.reporting.domain.facts import (
    ANYWHERE,
    Accuracy,
    Action,
    Activity,
    Adjudicated,
    Allocated,
    External,
    Fact,
    Feedback,
    Kind,
    Moderated,
    Notification,
    Plan,
    Recorded,
    Review,
    State,
    Submitted,
    Theme,
    Withdrawn,
)
from shared.contracts.events.actions import (
    ActionClosed,
    ActionDue,
    ActionEvent,
    ActionEvidenced,
    ActionHandedOver,
    ActionOpened,
    ActionOverdue,
    ActionReopened,
    ActionRescheduled,
)
from shared.contracts.events.activities import (
    ActivityAllocated,
    ActivityExtended,
    ActivityModerated,
    ActivityReallocated,
    ActivitySubmitted,
    ActivityWithdrawn,
    PlanAgreed,
)
from shared.contracts.events.feedback import FeedbackConcluded, FeedbackEvent, FeedbackReceived
from shared.contracts.events.moderation import ActivityAdjudicated
from shared.contracts.events.notifications import NotificationSent
from shared.contracts.events.recorded import ActivityAmended, ActivityRecorded, RecordedWithdrawn
from shared.contracts.events.reviews import ReviewCompleted
from shared.contracts.events.themes import ThemeSet

Said = tuple[Kind, UUID, str, str | None, date, State]
"""Kind, aggregate, service, team, month and state: all that one event says."""

ACTION_EVENTS = (
    ActionOpened,
    ActionEvidenced,
    ActionClosed,
    ActionReopened,
    ActionHandedOver,
    ActionRescheduled,
    ActionDue,
    ActionOverdue,
)
FEEDBACK_EVENTS = (FeedbackReceived, FeedbackConcluded)


def first_of_month(day: date) -> date:
    return day.replace(day=1)


def fact_of(event: Any, sequence: int, event_id: UUID) -> Fact:
    """The fact as this event alone tells it."""
    kind, subject, service, team, month, state = SAYS[type(event)](event, sequence)
    return Fact(
        kind=kind,
        id=subject,
        sequence=sequence,
        area=event.area,
        service=service,
        team=team,
        month=month,
        state=state,
        events=(event_id,),
    )


def _allocated(event: ActivityAllocated | ActivityReallocated | ActivityExtended, sequence: int) -> Said:
    """Each of the three says the whole allocation, so that the newest stands, whatever came first."""
    part = Allocated(
        sequence=sequence,
        kind=event.kind,
        area=event.area,
        service=event.service,
        month=event.month,
        due_on=event.due_on,
    )
    return "activity", event.activity_id, event.service, event.team, event.month, Activity(allocated=part)


def _submitted(event: ActivitySubmitted, sequence: int) -> Said:
    part = Submitted(
        sequence=sequence,
        kind=event.kind,
        area=event.area,
        service=event.service,
        month=event.month,
        submitted_on=event.submitted_on,
        due_on=event.due_on,
        overall=event.overall,
        domains=event.domains,  # type: ignore[arg-type]
        family_voice=event.family_voice,
        took_part=event.practitioner_took_part,
        must_be_moderated=event.must_be_moderated or (event.overall == "inadequate" and not event.historic),
        theme=_named(event.theme_id),
    )
    return "activity", event.activity_id, event.service, event.team, event.month, Activity(submitted=part)


def _moderated(event: ActivityModerated, sequence: int) -> Said:
    part = Moderated(
        sequence=sequence,
        kind=event.kind,
        area=event.area,
        service=event.service,
        month=event.month,
        moderated_on=event.moderated_on,
        original=event.original,
        moderated=event.moderated,
    )
    return "activity", event.activity_id, event.service, event.team, event.month, Activity(moderated=part)


def _adjudicated(event: ActivityAdjudicated, sequence: int) -> Said:
    part = Adjudicated(
        sequence=sequence,
        kind=event.kind,
        area=event.area,
        service=event.service,
        month=event.month,
        adjudicated_on=event.adjudicated_on,
        because=event.because,
        original=event.original,
        moderated=event.moderated,
        adjudicated=event.adjudicated,
    )
    return "activity", event.activity_id, event.service, event.team, event.month, Activity(adjudicated=part)


def _withdrawn(event: ActivityWithdrawn, sequence: int) -> Said:
    part = Withdrawn(
        sequence=sequence,
        kind=event.kind,
        area=event.area,
        service=event.service,
        month=event.month,
        reason=event.reason,
    )
    return "activity", event.activity_id, event.service, event.team, event.month, Activity(withdrawn=part)


def _recorded(event: ActivityRecorded | ActivityAmended, sequence: int) -> Said:
    """Both say the whole of it, so that the newest stands, whatever came first."""
    review, service = event.external, event.service or ANYWHERE
    state = Recorded(
        sequence=sequence,
        kind=event.kind,
        area=event.area,
        service=service,
        month=event.month,
        external=External(
            type=review.type,
            title=review.title,
            findings=review.findings,
            recommendations=review.recommendations,
        )
        if review
        else None,
        theme=_named(event.theme_id),
        accuracy=tuple(
            Accuracy(field=one.field, checked=one.checked, differing=one.differing) for one in event.accuracy
        ),
    )
    return "recorded", event.activity_id, service, event.team, event.month, state


def _recorded_withdrawn(event: RecordedWithdrawn, sequence: int) -> Said:
    service = event.service or ANYWHERE
    state = Recorded(
        sequence=sequence,
        kind=event.kind,
        area=event.area,
        service=service,
        month=event.month,
        withdrawn=event.reason,
    )
    return "recorded", event.activity_id, service, event.team, event.month, state


def _named(theme_id: UUID | None) -> str | None:
    return str(theme_id) if theme_id else None


def _theme(event: ThemeSet, sequence: int) -> Said:
    service = event.service or ANYWHERE
    state = Theme(
        sequence=sequence,
        kind=event.kind,
        title=event.title,
        area=event.area,
        service=service,
        begins=event.begins,
        ends=event.ends,
        chosen_on=event.chosen_on,
        indicator=event.indicator,
        agreement=event.agreement,
        regulation=event.regulation,
    )
    return "theme", event.theme_id, service, None, event.begins, state


def _plan(event: PlanAgreed, sequence: int) -> Said:
    state = Plan(
        sequence=sequence,
        kind=event.kind,
        area=event.area,
        service=event.service,
        month=event.month,
        target=event.target,
    )
    return "plan", event.plan_id, event.service, None, event.month, state


def _action(event: ActionEvent, sequence: int) -> Said:
    state = Action(
        sequence=sequence,
        area=event.area,
        service=event.service,
        reach=event.reach,
        priority=event.priority,
        opened_on=event.opened_on,
        due_on=event.due_on,
        closed_on=event.closed_on if event.status == "closed" else None,
    )
    return "action", event.action_id, event.service, event.team, first_of_month(event.opened_on), state


def _feedback(event: FeedbackEvent, sequence: int) -> Said:
    state = Feedback(
        sequence=sequence,
        area=event.area,
        service=event.service,
        kind=event.kind,
        voice=event.voice,
        received_on=event.received_on,
        rating=event.rating,
        stage=event.stage,
        outcome=event.outcome,
    )
    return "feedback", event.feedback_id, event.service, event.team, first_of_month(event.received_on), state


def _notification(event: NotificationSent, sequence: int) -> Said:
    state = Notification(
        sequence=sequence, area=event.area, topic=event.topic, channel=event.channel, sent_on=event.sent_on
    )
    return "notification", event.notification_id, ANYWHERE, None, first_of_month(event.sent_on), state


def _review(event: ReviewCompleted, sequence: int) -> Said:
    state = Review(
        sequence=sequence,
        area=event.area,
        service=event.service,
        kind=event.kind,
        completed_on=event.completed_on,
    )
    return "review", event.review_id, event.service, event.team, first_of_month(event.completed_on), state


SAYS: dict[type, Callable[[Any, int], Said]] = {
    PlanAgreed: _plan,
    ActivityAllocated: _allocated,
    ActivityReallocated: _allocated,
    ActivityExtended: _allocated,
    ActivityWithdrawn: _withdrawn,
    ActivitySubmitted: _submitted,
    ActivityModerated: _moderated,
    ActivityRecorded: _recorded,
    ActivityAmended: _recorded,
    RecordedWithdrawn: _recorded_withdrawn,
    ActivityAdjudicated: _adjudicated,
    NotificationSent: _notification,
    ReviewCompleted: _review,
    ThemeSet: _theme,
    **dict.fromkeys(ACTION_EVENTS, _action),
    **dict.fromkeys(FEEDBACK_EVENTS, _feedback),
}
