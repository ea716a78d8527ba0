"""Grades per domain and overall, or none at all (S20)."""

from __future__ import annotations

import pytest

from services.activities.domain.content import DomainGrade, SignsOfSafety
from services.activities.domain.grading import ensure_graded
from services.activities.domain.refusals import RepeatedDomain, ScaleOutOfRange, WrongGrading
from shared.contracts.errors import Invalid
from tests.unit.activities.builders import content, finding

GOOD = DomainGrade(domain="impact", grade="good")
COMMENT = DomainGrade(domain="impact", comment="He sleeps through the night now.")


def test_a_graded_audit_has_an_overall_grade_and_one_domain_at_least() -> None:
    ensure_graded(content(domains=(GOOD,)))
    with pytest.raises(WrongGrading):
        ensure_graded(content(overall=None))
    with pytest.raises(WrongGrading):
        ensure_graded(content(domains=()))
    with pytest.raises(WrongGrading):
        ensure_graded(content(domains=(GOOD, DomainGrade(domain="recording", comment="Thin."))))


def test_an_ungraded_audit_has_comments_and_no_grade() -> None:
    ensure_graded(content(grading="ungraded", overall=None, domains=()))
    ensure_graded(content(grading="ungraded", overall=None, domains=(COMMENT,)))
    with pytest.raises(WrongGrading):
        ensure_graded(content(grading="ungraded", overall=None, domains=(GOOD,)))
    with pytest.raises(WrongGrading):
        ensure_graded(content(grading="ungraded", overall="good", domains=(COMMENT,)))


def test_a_domain_is_graded_once() -> None:
    with pytest.raises(RepeatedDomain):
        ensure_graded(content(domains=(GOOD, GOOD)))


@pytest.mark.parametrize("scale", [None, 0, 5, 10])
def test_the_scale_runs_from_0_to_10(scale: int | None) -> None:
    ensure_graded(content(signs_of_safety=SignsOfSafety(scale=scale)))
    ensure_graded(content(signs_of_safety=None))


@pytest.mark.parametrize("scale", [-1, 11])
def test_outside_the_scale_is_refused(scale: int) -> None:
    with pytest.raises(ScaleOutOfRange):
        ensure_graded(content(signs_of_safety=SignsOfSafety(scale=scale)))


def test_every_unknown_code_is_named_at_once() -> None:
    wrong = content(
        grading="half",
        overall="splendid",
        domains=(GOOD, DomainGrade(domain="tea", grade="9")),  # type: ignore[arg-type]
        findings=(finding("biscuits"),),
    )
    with pytest.raises(Invalid) as refused:
        ensure_graded(wrong)
    assert set(refused.value.fields) == {
        "grading",
        "overall",
        "domains.1.domain",
        "domains.1.grade",
        "findings.0.domain",
    }
