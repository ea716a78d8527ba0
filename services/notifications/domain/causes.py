"""Which event is told to whom."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any
from uuid import UUID

from services.notifications.domain import passing, wording
from services.notifications.domain.telling import Audience, Telling
from services.notifications.domain.wording import Words, reference
from shared.contracts.events.actions import (
    ActionDue,
    ActionEvent,
    ActionHandedOver,
    ActionOpened,
    ActionOverdue,
    ActionRescheduled,
)
from shared.contracts.events.activities import (
    ActivityAllocated,
    ActivityExemptionAsked,
    ActivityExemptionDecided,
    ActivityExtended,
    ActivityModerated,
    ActivityReallocated,
    ActivitySubmitted,
    ActivityViewGiven,
    ActivityWithdrawn,
)
from shared.contracts.events.directory import PersonLeft, ReorganisationSettled
from shared.contracts.events.moderation import (
    ActivityAdjudicated,
    ActivityConcernRaised,
    ActivityContested,
    ActivityModerationAssigned,
)
from shared.contracts.events.recorded import (
    ActivityAmended,
    ActivityRecorded,
    RecordedEvent,
    RecordedWithdrawn,
)
from shared.contracts.events.reporting import ReportPublished
from shared.contracts.events.reviews import (
    LearningReleased,
    ReviewCalledOff,
    ReviewDecided,
    ReviewExtended,
    ReviewInvited,
)
from shared.contracts.events.work import WorkHandedOn
from shared.contracts.registry import Event

_VISITS = "/visit-plans"

_Part = tuple[str, Audience, str, str, Words, str]
"""Topic, audience, person, service, words, link."""


def tellings(event: Event, *, cause: UUID, on: date, correlation_id: str, traceparent: str) -> list[Telling]:
    """What this event gives to tell; nothing where nobody is concerned. ``cause`` is the event's id, ``on`` its day."""
    return [
        Telling(
            cause=cause,
            topic=topic,
            area=event.area,
            to=to,
            person=person,
            service=service,
            subject=f"{words.subject} ({reference(_record(link) or cause)})",
            body=words.body,
            link=link,
            correlation_id=correlation_id,
            traceparent=traceparent,
            on=on,
        )
        for topic, to, person, service, words, link in _BY_TYPE[type(event)](event)
    ]


def _allocated(event: ActivityAllocated) -> Iterator[_Part]:
    words = wording.allocated(event.kind, event.team, event.month, event.due_on)
    link = _activity(event.activity_id)
    yield "activity_allocated", "person", event.auditor, event.service, words, link
    if event.practitioner and event.kind == "case_file_audit":
        asked = wording.view_asked(event.kind, event.due_on)
        yield "view_asked", "person", event.practitioner, event.service, asked, link


def _reallocated(event: ActivityReallocated) -> Iterator[_Part]:
    link = _activity(event.activity_id)
    yours = wording.allocated(event.kind, event.team, event.month, event.due_on)
    yield "activity_allocated", "person", event.auditor, event.service, yours, link
    no_longer = wording.reallocated(event.kind, event.team, event.month)
    yield "activity_reallocated", "still_there", event.previous_auditor, event.service, no_longer, link


def _extended(event: ActivityExtended) -> Iterator[_Part]:
    words = wording.extended(event.kind, event.team, event.previous_due_on, event.due_on)
    yield "activity_extended", "person", event.auditor, event.service, words, _activity(event.activity_id)


def _withdrawn(event: ActivityWithdrawn) -> Iterator[_Part]:
    words = wording.withdrawn(event.kind, event.team, event.month)
    yield "activity_withdrawn", "person", event.auditor, event.service, words, _activity(event.activity_id)


def _view_given(event: ActivityViewGiven) -> Iterator[_Part]:
    words = wording.view_given(event.kind, event.team, event.took_part)
    yield "view_given", "person", event.auditor, event.service, words, _activity(event.activity_id)


def _exemption_asked(event: ActivityExemptionAsked) -> Iterator[_Part]:
    words = wording.exemption_asked(event.kind, event.service)
    yield "exemption_asked", "moderators", event.auditor, event.service, words, _activity(event.activity_id)


def _exemption_decided(event: ActivityExemptionDecided) -> Iterator[_Part]:
    words = wording.exemption_decided(event.kind, event.team, event.approved)
    yield "exemption_decided", "person", event.auditor, event.service, words, _activity(event.activity_id)


