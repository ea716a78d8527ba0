"""A complaint from receipt to outcome (S32)."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest

from tests.integration.feedback.conftest import Voices, tag

OUTCOME = {"outcome": "upheld", "concluded_on": "2026-03-12", "learning": "Ring back the same day"}


def conclude(voices: Voices, one: dict[str, Any], body: dict[str, Any] = OUTCOME, version: int = 1) -> Any:
    return voices.http.post(f"/feedback/{one['feedback_id']}/conclusion", json=body, headers=tag(version))


def test_a_complaint_gets_its_outcome_and_what_was_learned(voices: Voices) -> None:
    one = voices.complain(stage=1)
    assert (one["due_on"], one["latest_on"], one["clock"]) == ("2026-03-16", "2026-03-30", "late")
    done = conclude(voices, one)
    assert (done.status_code, done.headers["ETag"], done.json["outcome"]) == (200, '"2"', "upheld")
    assert done.json["clock"] == "in_time"
    full = voices.http.get(f"/feedback/{one['feedback_id']}").json
    assert (full["learning"], full["concluded_by"]) == ("Ring back the same day", "P0030")
    assert [(what, sequence, said.outcome) for what, sequence, said in voices.events()] == [
        ("feedback.received", 1, None),
        ("feedback.concluded", 2, "upheld"),
    ]


def test_a_compliment_has_no_outcome(voices: Voices) -> None:
    refused = conclude(voices, voices.say(kind="compliment"))
    assert (refused.status_code, refused.json["rule"], refused.json["source"]) == (
        409,
        "complaints-only",
        "S32",
    )


def test_an_outcome_is_given_once_and_against_what_was_read(voices: Voices) -> None:
    one = voices.complain()
    assert conclude(voices, one).status_code == 200
    assert conclude(voices, one).status_code == 412
    assert conclude(voices, one, version=2).json["rule"] == "already-concluded"


def test_nothing_is_concluded_before_it_was_received(voices: Voices) -> None:
    refused = conclude(voices, voices.complain(), OUTCOME | {"concluded_on": "2026-03-01"})
    assert (refused.status_code, refused.json["rule"]) == (409, "dates-in-order")


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"outcome": "maybe"}, "outcome"),
        ({"concluded_on": "2999-01-01"}, "concluded_on"),
        ({"rating": 1}, "rating"),
    ],
)
def test_a_wrong_field_is_named(voices: Voices, change: dict[str, Any], field: str) -> None:
    refused = conclude(voices, voices.complain(), OUTCOME | change)
    assert (refused.status_code, list(refused.json["errors"])) == (422, [field])


def test_a_conclusion_needs_the_etag_and_something_to_conclude(voices: Voices) -> None:
    path = f"/feedback/{voices.complain()['feedback_id']}/conclusion"
    assert voices.http.post(path, json=OUTCOME).status_code == 428
    assert conclude(voices, {"feedback_id": uuid4()}).status_code == 404


def test_overdue_complaints_are_found_as_of_a_day(voices: Voices) -> None:
    late, done = voices.complain(), voices.complain()
    conclude(voices, done)
    conclude(voices, late, OUTCOME | {"concluded_on": "2026-03-20"})
    voices.complain(stage=3)

    def overdue(day: str) -> list[str]:
        found = voices.http.get(f"/feedback?overdue_on={day}").json["items"]
        return [item["feedback_id"] for item in found]

    assert overdue("2026-03-16") == []
    assert overdue("2026-03-17") == [late["feedback_id"]]
    assert overdue("2026-03-20") == []
