"""The edges of an activity: before it is written, the last year of a band, every text that is read for names."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest

from services.activities.domain.activity import Activity
from services.activities.domain.case import age_band
from services.activities.domain.content import Family
from services.activities.domain.refusals import NotSubmitted
from tests.unit.activities.builders import MARCH, TODAY, action, content, finding

ALLOCATED = Activity(
    activity_id=UUID(int=1),
    kind="case_file_audit",
    status="allocated",
    area="social-work",
    service="line-cin",
    team=None,
    case="C-A",
    auditor="M2",
    practitioner=None,
    month=MARCH,
)


def test_nothing_is_written_before_it_is_submitted() -> None:
    with pytest.raises(NotSubmitted):
        _ = ALLOCATED.written
    what = content()
    assert ALLOCATED.submit(what, practitioner="W1", on=TODAY, must_be_moderated=False).written is what


@pytest.mark.parametrize(("age", "band"), [(4, "1 to 4"), (9, "5 to 9"), (15, "10 to 15")])
def test_a_band_ends_on_the_eve_of_a_birthday(age: int, band: str) -> None:
    assert age_band(date(2026 - age - 1, 3, 21), TODAY) == band


def test_every_text_is_told_with_its_field() -> None:
    what = content(
        domains=(),
        family=Family(outcome="heard", who="aunt", said="They listen."),
        findings=(finding("recording", action=action(record_reference="LL 7")), finding("recording")),
        improvement_link="Fewer moves.",
    )
    assert dict(what.texts()) == {
        "signs_of_safety.working_well": "The grandmother is there every day.",
        "signs_of_safety.worried_about": "Supervision was not recorded in March.",
        "signs_of_safety.needs_to_happen": "A family meeting before the review.",
        "practitioner_part.view": "We talked it through for an hour.",
        "family.who": "aunt",
        "family.said": "They listen.",
        "findings.0.text": what.findings[0].text,
        "findings.0.action.title": "Hold a supervision",
        "findings.0.action.record_reference": "LL 7",
        "findings.1.text": what.findings[1].text,
        "improvement_link": "Fewer moves.",
    }
    assert set(dict(content(domains=(), signs_of_safety=None, family=None, findings=()).texts())) == {
        "practitioner_part.view",
        "improvement_link",
    }
