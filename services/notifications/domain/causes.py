"""Which event is told to whom."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any
from uuid import UUID

from services.notifications.domain import wording
from services.notifications.domain.telling import Audience, Telling
from services.notifications.domain.wording import Words, reference
from shared.contracts.events.actions import ActionDue, ActionEvent, ActionOpened, ActionOverdue
from shared.contracts.events.activities import (
    ActivityAllocated,
    ActivityExtended,
    ActivityReallocated,
    ActivitySubmitted,
    ActivityWithdrawn,
)
from shared.contracts.events.reporting import ReportPublished
from shared.contracts.events.reviews import ReviewDecided, ReviewInvited, ReviewReleased
from shared.contracts.registry import Event

_Part = tuple[str, Audience, str, str, Words, str]
"""Topic, audience, person, service, words, link."""


def tellings(event: Event, *, cause: UUID, correlation_id: str, traceparent: str) -> list[Telling]:
    """What this event gives to tell; nothing where nobody is concerned. ``cause`` is the event's id."""
    return [
        Telling(
            cause=cause,
            topic=topic,
            area=event.area,
            to=to,
            person=person,
            service=service,
            subject=f"{words.subject} ({reference(UUID(link.rpartition('/')[2]))})",
            body=words.body,
            link=link,
            correlation_id=correlation_id,
            traceparent=traceparent,
        )
        for topic, to, person, service, words, link in _BY_TYPE[type(event)](event)
    ]


def _allocated(event: ActivityAllocated) -> Iterator[_Part]:
    words = wording.allocated(event.kind, event.team, event.month, event.due_on)
    yield "activity_allocated", "person", event.auditor, event.service, words, _activity(event.activity_id)


def _reallocated(event: ActivityReallocated) -> Iterator[_Part]:
    link = _activity(event.activity_id)
    yours = wording.allocated(event.kind, event.team, event.month, event.due_on)
    yield "activity_allocated", "person", event.auditor, event.service, yours, link
    no_longer = wording.reallocated(event.kind, event.team, event.month)
    yield "activity_reallocated", "person", event.previous_auditor, event.service, no_longer, link


def _extended(event: ActivityExtended) -> Iterator[_Part]:
    words = wording.extended(event.kind, event.team, event.previous_due_on, event.due_on)
    yield "activity_extended", "person", event.auditor, event.service, words, _activity(event.activity_id)


def _withdrawn(event: ActivityWithdrawn) -> Iterator[_Part]:
    words = wording.withdrawn(event.kind, event.team, event.month)
    yield "activity_withdrawn", "person", event.auditor, event.service, words, _activity(event.activity_id)


def _submitted(event: ActivitySubmitted) -> Iterator[_Part]:
    link = _activity(event.activity_id)
    if event.practitioner and event.practitioner != event.auditor:
        reviewed = wording.practice_reviewed(event.kind, event.practitioner_took_part, event.submitted_on)
        yield "practice_reviewed", "person", event.practitioner, event.service, reviewed, link
    if event.must_be_moderated:
        needed = wording.moderation_needed(event.kind, event.service, event.submitted_on)
        yield "moderation_needed", "moderators", event.auditor, event.service, needed, link


def _opened(event: ActionOpened) -> Iterator[_Part]:
    words = wording.action_opened(event.team, event.due_on, event.priority == "safeguarding")
    yield "action_opened", "person", event.owner, event.service, words, _action(event)


def _due(event: ActionDue) -> Iterator[_Part]:
    words = wording.action_due(event.due_on)
    yield "action_due", "person", event.owner, event.service, words, _action(event)


def _overdue(event: ActionOverdue) -> Iterator[_Part]:
    link = _action(event)
    yield "action_overdue", "person", event.owner, event.service, wording.action_overdue(event.due_on), link
    theirs = wording.action_overdue_in_team(event.due_on)
    yield "action_overdue_in_team", "line_manager", event.owner, event.service, theirs, link


def _published(event: ReportPublished) -> Iterator[_Part]:
    words = wording.report_published(event.kind, event.month)
    yield "report_published", "readers", "", "", words, f"/reports/{event.report_id}"


def _decided(event: ReviewDecided) -> Iterator[_Part]:
    if event.proposed_by != event.decided_by:
        words = wording.review_decided(event.kind, event.agreed)
        link = f"/proposals/{event.review_id}"
        yield "review_decided", "person", event.proposed_by, event.service, words, link


def _invited(event: ReviewInvited) -> Iterator[_Part]:
    link = _review(event.review_id)
    if event.chair is not None:
        yours = wording.review_to_chair(event.kind, event.due_on)
        yield "review_chair", "person", event.chair, event.service, yours, link
    for person in event.people:
        words = wording.review_invited(event.kind, event.due_on)
        yield "review_invited", "person", person, event.service, words, link


def _released(event: ReviewReleased) -> Iterator[_Part]:
    words = wording.learning_released(event.kind, event.released_on)
    yield "learning_released", "readers", "", event.service, words, f"/learning/{event.learning_id}"


def _activity(id: UUID) -> str:
    return f"/activities/{id}"


def _review(id: UUID) -> str:
    return f"/reviews/{id}"


def _action(event: ActionEvent) -> str:
    return f"/actions/{event.action_id}"


_BY_TYPE: dict[type, Callable[[Any], Iterator[_Part]]] = {
    ActivityAllocated: _allocated,
    ActivityReallocated: _reallocated,
    ActivityExtended: _extended,
    ActivityWithdrawn: _withdrawn,
    ActivitySubmitted: _submitted,
    ActionOpened: _opened,
    ActionDue: _due,
    ActionOverdue: _overdue,
    ReportPublished: _published,
    ReviewDecided: _decided,
    ReviewInvited: _invited,
    ReviewReleased: _released,
}
