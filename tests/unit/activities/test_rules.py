"""Rules are data with a first month: what is in force, what a new version may say, and that each is obeyed."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import UTC, date, datetime
from functools import partial
from typing import Any
from uuid import uuid4

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.activities.domain import calendar
from services.activities.domain.plan import Plan, agree
from services.activities.domain.refusals import BelowQuota, FutureDate, ReflectionMonth
from services.activities.domain.rule_values import DEFINITIONS
from services.activities.domain.rules import Rule, RuleBook, Rules, frozen, revised, versioned
from shared.contracts.errors import Invalid
from shared.contracts.events.rules import RuleVersioned
from shared.security.policy import POLICY, roles_with
from tests.unit.activities.builders import MARCH, TODAY
from tests.unit.activities.rulings import FIRST, RULES, ruling

MONTHS = RULES.reflection_months
TIMES = {"safeguarding_hours": 24, "high": 14, "medium": 28, "low": 42}
LATER = [date(2026, month, 1) for month in range(4, 13)]


def version(number: int, begins: date, value: Any = (8,)) -> Rule[Any]:
    return replace(MONTHS, version=number, effective_from=begins, value=value)


def change(before: Rule[Any] = MONTHS, **changes: Any) -> Rule[Any]:
    asked: dict[str, Any] = {
        "value": [8],
        "source": "S05; Performance & Quality Group, minute 4",
        "effective_from": date(2026, 4, 1),
        "reason": "December is used from now on.",
        "author": "Q1",
        "at": datetime(2026, 3, 20, 9, tzinfo=UTC),
        "today": TODAY,
        "granted": partial(roles_with, "activities"),
    } | changes
    return revised(before, **asked)


def test_every_rule_has_a_meaning_a_field_and_a_first_version_that_it_allows() -> None:
    names = {field.name.replace("_", "-") for field in fields(Rules)}
    assert names == set(DEFINITIONS) == {one.name for one in FIRST}
    for one in FIRST:
        value = list(one.value) if isinstance(one.value, tuple) else one.value
        assert DEFINITIONS[one.name].wrong(value) == {}, one.name
        assert one.about


def test_a_rule_is_in_force_from_its_first_month_on() -> None:
    book = RuleBook([*FIRST, version(2, date(2026, 4, 1))])
    assert book.of(date(2026, 3, 31)).reflection_months.version == 1
    assert book.of(date(2026, 4, 1)).reflection_months.version == 2
    assert book.of(date(2026, 4, 30)).reflection_months is book.of(date(2026, 4, 1)).reflection_months
    assert book.of(date(2026, 4, 1)).closing_days == RULES.closing_days
    assert book.of(date(1999, 1, 1)).reflection_months.version == 1


def test_a_later_version_replaces_what_was_scheduled_before_it() -> None:
    book = RuleBook([version(3, date(2026, 5, 1)), version(2, date(2026, 7, 1)), *FIRST])
    found = [book.of(date(2026, month, 1)).reflection_months.version for month in (4, 5, 7, 12)]
    assert found == [1, 3, 3, 3]


@given(st.lists(st.sampled_from(LATER), max_size=6), st.sampled_from(LATER))
def test_a_new_version_changes_no_month_before_it_begins(begins: list[date], new: date) -> None:
    known = [*FIRST, *(version(n, day) for n, day in enumerate(begins, 2))]
    before = RuleBook(known)
    after = RuleBook([*known, version(len(begins) + 2, new)])
    for month in [date(2026, 3, 1), *LATER]:
        if month < new:
            assert after.of(month) == before.of(month)
        else:
            assert after.of(month).reflection_months.version == len(begins) + 2


def test_a_change_is_the_next_version_with_its_author_and_reason() -> None:
    after = change()
    assert (after.name, after.version, after.value, str(after)) == (
        "reflection-months",
        2,
        (8,),
        "reflection-months 2",
    )
    assert (after.author, after.reason) == ("Q1", "December is used from now on.")
    assert after.recorded_at == datetime(2026, 3, 20, 9, tzinfo=UTC)
    assert after.effective_from == date(2026, 4, 1)
    assert MONTHS.version == 1


@pytest.mark.parametrize("begins", [MARCH, date(2026, 2, 1)])
def test_a_rule_begins_in_a_month_that_has_not_begun(begins: date) -> None:
    with pytest.raises(Invalid) as refused:
        change(effective_from=begins)
    assert list(refused.value.fields) == ["effective_from"]
    with pytest.raises(Invalid):
        change(effective_from=date(2026, 4, 1), today=date(2026, 4, 1))


def test_everything_wrong_is_named_at_once() -> None:
    with pytest.raises(Invalid) as refused:
        change(value=[0, 8, 8], effective_from=MARCH)
    assert set(refused.value.fields) == {"value.0", "value.2", "effective_from"}


@pytest.mark.parametrize(
    ("name", "value", "wrong"),
    [
        ("reflection-months", [], set()),
        ("reflection-months", list(range(1, 12)), set()),
        ("reflection-months", list(range(1, 13)), {"value"}),
        ("reflection-months", "8", {"value"}),
        ("reflection-months", [True, 13, "9", [1]], {"value.0", "value.1", "value.2", "value.3"}),
        ("closing-days", 0, set()),
        ("closing-days", 366, set()),
        ("closing-days", 367, {"value"}),
        ("closing-days", -1, {"value"}),
        ("closing-days", True, {"value"}),
        ("closing-days", 9.5, {"value"}),
        ("not-audited-within", 0, {"value"}),
        ("not-audited-within", 1, set()),
        ("not-audited-within", 36, set()),
        ("not-audited-within", 37, {"value"}),
        ("moderator-roles", ["head_of_service"], set()),
        ("moderator-roles", [], {"value"}),
        (
            "moderator-roles",
            ["caretaker", "head_of_service", ["dcs"], None],
            {"value.0", "value.2", "value.3"},
        ),
        ("moderated-grades", ["inadequate", "requires_improvement"], set()),
        ("moderated-grades", ["good"], {"value"}),
        ("moderated-grades", ["excellent", "inadequate"], {"value.0"}),
        ("family-exemptions", ["moved_away"], set()),
        ("family-exemptions", ["a" * 64], set()),
        ("family-exemptions", ["a" * 65, "Moved away", "", 3], {"value.0", "value.1", "value.2", "value.3"}),
        ("family-exemptions", [], {"value"}),
        ("monthly-quota", {"case_file_audit": 4}, set()),
        ("monthly-quota", {"tea": 1, "case_file_audit": -1}, {"value.tea", "value.case_file_audit"}),
        ("monthly-quota", [1], {"value"}),
        ("manager-quota", {"team_manager": 0, "practice_leader": 1000}, set()),
        ("manager-quota", {"team_manager": 1001}, {"value.team_manager"}),
        ("action-days", {"safeguarding_hours": 24, "high": 1, "medium": 1, "low": 1}, set()),
        ("action-days", {"safeguarding_hours": 168, "high": 7, "medium": 366, "low": 366}, set()),
        ("action-days", 14, {"value"}),
        ("action-days", {}, {"value.safeguarding_hours", "value.high", "value.medium", "value.low"}),
        ("action-days", TIMES | {"urgent": 2}, {"value.urgent"}),
        ("action-days", TIMES | {"safeguarding_hours": 12}, {"value.safeguarding_hours"}),
        ("action-days", TIMES | {"safeguarding_hours": 192}, {"value.safeguarding_hours"}),
        ("action-days", TIMES | {"safeguarding_hours": 48, "high": 1}, {"value.high"}),
        ("action-days", TIMES | {"high": 29}, {"value.medium"}),
        ("action-days", TIMES | {"high": 60}, {"value.medium", "value.low"}),
        (
            "action-days",
            TIMES | {"high": 0, "medium": 367, "low": "42"},
            {"value.high", "value.medium", "value.low"},
        ),
        (
            "action-days",
            TIMES | {"high": -1, "medium": True, "low": 0.5},
            {"value.high", "value.medium", "value.low"},
        ),
        ("action-days", TIMES | {"high": 43, "medium": None}, {"value.medium", "value.low"}),
    ],
)
def test_a_value_is_one_that_the_programme_can_work_with(name: str, value: Any, wrong: set[str]) -> None:
    assert set(DEFINITIONS[name].wrong(value)) == wrong


def test_others_are_told_the_version_but_not_its_author_or_reason() -> None:
    told = versioned(change())
    assert (told.area, told.rule, told.version, told.value) == ("all", "reflection-months", 2, [8])
    assert (told.source, told.effective_from) == (
        "S05; Performance & Quality Group, minute 4",
        date(2026, 4, 1),
    )
    assert not {"Q1", "December"} & set(repr(told).replace("'", " ").split())
    for one in FIRST:
        assert msgspec.convert(msgspec.to_builtins(versioned(one)), RuleVersioned) == versioned(one)


BY_NAME = {one.name: one for one in FIRST}


def test_every_role_of_the_first_rules_has_the_permissions_for_it() -> None:
    for one in FIRST:
        assert DEFINITIONS[one.name].unsupported(one.value, partial(roles_with, "activities")) == {}
    needed = {one for each in DEFINITIONS.values() for one in each.needs}
    assert needed <= POLICY["activities"].keys()


@pytest.mark.parametrize(
    ("name", "value", "wrong"),
    [
        ("moderator-roles", ["head_of_service", "dcs"], "value.1"),
        ("adjudicator-roles", ["independent_chair"], "value.0"),
        ("exemption-approver-roles", ["external_reviewer"], "value.0"),
        ("allocated-roles", ["team_manager", "divisional_director"], "value.1"),
        ("second-rater-roles", ["external_reviewer"], "value.0"),
        ("manager-quota", {"team_manager": 1, "dcs": 1}, "value.dcs"),
    ],
)
def test_a_role_that_could_not_do_what_the_rule_says_is_refused(name: str, value: Any, wrong: str) -> None:
    with pytest.raises(Invalid) as refused:
        change(BY_NAME[name], value=value)
    assert list(refused.value.fields) == [wrong]
    assert DEFINITIONS[name].needs[0] in refused.value.fields[wrong][0]


def test_what_a_role_need_not_do_itself_needs_no_permission() -> None:
    assert change(BY_NAME["manager-quota"], value={"dcs": 0}).value == {"dcs": 0}
    assert change(BY_NAME["visit-roles"], value=["external_reviewer"]).version == 2
    assert change(BY_NAME["auditor-roles"], value=["external_reviewer"]).version == 2


def test_lists_are_frozen() -> None:
    assert frozen([1, 2]) == (1, 2)
    assert frozen(3) == 3


def test_a_refusal_names_the_rule_s_version_and_its_source() -> None:
    other = replace(ruling(), reflection_months=replace(MONTHS, version=7, value=(3,), source="minute 4"))
    with pytest.raises(ReflectionMonth) as refused:
        calendar.ensure_activity_month(MARCH, other)
    assert (refused.value.rule, refused.value.version, refused.value.source) == (
        "reflection-month",
        "reflection-months 7",
        "minute 4",
    )
    calendar.ensure_activity_month(date(2026, 8, 1), other)
    with pytest.raises(FutureDate) as fixed:
        calendar.ensure_completed(date(2026, 3, 21), MARCH, TODAY, other)
    assert (fixed.value.version, fixed.value.source) == ("framework 2021-08", "S41")


def test_a_month_closes_as_the_rules_say() -> None:
    assert calendar.closes(MARCH, RULES) == date(2026, 7, 1)
    assert calendar.closes(MARCH, ruling(closing_days=10)) == date(2026, 4, 10)


def test_a_plan_is_not_below_the_quota() -> None:
    plan = Plan(
        plan_id=uuid4(),
        area="social-work",
        service="line-cin",
        month=MARCH,
        kind="case_file_audit",
        target=3,
    )
    agree(plan, ruling(monthly_quota={"case_file_audit": 3}))
    agree(plan, ruling(monthly_quota={}))
    with pytest.raises(BelowQuota) as refused:
        agree(plan, ruling(monthly_quota={"case_file_audit": 4}))
    assert (refused.value.rule, refused.value.version) == ("monthly-quota", "monthly-quota 2")
    assert list(refused.value.fields) == ["target"]
