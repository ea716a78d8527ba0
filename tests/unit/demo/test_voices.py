"""Feedback of the invented year."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

import pytest

from shared.demo.voices import VoiceScript
from shared.demo.year import Year


@pytest.fixture(scope="module")
def voices() -> list[VoiceScript]:
    return [voice for month in Year(7).voices.values() for voice in month]


def test_about_700_pieces_of_feedback_come_in(voices: list[VoiceScript]) -> None:
    assert Counter(voice.kind for voice in voices) == {
        "family_feedback": 415,
        "compliment": 120,
        "complaint": 105,
        "partner_feedback": 60,
    }


def test_complaints_come_by_stage_with_an_outcome(voices: list[VoiceScript]) -> None:
    complaints = [voice for voice in voices if voice.kind == "complaint"]
    assert Counter(voice.stage for voice in complaints) == {1: 95, 2: 8, 3: 2}
    upheld = Counter(voice.outcome for voice in complaints)
    assert upheld["not_upheld"] > upheld["partly_upheld"] > upheld["upheld"] > 0
    assert all(v.concluded_on and v.concluded_on - v.received_on >= timedelta(days=6) for v in complaints)


def test_feedback_is_told_in_the_month_it_came_and_all_year_round() -> None:
    for month, said in Year(7).voices.items():
        assert said
        assert all(month.first <= voice.received_on <= month.last for voice in said)


def test_only_what_a_person_scores_has_a_rating(voices: list[VoiceScript]) -> None:
    assert {voice.kind for voice in voices if voice.rating} == {"family_feedback", "partner_feedback"}
