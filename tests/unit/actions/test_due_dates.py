"""By when, by the rule of the day; what is overdue on a day; and who is told when."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from services.actions.domain import (
    FIRST,
    NOTICES,
    PRIORITIES,
    Action,
    RuleBook,
    actions_of,
    due_date,
    rule_of,
)
from services.activities.domain.rule_values import DEFINITIONS
from shared.contracts.events.rules import RuleVersioned
from tests.unit.actions.builders import (
    DAY_9,
    DUE,
    FIRST_RULES,
    MANAGER,
    OPEN,
    OPENED,
    closed,
    evidenced,
    finding,
    submitted,
)

DAY = timedelta(days=1)


def told(action: Action, on: date) -> list[str]:
    return [one.kind for one in NOTICES if one.applies(status=action.status, due_on=action.due_on, on=on)]


def version(number: int, begins: date, **days: int) -> RuleVersioned:
    value = {"safeguarding_hours": 24, "high": 14, "medium": 28, "low": 42} | days
    return RuleVersioned(
        area="all",
        rule="action-days",
        version=number,
        value=value,
        source=f"minute {number}",
        effective_from=begins,
    )


def book(*told: RuleVersioned) -> RuleBook:
    return RuleBook(rule_of(one) for one in told)


@pytest.mark.parametrize(
    ("priority", "days"), [("safeguarding", 1), ("high", 14), ("medium", 28), ("low", 42)]
)
def test_each_priority_has_its_days(priority: str, days: int) -> None:
    start = date(2026, 2, 20)
    assert due_date(priority, start, FIRST_RULES.action_days) == start + timedelta(days=days)


def test_there_is_no_other_priority() -> None:
    assert set(PRIORITIES) == {"safeguarding", "high", "medium", "low"}
    with pytest.raises(KeyError):
        due_date("urgent", DUE, FIRST_RULES.action_days)


def test_two_days_for_safeguarding_are_48_hours() -> None:
    slower = book(version(2, OPENED, safeguarding_hours=48)).of(OPENED)
    assert due_date("safeguarding", OPENED, slower.action_days) == OPENED + 2 * DAY


def test_the_rules_of_a_day_are_the_latest_that_have_begun_whatever_came_first() -> None:
    second, third = version(2, date(2026, 4, 1), high=10), version(3, date(2026, 4, 1), high=7)
    later = version(4, date(2026, 6, 1), high=5)
    for told in ((second, third, later), (later, third, second), (third, later, second, third)):
        rules = book(*told)
        days = [date(1999, 1, 1), date(2026, 3, 31), date(2026, 4, 1), date(2026, 5, 31), date(2026, 6, 1)]
        assert [rules.of(day).action_days.version for day in days] == [1, 1, 3, 3, 4]
        assert rules.of(date(2026, 4, 1)).action_days.value["high"] == 7


def test_without_any_event_the_first_versions_count_and_the_rule_book_would_allow_them() -> None:
    assert [str(one) for one in FIRST] == ["action-days 1", "extension-approver-roles 1"]
    assert book().of(OPENED) == FIRST_RULES
    assert [DEFINITIONS[one.name].wrong(one.value) for one in FIRST] == [{}, {}]


def test_an_action_is_due_by_the_rule_of_the_day_on_which_it_is_opened_and_says_so() -> None:
    rules = book(version(2, date(2026, 4, 1), high=7))
    for opened, due, number in (
        (date(2026, 3, 31), date(2026, 4, 14), 1),
        (date(2026, 4, 1), date(2026, 4, 8), 2),
    ):
        (action,) = actions_of(submitted(finding(priority="high"), submitted_on=opened), rules.of)
        assert (action.due_on, action.due_rule["version"]) == (due, number)
    assert action.due_rule == {"rule": "action-days", "version": 2, "source": "minute 2"}


def test_a_reopened_action_is_due_by_the_rule_of_that_day_unless_nobody_had_accepted_it() -> None:
    rules = book(version(2, date(2026, 3, 11), medium=5)).of(DAY_9)
    again = closed().reopen(on=DAY_9, rules=rules)
    assert (again.due_on, again.rule_version, again.rule_source) == (DAY_9 + 5 * DAY, 2, "minute 2")
    kept = evidenced().reopen(on=DAY_9, rules=rules)
    assert (kept.due_on, kept.rule_version) == (DUE, 1)


def test_the_due_date_itself_is_in_time() -> None:
    assert not OPEN.overdue(DUE)
    assert OPEN.overdue(DUE + DAY)


def test_evidence_that_nobody_accepted_in_time_is_overdue() -> None:
    assert evidenced().overdue(DUE + DAY)


def test_overdue_is_as_of_a_day_so_a_late_closure_does_not_hide_it() -> None:
    late = evidenced().close(on=DUE + 10 * DAY, by=MANAGER)
    assert late.overdue(DUE + 9 * DAY)
    assert not late.overdue(DUE + 10 * DAY)


def test_a_closure_in_time_is_never_overdue() -> None:
    assert not evidenced().close(on=DUE, by=MANAGER).overdue(DUE + 100 * DAY)


@pytest.mark.parametrize(
    ("left", "kinds"),
    [
        (8, []),
        (7, ["due-7"]),
        (3, ["due-7"]),
        (2, ["due-7"]),
        (1, ["due-1"]),
        (0, ["due-1"]),
        (-1, ["overdue"]),
    ],
)
def test_the_owner_is_told_7_days_before_1_day_before_and_when_it_is_late(
    left: int, kinds: list[str]
) -> None:
    assert told(OPEN, DUE - left * DAY) == kinds


def test_a_long_silence_ends_in_one_notice_only() -> None:
    assert told(OPEN, DUE + 400 * DAY) == ["overdue"]


def test_who_has_shown_evidence_is_not_reminded_but_what_nobody_accepts_becomes_overdue() -> None:
    assert told(evidenced(), DUE - DAY) == []
    assert told(evidenced(), DUE + DAY) == ["overdue"]


def test_of_a_closed_action_nobody_is_told() -> None:
    assert told(replace(evidenced(), status="closed"), DUE + DAY) == []
