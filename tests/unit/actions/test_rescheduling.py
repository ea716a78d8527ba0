"""Another due date: by whom, in time, with a bound, and never so that what was late is on time."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.actions.domain import (
    Action,
    AlreadyClosed,
    DueDatePassed,
    NotAnApprover,
    NotANewDate,
    RuleBook,
    TooFarAhead,
    events,
)
from shared.contracts.errors import Refusal
from shared.contracts.rules import Rule
from tests.unit.actions.builders import DUE, FIRST_RULES, OPEN, OPENED, OWNER, closed, evidenced

HEAD, DAY = "P0007", timedelta(days=1)
TODAY, LATER = date(2026, 3, 20), date(2026, 4, 10)


def agreed(action: Action = OPEN, due_on: date = LATER, **said: Any) -> Action:
    usual: dict[str, Any] = {"by": HEAD, "roles": {"head_of_service"}, "on": TODAY, "rules": FIRST_RULES}
    return action.reschedule(due_on, **usual | said)


def refused(rule: type[Refusal], action: Action = OPEN, due_on: date = LATER, **said: Any) -> Refusal:
    with pytest.raises(rule) as found:
        agreed(action, due_on, **said)
    return found.value


def test_a_manager_agrees_another_date_and_nothing_else_changes() -> None:
    assert agreed() == replace(OPEN, due_on=LATER)
    assert agreed(evidenced()).status == "evidenced"
    assert agreed(due_on=TODAY).due_on == TODAY
    told = events.rescheduled(agreed(), DUE, HEAD)
    assert (told.due_on, told.previous_due_on, told.agreed_by, told.status) == (LATER, DUE, HEAD, "open")


@pytest.mark.parametrize(
    "role", ["service_manager", "head_of_service", "qa_manager", "principal_social_worker"]
)
def test_roles_that_agree_are_those_of_the_rule(role: str) -> None:
    assert agreed(roles={role, "practitioner"}).due_on == LATER


def test_neither_the_owner_nor_another_role_agrees() -> None:
    for said in ({"by": OWNER}, {"roles": {"team_manager"}}, {"roles": frozenset()}):
        told = refused(NotAnApprover, **said)
        assert (told.rule, told.version, told.source) == (
            "due-date-approval",
            "extension-approver-roles 1",
            "S07",
        )
    wider = Rule(
        name="extension-approver-roles",
        version=2,
        value=["team_manager"],
        source="minute 4",
        effective_from=OPENED,
    )
    rules = RuleBook([wider]).of(TODAY)
    assert agreed(roles={"team_manager"}, rules=rules).due_on == LATER
    assert refused(NotAnApprover, rules=rules).version == "extension-approver-roles 2"


def test_what_is_late_stays_late() -> None:
    assert agreed(on=DUE).due_on == LATER
    told = refused(DueDatePassed, due_on=DUE + 10 * DAY, on=DUE + DAY)
    assert (told.rule, told.source, told.version) == ("due-date-passed", "S23", "framework 2021-08")


def test_what_is_closed_has_no_other_date() -> None:
    refused(AlreadyClosed, closed())


@pytest.mark.parametrize("due_on", [DUE, TODAY - DAY])
def test_another_date_is_another_one_and_lies_ahead(due_on: date) -> None:
    assert list(refused(NotANewDate, due_on=due_on).fields) == ["due_on"]


@pytest.mark.parametrize(
    ("priority", "days"), [("safeguarding", 1), ("high", 14), ("medium", 28), ("low", 42)]
)
def test_a_later_date_gives_no_more_time_than_a_new_action_has(priority: Any, days: int) -> None:
    action, last = replace(OPEN, priority=priority), TODAY + days * DAY
    assert agreed(action, last).due_on == last
    told = refused(TooFarAhead, action, last + DAY)
    assert (told.rule, told.version, told.source) == ("due-date-bound", "action-days 1", "S23; assumption")
    assert list(told.fields) == ["due_on"]


DAYS = st.integers(-60, 60).map(lambda n: DUE + n * DAY)


@given(DAYS, DAYS, DAYS)
def test_no_day_that_has_passed_is_judged_otherwise_after_another_date(
    due_on: date, on: date, asked: date
) -> None:
    try:
        after = agreed(due_on=due_on, on=on)
    except Refusal:
        return
    if asked <= on:
        assert after.overdue(asked) == OPEN.overdue(asked)