def _submitted(event: ActivitySubmitted) -> Iterator[_Part]:
    if event.historic:  # it is years ago, and nothing waits for anybody
        return
    link = _activity(event.activity_id)
    if event.practitioner and event.practitioner != event.auditor:
        reviewed = wording.practice_reviewed(event.kind, event.practitioner_took_part, event.submitted_on)
        yield "practice_reviewed", "person", event.practitioner, event.service, reviewed, link
    if event.must_be_moderated:
        needed = wording.moderation_needed(event.kind, event.service, event.submitted_on)
        yield "moderation_needed", "moderators", event.auditor, event.service, needed, link


def _recorded(event: ActivityRecorded) -> Iterator[_Part]:
    """Whoever was audited learns of it; of what people did together they know."""
    if event.kind in wording.AUDITS:
        words = wording.practice_reviewed(event.kind, took_part=False, finished_on=event.completed_on)
        for practitioner in event.practitioners:
            yield (
                "practice_reviewed",
                "person",
                practitioner,
                event.service or "",
                words,
                _recorded_link(event),
            )


def _amended(event: ActivityAmended) -> Iterator[_Part]:
    """Who led it and whose work it is about, but for whoever corrected it; owners know of their action as it stands."""
    words = wording.amended(event.kind, event.completed_on)
    for person in dict.fromkeys([event.led_by, *event.practitioners]):
        if person != event.amended_by:
            yield "activity_amended", "person", person, event.service or "", words, _recorded_link(event)


def _recorded_withdrawn(event: RecordedWithdrawn) -> Iterator[_Part]:
    """As of a correction; and who has an action of it, which goes on."""
    words = wording.recorded_withdrawn(event.kind, event.month)
    people = dict.fromkeys([event.led_by, *event.practitioners, *event.owners])
    for person in people:
        if person != event.withdrawn_by:
            yield "recorded_withdrawn", "person", person, event.service or "", words, _recorded_link(event)


def _assigned(event: ActivityModerationAssigned) -> Iterator[_Part]:
    words = wording.moderation_assigned(event.kind, event.team, event.due_on)
    yield "moderation_assigned", "person", event.moderator, event.service, words, _activity(event.activity_id)


def _moderated(event: ActivityModerated) -> Iterator[_Part]:
    words = wording.moderated(event.kind, event.team, event.moderated_on, event.contest_by)
    yield "audit_moderated", "person", event.auditor, event.service, words, _activity(event.activity_id)


def _contested(event: ActivityContested) -> Iterator[_Part]:
    words = wording.contested(event.kind, event.service)
    yield "adjudication_needed", "heads", event.moderator, event.service, words, _activity(event.activity_id)


def _adjudicated(event: ActivityAdjudicated) -> Iterator[_Part]:
    words, link = wording.adjudicated(event.kind, event.adjudicated_on), _activity(event.activity_id)
    for person in sorted({event.auditor, event.moderator or event.auditor}):
        yield "audit_adjudicated", "person", person, event.service, words, link


def _concern(event: ActivityConcernRaised) -> Iterator[_Part]:
    words = wording.concern_raised(event.kind, event.service, event.raised_on)
    yield "concern_raised", "heads", event.raised_by, event.service, words, _activity(event.activity_id)


def _opened(event: ActionOpened) -> Iterator[_Part]:
    words = wording.action_opened(event.team, event.due_on, event.priority == "safeguarding")
    yield "action_opened", "person", event.owner, event.service, words, _action(event)


def _handed_over(event: ActionHandedOver) -> Iterator[_Part]:
    words = wording.action_opened(event.team, event.due_on, event.priority == "safeguarding")
    yield "action_opened", "person", event.owner, event.service, words, _action(event)
    no_longer = passing.action_handed_on(event.team)
    yield "action_handed_on", "still_there", event.previous_owner, event.service, no_longer, _action(event)


def _work_handed_on(event: WorkHandedOn) -> Iterator[_Part]:
    link = _VISITS if event.record_id is None else _work_link(event.work, event.record_id)
    topic, words = _taken_over(event)
    yield topic, "person", event.person, event.service, words, link
    if event.previous is not None:
        no_longer = passing.work_handed_on(event.work, event.kind)
        yield "work_handed_on", "still_there", event.previous, event.service, no_longer, link


