"""Targets are agreed for ten months; a case's child is known by an age band."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest

from services.activities.domain.case import SCHEMES, SOURCE_FORMATS, Case, age_band, status
from services.activities.domain.content import Content
from services.activities.domain.plan import Plan, agree
from services.activities.domain.refusals import ReflectionMonth
from services.activities.imports import FORMATS
from shared.contracts.errors import Invalid
from tests.unit.activities.builders import MARCH, TODAY, counted
from tests.unit.activities.rulings import RULES

PLAN = Plan(
    plan_id=uuid4(), area="social-work", service="line-cin", month=MARCH, kind="case_file_audit", target=12
)


def test_a_plan_is_agreed_for_a_month_with_a_target() -> None:
    assert (agree(PLAN, RULES).target, agree(PLAN, RULES).area) == (12, "social-work")
    assert agree(replace(PLAN, target=1), RULES).target == PLAN.version == 1
    with pytest.raises(ReflectionMonth):
        agree(replace(PLAN, month=date(2026, 8, 1)), RULES)
    with pytest.raises(Invalid):
        agree(replace(PLAN, target=0), RULES)


@pytest.mark.parametrize(
    ("born", "band"),
    [
        (None, "unknown"),
        (date(2026, 3, 21), "unborn"),
        (TODAY, "under 1"),
        (date(2025, 3, 21), "under 1"),
        (date(2025, 3, 20), "1 to 4"),
        (date(2021, 3, 20), "5 to 9"),
        (date(2016, 3, 20), "10 to 15"),
        (date(2010, 3, 21), "10 to 15"),
        (date(2010, 3, 20), "16 and over"),
        (date(1990, 1, 1), "16 and over"),
    ],
)
def test_an_age_falls_in_one_band(born: date | None, band: str) -> None:
    assert age_band(born, TODAY) == band


def test_a_case_is_closed_from_the_day_it_closes() -> None:
    assert status(None, TODAY) == "open"
    assert status(TODAY, TODAY) == "closed"
    assert status(date(2026, 3, 21), TODAY) == "open"


def test_every_format_that_can_be_read_may_be_asked_for() -> None:
    assert tuple(FORMATS) == SOURCE_FORMATS


def test_an_open_case_is_believed_before_a_closed_one_and_looked_after_before_in_need() -> None:
    def strength(scheme: str, closed_on: date | None) -> int:
        return Case(
            pseudonym="C-A",
            area="social-work",
            service="line-cin",
            scheme=scheme,
            opened_on=MARCH,
            closed_on=closed_on,
            age_band="unknown",
            sex=None,
            ethnicity=None,
        ).strength

    in_order = [strength(scheme, closed) for closed in (TODAY, None) for scheme in SCHEMES]
    assert in_order == sorted(set(in_order))


def test_content_is_read_from_a_request_and_findings_get_ids() -> None:
    body = {
        "grading": "graded",
        "overall": "good",
        "domains": [{"domain": "impact", "grade": "good", "comment": "He sleeps."}],
        "signs_of_safety": {"scale": 7, "working_well": "The aunt."},
        "practitioner_part": {"took_part": False},
        "family": {"outcome": "exempt", "code": "family_declined", "approved_by": "S1"},
        "findings": [
            {
                "domain": "impact",
                "text": "Seen.",
                "strength": False,
                "action": {"title": "Call", "owner": "W1", "reach": "case", "priority": "low"},
            },
            {"domain": "impact", "text": "Heard.", "strength": True},
        ],
        "setting": "review",
        "improvement_link": "Fewer moves.",
    }
    read = Content.of(body, counted())
    assert [one.finding_id.int for one in read.findings] == [1, 2]
    assert read.findings[0].action is not None
    assert read.findings[1].action is None
    assert read.signs_of_safety is not None
    assert (read.signs_of_safety.scale, read.family.voice if read.family else "") == (7, "family_declined")
    assert dict(read.texts())["improvement_link"] == "Fewer moves."
    bare = Content.of({"grading": "ungraded", "practitioner_part": {"took_part": True}}, counted())
    assert (bare.signs_of_safety, bare.family, bare.findings, bare.domains) == (None, None, (), ())
