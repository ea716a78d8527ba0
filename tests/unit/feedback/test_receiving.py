"""What goes with which kind of feedback (S32-S34), and what is told of it."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

import pytest

from services.feedback.domain import RATINGS, STAGES, events
from shared.contracts.errors import Invalid
from tests.unit.feedback.builders import said


@pytest.mark.parametrize(
    ("kind", "given", "wrong"),
    [
        ("family_feedback", {"stage": 1}, {"stage"}),
        ("compliment", {"stage": 2}, {"stage"}),
        ("complaint", {"rating": 1}, {"rating"}),
        ("partner_feedback", {"voice": "child"}, {"voice"}),
        ("family_feedback", {"voice": "partner", "stage": 1}, {"voice", "stage"}),
    ],
)
def test_what_does_not_go_with_the_kind_is_named_all_at_once(
    kind: str, given: dict[str, Any], wrong: set[str]
) -> None:
    with pytest.raises(Invalid) as refused:
        said(kind, **given)
    assert set(refused.value.fields) == wrong


@pytest.mark.parametrize("voice", ["child", "parent", "carer", "other"])
def test_every_voice_of_a_family_is_heard(voice: str) -> None:
    assert said(voice=voice, rating=5).rating == 5


def test_a_partner_may_compliment_and_complain() -> None:
    assert said("compliment", voice="partner").voice == "partner"
    assert said("complaint", voice="partner").stage == 1


def test_scales_are_those_of_the_forms() -> None:
    assert (RATINGS, STAGES) == ((1, 2, 3, 4, 5), (1, 2, 3))
    assert said().version == 1


def test_a_link_is_unverified_until_the_activity_is_known() -> None:
    assert said(activity_id=UUID(int=7)).link == "unverified"
    assert said().link == "none"


def test_events_carry_what_is_counted_and_never_the_words() -> None:
    complaint = said("complaint", stage=2, activity_id=UUID(int=7), words="Mrs Bloggs never came")
    told = events.received(complaint)
    assert (told.kind, told.stage, told.activity_id, told.outcome) == ("complaint", 2, UUID(int=7), None)
    assert "Bloggs" not in repr(told)
    done = complaint.conclude("upheld", on=date(2026, 3, 9), by="P0030", learning="Mrs Bloggs is rung")
    last = events.concluded(done)
    assert (last.outcome, last.concluded_on) == ("upheld", date(2026, 3, 9))
    assert "Bloggs" not in repr(last)
