"""What a review writes down: whole, without a place for blame."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from services.activities.domain.content import Family, SignsOfSafety
from services.activities.domain.review_people import Participant
from services.activities.domain.review_record import (
    AIMS,
    LearningRecord,
    SuccessRecord,
    View,
    ensure_aims,
    ensure_appreciative,
    ensure_views,
    record_of,
)
from services.activities.domain.review_refusals import AimsMissing, ShapeMissing, ViewsMissing
from services.activities.domain.review_words import GUIDANCE
from services.activities.domain.shapes import AppreciativeInquiry
from tests.unit.activities.builders import counted
from tests.unit.activities.reviewing import SCHOOL

WORKER = Participant(person="W1")
SAID, TOLD = View(person="W1", said="We went slowly."), View(agency="education", said="He came.")
LEARNED = LearningRecord(worked_well="a", worried_about="b", differently="c", general_learning="d")
SUCCEEDED = SuccessRecord(
    difference="a",
    childs_view="b",
    messages="c",
    signs_of_safety=SignsOfSafety(working_well="d"),
    appreciative_inquiry=AppreciativeInquiry(discovery="e"),
)


@pytest.mark.parametrize("aim", AIMS)
@pytest.mark.parametrize("nothing", ["", "  "])
def test_each_of_the_four_aims_is_addressed(aim: str, nothing: str) -> None:
    ensure_aims(LEARNED)
    with pytest.raises(AimsMissing) as refused:
        ensure_aims(replace(LEARNED, **{aim: nothing}))
    assert refused.value.fields == {aim: ["says nothing yet"]}


def test_a_success_review_starts_from_what_works() -> None:
    ensure_appreciative(SUCCEEDED)
    with pytest.raises(ShapeMissing) as refused:
        ensure_appreciative(SuccessRecord())
    assert set(refused.value.fields) == {
        "difference",
        "childs_view",
        "messages",
        "signs_of_safety.working_well",
        "appreciative_inquiry.discovery",
    }


def test_there_is_no_field_for_fault_or_grade() -> None:
    """A field added here is a question that somebody must answer: think of who is asked (S25)."""
    shared = {"views", "family", "actions"}
    assert set(LearningRecord.__struct_fields__) == shared | set(AIMS)
    assert set(SuccessRecord.__struct_fields__) == shared | {
        "difference",
        "childs_view",
        "messages",
        "signs_of_safety",
        "appreciative_inquiry",
    }
    assert "Nobody is on trial" in GUIDANCE["learning_review"]
    assert "has its own procedure" in GUIDANCE["learning_review"]


def views(
    *given: View, participants: tuple[Participant, ...] = (WORKER, SCHOOL), all_needed: bool = True
) -> None:
    ensure_views(given, participants, all_needed=all_needed)


def test_all_workers_and_partners_say_how_they_see_it_or_why_not() -> None:
    views(SAID, TOLD)
    views(SAID, View(agency="education", absent="declined"))
    views(all_needed=False)
    with pytest.raises(ViewsMissing) as refused:
        views(TOLD, participants=(WORKER, Participant(person="L1"), SCHOOL))
    assert refused.value.fields == {"views": ["is missing of L1, W1"]}


@pytest.mark.parametrize(("participants", "missing"), [((WORKER,), "partner"), ((SCHOOL,), "worker")])
def test_a_success_review_is_of_workers_and_partners(
    participants: tuple[Participant, ...], missing: str
) -> None:
    given = SAID if participants == (WORKER,) else TOLD
    with pytest.raises(ViewsMissing) as refused:
        views(given, participants=participants)
    assert refused.value.fields == {"views": [f"no {missing} takes part yet: invite them first"]}
    views(given, participants=participants, all_needed=False)


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        (View(person="X9", said="x"), "is of nobody who takes part"),
        (View(said="x"), "is of nobody who takes part"),
        (View(person="W1", agency="education", said="x"), "is of nobody who takes part"),
        (View(person="W1"), "needs either what they said or why it is not there"),
        (View(person="W1", said="x", absent="left"), "needs either what they said or why it is not there"),
    ],
)
def test_a_view_is_somebodys_and_says_something(wrong: View, why: str) -> None:
    with pytest.raises(ViewsMissing) as refused:
        views(TOLD, wrong, all_needed=False)
    assert refused.value.fields == {"views.1": [why]}


def test_every_text_of_a_record_is_looked_at() -> None:
    action: dict[str, Any] = {
        "title": "f",
        "owner": "M2",
        "reach": "case",
        "priority": "low",
        "record_reference": "g",
    }
    family = {"outcome": "heard", "who": "h", "said": "i"}
    body = {"views": [{"person": "W1", "said": "e"}], "actions": [action], "family": family}
    aims = dict(zip(AIMS, "abcd", strict=True))
    record = record_of("learning_review", body | aims, counted())
    assert dict(record.texts()) == {
        **aims,
        "views.0.said": "e",
        "actions.0.title": "f",
        "actions.0.record_reference": "g",
        "family.who": "h",
        "family.said": "i",
    }
    assert record.actions[0].finding_id.int == 1
    assert record.family == Family(outcome="heard", who="h", said="i")
    success = dict(SUCCEEDED.texts())
    assert (success["difference"], success["childs_view"], success["messages"]) == ("a", "b", "c")
    assert (success["signs_of_safety.working_well"], success["appreciative_inquiry.discovery"]) == ("d", "e")
    assert {"signs_of_safety.needs_to_happen", "appreciative_inquiry.destiny"} <= success.keys()