def _taken_over(event: WorkHandedOn) -> tuple[str, Words]:
    """Whoever takes it over hears what they would have heard at first."""
    if event.work == "moderation" and event.due_on is not None:
        return "moderation_assigned", wording.moderation_assigned(event.kind, event.team, event.due_on)
    if event.work == "review":
        return "review_chair", wording.review_to_chair(event.kind, event.due_on)
    if event.work == "visit" and event.due_on is not None:
        return "visit_planned", passing.visit_planned(event.service, event.due_on)
    return "rating_asked", passing.rating_asked(event.kind, event.service)


def _rescheduled(event: ActionRescheduled) -> Iterator[_Part]:
    words = wording.action_rescheduled(event.team, event.previous_due_on, event.due_on)
    yield "action_rescheduled", "person", event.owner, event.service, words, _action(event)


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


def _review_extended(event: ReviewExtended) -> Iterator[_Part]:
    words = wording.review_extended(event.kind, event.previous_due_on, event.due_on)
    for person in event.people:
        if person == event.extended_by:
            continue
        yield "review_extended", "person", person, event.service, words, _review(event.review_id)


def _review_called_off(event: ReviewCalledOff) -> Iterator[_Part]:
    """Everybody involved and whoever proposed it, who reads no more than that; but for who called it off."""
    words = wording.review_called_off(event.kind)
    links = {event.proposed_by: f"/proposals/{event.review_id}"}
    links |= dict.fromkeys(event.people, _review(event.review_id))
    for person, link in links.items():
        if person != event.called_off_by:
            yield "review_called_off", "person", person, event.service, words, link


def _released(event: LearningReleased) -> Iterator[_Part]:
    words = wording.learning_released(event.kind, event.released_on)
    yield "learning_released", "readers", "", "", words, f"/learning/{event.learning_id}"


def _reorganisation(event: ReorganisationSettled) -> Iterator[_Part]:
    words = wording.reorganisation_settled(event.effective_on, event.outcome == "applied")
    link = f"/reorganisations/{event.reorganisation_id}"
    yield f"reorganisation_{event.outcome}", "person", event.prepared_by, "", words, link


def _left(event: PersonLeft) -> Iterator[_Part]:
    link, who = f"/people/{event.person_id}", event.person_id
    theirs = wording.person_left(event.left_on, theirs=True)
    yield "person_left_in_team", "line_manager", who, "", theirs, link
    yield "person_left", "quality", who, "", wording.person_left(event.left_on, theirs=False), link


def _record(link: str) -> UUID | None:
    """The record that a link leads to, by which people call it; a person and a plan of visits have no such id."""
    last = link.rpartition("/")[2]
    return None if link.startswith(("/people/", _VISITS)) else UUID(last)


def _activity(id: UUID) -> str:
    return f"/activities/{id}"


def _recorded_link(event: RecordedEvent) -> str:
    return f"/recorded-activities/{event.activity_id}"


def _review(id: UUID) -> str:
    return f"/reviews/{id}"


def _work_link(work: str, id: UUID) -> str:
    return _review(id) if work == "review" else _activity(id)


def _action(event: ActionEvent) -> str:
    return f"/actions/{event.action_id}"


_BY_TYPE: dict[type, Callable[[Any], Iterator[_Part]]] = {
    ActivityAllocated: _allocated,
    ActivityReallocated: _reallocated,
    ActivityExtended: _extended,
    ActivityWithdrawn: _withdrawn,
    ActivityViewGiven: _view_given,
    ActivityExemptionAsked: _exemption_asked,
    ActivityExemptionDecided: _exemption_decided,
    ActivitySubmitted: _submitted,
    ActivityRecorded: _recorded,
    ActivityAmended: _amended,
    RecordedWithdrawn: _recorded_withdrawn,
    ActivityModerationAssigned: _assigned,
    ActivityModerated: _moderated,
    ActivityContested: _contested,
    ActivityAdjudicated: _adjudicated,
    ActivityConcernRaised: _concern,
    ActionOpened: _opened,
    ActionHandedOver: _handed_over,
    ActionRescheduled: _rescheduled,
    ActionDue: _due,
    ActionOverdue: _overdue,
    ReportPublished: _published,
    ReviewDecided: _decided,
    ReviewInvited: _invited,
    ReviewExtended: _review_extended,
    ReviewCalledOff: _review_called_off,
    LearningReleased: _released,
    ReorganisationSettled: _reorganisation,
    PersonLeft: _left,
    WorkHandedOn: _work_handed_on,
}
