"""A version is published whole, once, and not in the past; and Sightline's own proposals would be."""

from __future__ import annotations

import tomllib
from datetime import date, timedelta
from pathlib import Path

import msgspec
import pytest

from services.activities.domain import publication
from services.activities.domain import tool_refusals as refusals
from services.activities.domain.tool import QuestionSet, ToolVersion
from services.activities.domain.toolbox import Toolbox
from services.activities.domain.vocabulary import DOMAINS
from tests.unit.activities.builders import TODAY, organisation
from tests.unit.activities.tool_builders import APRIL, asking, draft, question, section, version

PROPOSALS = sorted((Path(publication.__file__).parents[1] / "migrations" / "proposals").glob("*.toml"))


def published(one: ToolVersion, *others: ToolVersion, on: date = APRIL) -> ToolVersion:
    return publication.publish(one, on, today=TODAY, toolbox=Toolbox(others), organisation=organisation())


def gaps(said: QuestionSet, *others: ToolVersion) -> dict[str, list[str]]:
    with pytest.raises(refusals.ToolIncomplete) as refused:
        published(draft(9, questions=said), *others)
    return refused.value.fields


def test_a_whole_draft_is_published_from_its_day_on() -> None:
    assert published(draft()).effective_from == APRIL
    assert published(draft(), on=TODAY).effective_from == TODAY


def test_what_is_published_is_not_published_again() -> None:
    with pytest.raises(refusals.ToolPublished):
        published(version())


def test_no_version_comes_into_force_in_the_past_or_before_its_predecessor() -> None:
    with pytest.raises(refusals.ToolDate):
        published(draft(), on=TODAY - timedelta(days=1))
    with pytest.raises(refusals.ToolDate):
        published(draft(2), version(effective_from=APRIL))
    assert published(draft(2), version(effective_from=APRIL), on=APRIL + timedelta(days=1))
    assert published(draft(2), version(effective_from=APRIL, retired_from=APRIL))


def test_a_version_is_held_against_the_last_of_several() -> None:
    told = asking(section("impact", question("impact", "text")))
    earlier = (version(), version(2, effective_from=APRIL, questions=told))
    with pytest.raises(refusals.ToolDate, match="Version 2 is in force from 01 April 2026"):
        published(draft(3, questions=told), *earlier)
    assert published(draft(3, questions=told), *earlier, on=APRIL + timedelta(days=1))


def test_a_new_version_is_at_its_first_revision() -> None:
    assert draft().revision == 1


def test_an_empty_draft_is_told_everything_that_is_missing() -> None:
    assert gaps(
        asking(section("impact"), kinds=(), services=("nowhere", "line-cin", "line-cin-01"), overall={})
    ) == {
        "kinds": ["says of no activity"],
        "services.0": ["is no service"],
        "services.2": ["is no service"],
        "sections.0.questions": ["asks nothing"],
    }
    assert gaps(msgspec.structs.replace(asking(), sections=())) == {"sections": ["asks nothing"]}


def test_guidance_says_something_about_every_grade_and_both_ends_of_the_scale() -> None:
    said = asking(
        section("impact", question("impact", "grade", guidance={"good": "Better.", "inadequate": ""})),
        section("recording", question("safety", "scale", guidance={"0": "Not safe.", "5": "Half."})),
        overall={"good": "Good."},
    )
    silent = ["says nothing"]
    assert gaps(said) == {
        "overall.outstanding": silent,
        "overall.requires_improvement": silent,
        "overall.inadequate": silent,
        "sections.0.questions.0.guidance.outstanding": silent,
        "sections.0.questions.0.guidance.requires_improvement": silent,
        "sections.0.questions.0.guidance.inadequate": silent,
        "sections.1.questions.0.guidance.10": silent,
        "sections.1.questions.0.guidance.5": ["is no answer"],
    }


def test_a_tool_without_grades_needs_no_words_about_them() -> None:
    assert published(draft(questions=asking(section("impact", question("story", "text")), overall={})))


def test_domains_and_questions_stand_once_and_a_domain_is_graded_once() -> None:
    twice = asking(
        section("impact", question("a", "grade"), question("b", "grade"), question("a", "text")),
        section("impact", question("c", "text", text="")),
    )
    silent = msgspec.structs.replace(twice.sections[1], standard="")
    assert gaps(msgspec.structs.replace(twice, sections=(twice.sections[0], silent))) == {
        "sections.0.questions": ["grade the domain more than once"],
        "sections.0.questions.2.id": ["stands twice"],
        "sections.1.domain": ["stands twice"],
        "sections.1.standard": ["says nothing"],
        "sections.1.questions.0.text": ["says nothing"],
    }


def test_a_question_keeps_its_kind_of_answer_from_version_to_version() -> None:
    said = asking(section("impact", question("impact", "text")))
    assert gaps(said, version()) == {
        "sections.0.questions.0.answer": ["was grade in the version before: a new question has a new id"]
    }


@pytest.mark.parametrize(
    ("other", "taken"),
    [
        (version(code="other"), True),
        (version(code="other", effective_from=date(2026, 6, 1)), True),
        (version(code="other", retired_from=APRIL), False),
        (version(code="other", questions=asking(default=False)), False),
        (version(code="other", questions=asking(kinds=("practice_observation",))), False),
        (version(code="other", questions=asking(services=("line-cin",))), False),
        (version(), False),
    ],
)
def test_one_tool_at_a_time_counts_where_none_is_named(other: ToolVersion, taken: bool) -> None:
    if taken:
        with pytest.raises(refusals.ToolOverlap):
            published(draft(2), other)
    else:
        assert published(draft(2), other)
    assert published(draft(2, questions=asking(default=False)), other)


def test_tools_of_some_services_overlap_in_a_service_that_both_are_for() -> None:
    other = version(code="other", questions=asking(services=("line-cin", "looked-after")))
    assert published(draft(questions=asking(services=("youth-justice",))), other)
    with pytest.raises(refusals.ToolOverlap):
        published(draft(questions=asking(services=("youth-justice", "line-cin"))), other)


def test_what_a_later_version_gave_up_is_free() -> None:
    gave_up = version(2, code="other", effective_from=APRIL, questions=asking(default=False))
    assert published(draft(), version(code="other"), gave_up)
    with pytest.raises(refusals.ToolOverlap):
        published(draft(), version(code="other"), gave_up, on=APRIL - timedelta(days=1))


def test_a_version_is_retired_once_and_not_in_the_past() -> None:
    retired = publication.retire(version(), APRIL, today=TODAY)
    assert retired.retired_from == APRIL
    assert publication.retire(version(), TODAY, today=TODAY)
    with pytest.raises(refusals.ToolRetired):
        publication.retire(retired, APRIL, today=TODAY)
    with pytest.raises(refusals.ToolDate):
        publication.retire(version(), TODAY - timedelta(days=1), today=TODAY)
    with pytest.raises(refusals.ToolNotPublished):
        publication.retire(draft(), APRIL, today=TODAY)


@pytest.mark.parametrize("path", PROPOSALS, ids=lambda path: path.stem)
def test_sightlines_own_proposals_are_complete(path: Path) -> None:
    said = msgspec.convert(tomllib.loads(path.read_text(encoding="utf-8")), QuestionSet)
    assert published(draft(code=path.stem, questions=said))


def test_the_case_file_audit_grades_all_ten_domains() -> None:
    (path,) = [one for one in PROPOSALS if one.stem == "case-file-audit"]
    said = msgspec.convert(tomllib.loads(path.read_text(encoding="utf-8")), QuestionSet)
    assert tuple(part.domain for part, one in said.asked() if one.answer == "grade") == DOMAINS
