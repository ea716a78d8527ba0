"""Feedback is taken in one shared commit, its words stay here, and a wrong body is explained."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import event, text

from services.feedback import usecases
from services.feedback.tables import FeedbackWork
from shared.testing.client import Client
from tests.integration.feedback.conftest import BODY, COMPLAINT, WORDS, Voices


def test_feedback_is_taken_and_told_of(voices: Voices) -> None:
    answer = voices.http.post("/feedback", json=BODY | {"team": "line-cin-03"})
    assert (answer.status_code, answer.headers["ETag"], answer.json["area"]) == (201, '"1"', "social-work")
    ((what, sequence, said),) = voices.events()
    assert (what, sequence, said.area, said.team, said.rating) == (
        "feedback.received",
        1,
        "social-work",
        "line-cin-03",
        4,
    )
    assert str(said.feedback_id) == answer.json["feedback_id"]


def test_the_words_are_in_no_event_no_answer_but_one_and_no_stored_answer(voices: Voices) -> None:
    one = voices.say()
    assert "Bloggs" not in "".join(voices.bodies()) + repr(one) + voices.http.get("/feedback").text
    with voices.database.engine.connect() as connection:
        stored = connection.execute(text("SELECT body FROM idempotency")).scalar_one()
    assert b"Bloggs" not in bytes(stored)
    assert voices.http.get(f"/feedback/{one['feedback_id']}").json["words"] == WORDS


def test_reading_the_words_leaves_a_trace(voices: Voices) -> None:
    one = voices.say()
    voices.manager.get(f"/feedback/{one['feedback_id']}")
    with voices.database.engine.connect() as connection:
        rows = connection.execute(text("SELECT principal, what, key FROM access_log")).all()
    assert [tuple(row) for row in rows] == [("P0020", "feedback", one["feedback_id"])]


def test_a_capture_reads_nothing_so_that_it_can_share_its_commit(voices: Voices) -> None:
    voices.say()  # the services are remembered from here on
    seen: list[str] = []
    event.listen(voices.database.engine, "before_cursor_execute", lambda *args: seen.append(args[2]))
    with voices.database.work(FeedbackWork, actor="P0050") as uow:
        usecases.receive_feedback(
            usecases.ReceiveFeedback(
                kind="compliment",
                voice="child",
                service="line-cin",
                received_on=uow.today(),
                words="Thanks",
                activity_id=uuid4(),
            ),
            uow,
        )
        uow.commit()
    assert seen == []
    assert len(voices.events()) == 2


def test_the_same_request_again_is_taken_once(voices: Voices) -> None:
    headers = {"Idempotency-Key": "letter-17"}
    first, second = (voices.http.post("/feedback", json=BODY, headers=headers) for _ in range(2))
    assert first.json == second.json
    assert len(voices.events()) == 1


def test_a_service_that_nobody_has_is_refused_by_name(voices: Voices) -> None:
    refused = voices.http.post("/feedback", json=BODY | {"service": "line-cinn"})
    assert (refused.status_code, refused.json["rule"]) == (409, "unknown-service")
    assert "service" in refused.json["errors"]


def test_a_service_is_known_as_soon_as_its_event_has_come(voices: Voices) -> None:
    new = BODY | {"service": "family-help"}
    assert voices.http.post("/feedback", json=new).status_code == 409
    voices.service("family-help", "early-help")
    assert voices.http.post("/feedback", json=new).json["area"] == "early-help"


def test_older_news_of_a_service_is_ignored(voices: Voices) -> None:
    voices.service("family-help", "early-help", sequence=3)
    voices.service("family-help", "safeguarding", sequence=2)
    assert voices.say(service="family-help")["area"] == "early-help"


def test_who_sees_one_area_records_about_that_area(voices: Voices) -> None:
    assert voices.manager.post("/feedback", json=BODY).status_code == 201
    refused = voices.manager.post("/feedback", json=BODY | {"service": "targeted-youth"})
    assert (refused.status_code, refused.json["rule"]) == (403, "area")


def test_a_service_areas_own_system_hands_in_feedback_but_does_not_read_it(voices: Voices) -> None:
    machine: Client = voices.http.acting("service_area_system", person="survey", areas={"social-work"})
    assert machine.post("/feedback", json=BODY).status_code == 201
    assert machine.get("/feedback").status_code == 403


@pytest.mark.parametrize(
    ("change", "fields"),
    [
        ({"kind": "praise"}, {"kind"}),
        ({"rating": 6, "voice": "neighbour"}, {"rating", "voice"}),
        ({"rating": "4"}, {"rating"}),
        ({"received_on": "2999-01-01"}, {"received_on"}),
        ({"received_on": "02/03/2026"}, {"received_on"}),
        ({"words": "   "}, {"words"}),
        ({"activity_id": "audit 7"}, {"activity_id"}),
        ({"name": "Jo Bloggs"}, {"name"}),
        ({"stage": 1}, {"stage"}),
    ],
)
def test_every_wrong_field_is_named(voices: Voices, change: dict[str, Any], fields: set[str]) -> None:
    refused = voices.http.post("/feedback", json=BODY | change)
    assert (refused.status_code, set(refused.json["errors"])) == (422, fields)
    assert "Bloggs" not in refused.text
    assert voices.events() == []


def test_a_complaint_has_a_stage_not_a_rating(voices: Voices) -> None:
    refused = voices.http.post("/feedback", json=COMPLAINT | {"stage": 4, "rating": 2})
    assert set(refused.json["errors"]) == {"stage"}
    assert set(voices.http.post("/feedback", json=COMPLAINT | {"rating": 2}).json["errors"]) == {"rating"}
