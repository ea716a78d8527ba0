"""Answers are held against the version that asked them, and every fault is told at once."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.activities.domain.answers import answered, worded
from services.activities.domain.content import Answer, Content, DomainGrade
from services.activities.domain.vocabulary import GRADES
from shared.contracts.errors import Invalid
from tests.unit.activities.builders import content
from tests.unit.activities.tool_builders import asking, question, section, version


def answer(question: str, value: int | str | None, evidence: str = "") -> Answer:
    return Answer(question=question, answer=value, evidence=evidence)


IMPACT = answer("impact", "good", "He sleeps through the night.")
SAFETY = answer("safety", 6)


def written(*answers: Answer, **changes: Any) -> Content:
    return content(domains=(), answers=answers, **changes)


def faults(*answers: Answer, **changes: Any) -> dict[str, list[str]]:
    with pytest.raises(Invalid) as refused:
        answered(written(*answers, **changes), version())
    return refused.value.fields


def test_an_answered_grade_is_the_grade_of_its_domain() -> None:
    assert answered(written(IMPACT, SAFETY), version()).domains == (
        DomainGrade(domain="impact", grade="good"),
    )


def test_a_domain_that_the_audit_grades_itself_is_kept_with_its_comment() -> None:
    own = (
        DomainGrade(domain="impact", grade="good", comment="Clear."),
        DomainGrade(domain="recording", grade="good"),
    )
    assert answered(content(domains=own, answers=(IMPACT, SAFETY)), version()).domains == own


def test_a_domain_is_not_graded_otherwise_than_its_answer() -> None:
    own = (DomainGrade(domain="recording", grade="good"), DomainGrade(domain="impact", grade="inadequate"))
    with pytest.raises(Invalid) as refused:
        answered(content(domains=own, answers=(IMPACT, SAFETY)), version())
    assert refused.value.fields == {"domains.1.grade": ["differs from the answer to impact"]}


def test_every_fault_is_told_at_once() -> None:
    told = faults(
        answer("impact", "excellent"),
        answer("seen", "yes"),
        answer("seen", "no", "She was at school."),
        answer("hope", 4),
        answer("story", 4),
    )
    assert told == {
        "answers.0.answer": ["must be one of outstanding, good, requires_improvement, inadequate"],
        "answers.0.evidence": ["is needed: what in the record or the conversation shows it"],
        "answers.1.evidence": ["is needed: what in the record or the conversation shows it"],
        "answers.2.question": ["is answered twice"],
        "answers.3.question": ["is no question of case-file-audit version 1"],
        "answers.4.answer": ["must be text"],
        "answers": ["needs an answer to safety"],
    }


@pytest.mark.parametrize("empty", [None, ""])
def test_an_empty_answer_is_none(empty: str | None) -> None:
    assert faults(IMPACT, answer("safety", empty)) == {"answers": ["needs an answer to safety"]}
    assert answered(written(IMPACT, SAFETY, answer("seen", empty)), version())


@given(value=st.integers(-3, 14))
def test_the_scale_runs_from_0_to_10(value: int) -> None:
    if 0 <= value <= 10:
        answered(written(IMPACT, answer("safety", value)), version())
    else:
        assert faults(IMPACT, answer("safety", value)) == {
            "answers.1.answer": ["must be a whole number from 0 to 10"]
        }


@pytest.mark.parametrize("value", ["6", "good"])
def test_the_scale_takes_numbers_alone(value: str) -> None:
    assert set(faults(IMPACT, answer("safety", value))) == {"answers.1.answer"}


def test_what_does_not_apply_needs_no_evidence() -> None:
    assert answered(written(IMPACT, SAFETY, answer("seen", "not_applicable")), version())
    assert faults(IMPACT, SAFETY, answer("seen", "perhaps", "At home.")) == {
        "answers.2.answer": ["must be one of yes, no, not_applicable"]
    }


def test_an_ungraded_audit_leaves_grades_out_and_answers_the_rest() -> None:
    ungraded = written(answer("impact", None, "He sleeps."), SAFETY, grading="ungraded", overall=None)
    assert answered(ungraded, version()).domains == ()
    assert answered(written(SAFETY, grading="ungraded", overall=None), version())
    assert faults(IMPACT, grading="ungraded", overall=None) == {
        "answers.0.answer": ["must be left out: an ungraded activity carries no grade"],
        "answers": ["needs an answer to safety"],
    }


@given(grades=st.lists(st.sampled_from(GRADES), min_size=2, max_size=2))
def test_each_domain_gets_the_grade_of_its_own_question(grades: list[str]) -> None:
    tool = version(
        questions=asking(
            section("impact", question("a", "grade")), section("recording", question("b", "grade"))
        )
    )
    whole = answered(written(answer("b", grades[1]), answer("a", grades[0])), tool)
    assert {one.domain: one.grade for one in whole.domains} == {"impact": grades[0], "recording": grades[1]}


def test_answers_are_read_beside_their_questions() -> None:
    (read,) = worded((SAFETY,), version())
    assert (read.domain, read.text, read.answer) == ("assessment_risk", "What of safety?", 6)


def test_what_is_answered_is_looked_through_for_identifiers() -> None:
    texts = dict(written(answer("story", "Her story.", "Page 3."), SAFETY).texts())
    assert texts["answers.0.answer"] == "Her story."
    assert texts["answers.0.evidence"] == "Page 3."
