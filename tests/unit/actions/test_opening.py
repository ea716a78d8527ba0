"""A finding that needs an action gets one, the same one each time it is read (S22)."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from services.actions.domain import RuleBook, action_id_of, actions_of, events
from services.actions.domain.notices import NOTICES
from shared.contracts.events.actions import ActionDue, ActionOverdue
from shared.contracts.events.activities import RequiredAction
from shared.contracts.events.reviews import NeededAction, ReviewCompleted
from tests.unit.actions.builders import FIRST_RULES, MANAGER, OPEN, evidenced, finding, recorded, submitted

RULES_OF = RuleBook().of


def test_an_action_takes_what_the_auditor_asked_for_and_a_due_date_by_priority() -> None:
    one = finding(reach="system")
    activity = submitted(one)
    (action,) = actions_of(activity, RULES_OF)
    assert (action.activity_id, action.finding_id) == (activity.activity_id, one.finding_id)
    assert (action.owner, action.reach, action.priority, action.title) == (
        "P0010",
        "system",
        "high",
        "Visit again",
    )
    assert (action.opened_on, action.due_on) == (date(2026, 3, 2), date(2026, 3, 16))
    assert (action.area, action.service, action.team) == ("social-work", "line-cin", "line-cin-01")
    assert (action.status, action.version, action.record_reference) == ("open", 1, None)


def test_a_finding_without_a_need_has_no_action() -> None:
    quiet = finding(needs_action=False)
    assert list(actions_of(submitted(quiet), RULES_OF)) == []


def test_a_written_review_opens_what_it_needs_under_its_own_id() -> None:
    needed = RequiredAction(title="Name cover", owner="P0010", reach="system", priority="low")
    review = ReviewCompleted(
        area="social-work",
        review_id=UUID(int=8),
        kind="learning_review",
        service="line-cin",
        team=None,
        completed_on=date(2026, 3, 20),
        actions=[NeededAction(finding_id=UUID(int=9), action=needed)],
    )
    (action,) = actions_of(review, RULES_OF)
    assert (action.activity_id, action.finding_id) == (UUID(int=8), UUID(int=9))
    assert action.action_id == action_id_of(UUID(int=9))
    assert (action.title, action.owner, action.reach, action.priority) == (
        "Name cover",
        "P0010",
        "system",
        "low",
    )
    assert (action.opened_on, action.due_on) == (date(2026, 3, 20), date(2026, 5, 1))
    assert (action.area, action.service, action.team) == ("social-work", "line-cin", None)


def test_an_audit_imported_from_before_opens_nothing() -> None:
    one = finding()
    assert list(actions_of(submitted(one, historic=True), RULES_OF)) == []


def test_actions_of_a_recorded_activity_are_in_the_services_that_it_names() -> None:
    activity = recorded(("social-work", "line-cin"), ("early-help", "targeted-youth"))
    here, there = actions_of(activity, RULES_OF)
    assert (here.area, here.service, here.team) == ("social-work", "line-cin", None)
    assert (there.area, there.service) == ("early-help", "targeted-youth")
    (needed, _) = activity.actions
    assert (here.activity_id, here.finding_id) == (activity.activity_id, needed.finding_id)
    assert here.action_id == action_id_of(needed.finding_id)
    assert (here.owner, here.reach, here.priority, here.title) == (
        "P0010",
        "system",
        "high",
        "Agree thresholds",
    )
    assert (here.opened_on, here.due_on) == (date(2026, 3, 2), date(2026, 3, 16))


def test_an_activity_has_the_actions_of_its_findings_alone() -> None:
    wanted = finding()
    (action,) = actions_of(submitted(wanted, finding(needs_action=False)), RULES_OF)
    assert action.finding_id == wanted.finding_id


def test_a_finding_has_the_same_action_for_ever() -> None:
    assert action_id_of(UUID(int=5)) == UUID("13d86f4a-6c44-50d2-81e9-20aaa2b0b04b")
    assert action_id_of(UUID(int=5)) != action_id_of(UUID(int=6))


def test_events_carry_the_state_but_not_the_words_of_the_evidence() -> None:
    done = evidenced()
    told = events.evidenced(done)
    assert (told.status, told.due_on) == ("evidenced", done.due_on)
    assert "chronology now ends" not in repr(told)
    accepted = events.closed(done.close(on=date(2026, 3, 7), by=MANAGER))
    assert (accepted.status, accepted.closed_by, accepted.closed_on) == ("closed", MANAGER, date(2026, 3, 7))


def test_no_event_carries_the_place_on_the_childs_record() -> None:
    """It may be the child's own number; events carry a pseudonym at most."""
    done = evidenced()
    told = [
        events.opened(done),
        events.evidenced(done),
        events.closed(done.close(on=date(2026, 3, 7), by=MANAGER)),
        events.reopened(done.reopen(on=date(2026, 3, 7), rules=FIRST_RULES)),
        events.rescheduled(done, done.due_on, MANAGER),
        *(events.noticed(done, notice, date(2026, 4, 1)) for notice in NOTICES),
    ]
    assert done.record_reference == "LL-4711"
    assert "LL-4711" not in repr(told)


def test_each_notice_has_its_event() -> None:
    due_7, due_1, late = (events.noticed(OPEN, notice, date(2026, 4, 1)) for notice in NOTICES)
    assert isinstance(due_7, ActionDue)
    assert due_7.days == 7
    assert isinstance(due_1, ActionDue)
    assert due_1.days == 1
    assert isinstance(late, ActionOverdue)
    assert late.seen_on == date(2026, 4, 1)
