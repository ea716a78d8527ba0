"""When a third person decides between two, who that may be, and that all three judgements stay."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from services.activities.domain.activity import Activity
from services.activities.domain.adjudication import (
    Adjudication,
    apart,
    contest_by,
    ensure_adjudicable,
    ensure_adjudicator,
    ensure_contestable,
    ensure_decision,
    ground,
)
from services.activities.domain.cover import Cover, Days
from services.activities.domain.moderation import Moderation
from services.activities.domain.refusals import (
    AdjudicatorNotIndependent,
    AlreadyAdjudicated,
    AlreadyContested,
    AuditsOnly,
    ContestTooLate,
    GradeUnchanged,
    NotAnAdjudicator,
    NothingToAdjudicate,
    NotModerated,
    NotSubmitted,
    WrongGrading,
)
from services.activities.domain.rules import RuleBook
from services.activities.domain.vocabulary import GRADES
from shared.contracts.errors import Invalid
from tests.unit.activities.builders import TODAY, content, organisation, person
from tests.unit.activities.rulings import BOOK, FIRST, RULES, ruling
from tests.unit.activities.test_lifecycle import AUDIT, SUBMITTED


def moderated(overall: Any, **domains: Any) -> Activity:
    judged = Moderation(moderator="S2", moderated_on=TODAY, overall=overall, domains=domains, comment="Seen.")
    return SUBMITTED.moderate(judged)


LOWERED = moderated("inadequate")
SAME = moderated("requires_improvement")
DECIDED = Adjudication(
    adjudicator="H1",
    adjudicated_on=TODAY,
    because="contested",
    overall="good",
    comment="The visits were made.",
)


def test_an_auditor_contests_a_changed_grade_once_and_within_a_fortnight() -> None:
    assert RULES.contest_days.value == 14
    last = TODAY + timedelta(14)
    for audit in (LOWERED, moderated("requires_improvement", recording="inadequate")):
        ensure_contestable(audit, contested=False, today=last, book=BOOK)
    refused: list[tuple[type[Exception], Activity, bool, int]] = [
        (NotModerated, SUBMITTED, False, 0),
        (GradeUnchanged, SAME, False, 0),
        (AlreadyContested, LOWERED, True, 0),
        (ContestTooLate, LOWERED, False, 15),
    ]
    for rule, audit, contested, days in refused:
        with pytest.raises(rule):
            ensure_contestable(audit, contested=contested, today=TODAY + timedelta(days), book=BOOK)


def test_a_moderation_is_contested_by_the_day_that_the_rule_of_its_own_day_says() -> None:
    """What was promised then stays, whatever the rule says on the day of contesting."""
    april = date(2026, 4, 1)
    longer = replace(RULES.contest_days, version=2, value=30, effective_from=april)
    assert TODAY < april < TODAY + timedelta(14)
    book = RuleBook([*FIRST, longer])
    assert contest_by(LOWERED, book) == contest_by(LOWERED, BOOK) == TODAY + timedelta(14)
    assert contest_by(SAME, BOOK) is contest_by(SUBMITTED, BOOK) is None
    with pytest.raises(ContestTooLate) as refused:
        ensure_contestable(LOWERED, contested=False, today=TODAY + timedelta(15), book=book)
    assert (refused.value.version, refused.value.source) == (
        "contest-days 1",
        "S11; sector practice, moderation",
    )


@pytest.mark.parametrize(
    ("ratings", "far"),
    [
        (("good", "requires_improvement", None), False),
        (("good", "inadequate", None), True),
        (("outstanding", "requires_improvement", None), True),
        (("good", "good", "inadequate"), True),
        (("good", "outstanding", "requires_improvement"), True),
        (("good", None, "requires_improvement"), False),
        (("good", None, None), False),
        ((None, None, None), False),
    ],
)
def test_two_ratings_that_are_two_grades_apart_are_decided(ratings: tuple[Any, ...], far: bool) -> None:
    assert apart(*ratings) == far


def test_why_a_third_person_decides() -> None:
    assert ground(LOWERED, contested=True, second=None) == "contested"
    assert ground(LOWERED, contested=False, second=None) is None
    assert ground(moderated("outstanding"), contested=False, second=None) == "two_grades_apart"
    assert ground(SAME, contested=False, second="outstanding") == "two_grades_apart"
    assert ground(SUBMITTED, contested=False, second="good") is None


def test_who_may_decide() -> None:
    org = organisation(
        person("H2", "head_of_service", active=False), person("Q2", "qa_manager", "line-cin-02", "S1")
    )
    for who in ("H1", "Q1"):
        ensure_adjudicator(who, LOWERED, None, org, RULES, TODAY)
    for who in ("S1", "M3", "W1", "H2"):
        with pytest.raises(NotAnAdjudicator):
            ensure_adjudicator(who, LOWERED, None, org, RULES, TODAY)
    own = [
        replace(LOWERED, auditor="H1"),
        replace(LOWERED, practitioner="H1"),
        replace(LOWERED, practitioner="S1"),
        SUBMITTED.moderate(Moderation(moderator="H1", moderated_on=TODAY, overall="good", comment="Seen.")),
    ]
    for audit in own:
        with pytest.raises(AdjudicatorNotIndependent):
            ensure_adjudicator("H1", audit, None, org, RULES, TODAY)
    with pytest.raises(AdjudicatorNotIndependent):
        ensure_adjudicator("Q1", LOWERED, "Q1", org, RULES, TODAY)
    assert set(RULES.adjudicator_roles.value) == {"head_of_service", "qa_manager"}
    with pytest.raises(NotAnAdjudicator):
        ensure_adjudicator("Q1", LOWERED, None, org, ruling(adjudicator_roles=("head_of_service",)), TODAY)


def test_a_deputy_decides_while_they_act_where_both_they_and_the_head_may() -> None:
    def decides(audit: Activity, rater: str | None = None, on: date = TODAY, **away: str) -> str | None:
        org = organisation()
        org.cover = {one: Cover(deputies=((by, Days(TODAY, TODAY)),)) for one, by in away.items()}
        return ensure_adjudicator("S1", audit, rater, org, RULES, on)

    assert decides(LOWERED, H1="S1") == "H1"
    assert decides(LOWERED, "H1", H1="S1", Q1="S1") == "Q1"
    for stranger in ({}, {"H1": "S2"}, {"M3": "S1"}):
        with pytest.raises(NotAnAdjudicator) as refused:
            decides(LOWERED, **stranger)
        assert refused.value.version == "adjudicator-roles 1"
    with pytest.raises(NotAnAdjudicator):
        decides(LOWERED, on=TODAY + timedelta(1), H1="S1")
    moderated = Moderation(
        moderator="S2", moderated_on=TODAY, overall="good", comment="Seen.", on_behalf_of="H1"
    )
    for own, rater in (
        (replace(LOWERED, auditor="S1"), None),
        (replace(LOWERED, auditor="H1"), None),
        (replace(LOWERED, practitioner="S1"), None),
        (replace(LOWERED, practitioner="M1"), None),
        (LOWERED, "S1"),
        (LOWERED, "H1"),
        (SUBMITTED.moderate(replace(moderated, moderator="S1")), None),
        (SUBMITTED.moderate(moderated), None),
    ):
        with pytest.raises(AdjudicatorNotIndependent):
            decides(own, rater, H1="S1")


def test_there_must_be_something_to_decide_and_what_must_be_moderated_first() -> None:
    assert ensure_adjudicable(LOWERED, "contested") == "contested"
    required = replace(SUBMITTED, must_be_moderated=True)
    refused: list[tuple[type[Exception], Activity, Any]] = [
        (AuditsOnly, replace(LOWERED, kind="practice_observation"), "contested"),
        (NotSubmitted, AUDIT, "two_grades_apart"),
        (NotModerated, required, "two_grades_apart"),
        (NothingToAdjudicate, LOWERED, None),
    ]
    for rule, audit, because in refused:
        with pytest.raises(rule):
            ensure_adjudicable(audit, because)
    ensure_adjudicable(SUBMITTED, "two_grades_apart")


def test_a_decision_has_grades_that_fit_and_says_why() -> None:
    ensure_decision(DECIDED, LOWERED)
    for wrong in ({"comment": " "}, {"overall": "fine"}, {"domains": {"tea": "good"}}):
        with pytest.raises(Invalid):
            ensure_decision(replace(DECIDED, **wrong), LOWERED)  # type: ignore[arg-type]
    ungraded = replace(LOWERED, content=content(grading="ungraded", overall=None, domains=()))
    with pytest.raises(WrongGrading):
        ensure_decision(DECIDED, ungraded)


def test_what_was_decided_is_final_and_all_three_stay() -> None:
    assert (SUBMITTED.final, LOWERED.final) == ("requires_improvement", "inadequate")
    done = LOWERED.adjudicate(DECIDED)
    assert (done.overall, done.final) == ("requires_improvement", "good")
    assert (done.moderation, done.content) == (LOWERED.moderation, SUBMITTED.content)
    early = SUBMITTED.adjudicate(DECIDED)
    assert LOWERED.moderation
    changes = [lambda: done.adjudicate(DECIDED), lambda: early.moderate(LOWERED.moderation)]
    for change in changes:
        with pytest.raises(AlreadyAdjudicated):
            change()
    blank = moderated(None)
    assert replace(blank, content=content(overall="good")).final == "good"
    assert GRADES == ("outstanding", "good", "requires_improvement", "inadequate")
