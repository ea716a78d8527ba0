"""Every answer other than success is problem+json, with every wrong field at once and nothing of the inside."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from werkzeug.test import TestResponse

from shared.db.database import Database
from shared.testing.client import Client, client
from shared.testing.notes import SERVICE

NOTE = {"area": "early-help", "words": "hello"}


def problem(response: TestResponse, status: int, kind: str) -> dict[str, Any]:
    assert response.status_code == status, response.get_data(as_text=True)
    assert response.content_type == "application/problem+json"
    body = response.json
    assert isinstance(body, dict)
    assert body["type"] == f"/problems/{kind}"
    assert body["status"] == status
    assert body["title"]
    assert body["correlation_id"] == response.headers["X-Correlation-ID"]
    return body


def test_every_wrong_field_is_told_at_once_by_its_path(qa: Client) -> None:
    lines = [{"text": "fine", "grade": "good"}, {"text": "x" * 21, "grade": "splendid"}]
    body = problem(qa.post("/notes", json={"words": "", "lines": lines, "colour": "red"}), 422, "invalid")
    assert set(body["errors"]) == {"area", "words", "lines.1.text", "lines.1.grade", "colour"}


def test_a_date_in_the_future_is_refused(qa: Client) -> None:
    tomorrow = (datetime.now(UTC) + timedelta(days=1)).date()
    body = problem(qa.post("/notes", json={**NOTE, "seen_on": str(tomorrow)}), 422, "invalid")
    assert body["errors"] == {"seen_on": ["Is in the future."]}


@pytest.mark.parametrize("body", ["{", "", '{"area": NaN}', "[" * 100_000, '"\\ud800"', b"\xff\xfe{}"])
def test_what_is_not_json_is_400(qa: Client, body: str | bytes) -> None:
    problem(qa.post("/notes", data=body, content_type="application/json"), 400, "malformed-json")


@pytest.mark.parametrize("body", ["[]", "null", "3", '"words"'])
def test_json_that_is_no_object_is_422(qa: Client, body: str) -> None:
    problem(qa.post("/notes", data=body, content_type="application/json"), 422, "invalid")


def test_a_nul_character_is_refused_where_it_is(qa: Client) -> None:
    body = problem(qa.post("/notes", json={**NOTE, "words": "a\0b"}), 422, "invalid")
    assert list(body["errors"]) == ["words"]
    body = problem(qa.get("/notes?area=a%00b"), 422, "invalid")
    assert list(body["errors"]) == ["area"]


def test_a_body_of_another_kind_is_415(qa: Client) -> None:
    problem(qa.post("/notes", data="area=x", content_type="text/plain"), 415, "unsupported-media-type")


def test_an_oversized_body_is_413_before_it_is_read(qa: Client) -> None:
    problem(
        qa.post("/notes", data=b"x" * (1 << 20) + b"x", content_type="application/json"),
        413,
        "too-large",
    )


def test_an_answer_that_is_not_wanted_is_406(qa: Client) -> None:
    problem(qa.get("/notes", headers={"Accept": "text/csv"}), 406, "not-acceptable")


def test_an_unknown_address_is_404_and_another_method_405(qa: Client) -> None:
    problem(qa.get("/nothing"), 404, "not-found")
    response = qa.delete("/notes")
    problem(response, 405, "method-not-allowed")
    assert "POST" in response.headers["Allow"]


def test_a_refusal_names_its_rule_and_where_it_comes_from(qa: Client) -> None:
    body = problem(qa.post("/notes", json={**NOTE, "words": "refuse"}), 409, "no-refusing")
    assert (body["rule"], body["source"]) == ("no-refusing", "S18")


def test_an_unexpected_error_tells_nothing_of_the_inside(qa: Client) -> None:
    response = qa.post("/notes", json={**NOTE, "words": "fail"})
    problem(response, 500, "unexpected")
    assert "secret" not in response.get_data(as_text=True)


def test_an_unknown_query_parameter_and_a_limit_out_of_range(qa: Client) -> None:
    body = problem(qa.get("/notes?limit=201&colour=red"), 422, "invalid")
    assert set(body["errors"]) == {"limit", "colour"}


def test_a_cursor_of_somebody_elses_is_422(qa: Client) -> None:
    body = problem(qa.get("/notes?after=bm9uc2Vuc2U"), 422, "invalid")
    assert set(body["errors"]) == {"after"}


@pytest.mark.parametrize("path", ["/notes", "/health/ready"])
def test_a_database_that_is_away_is_503_with_retry_after(path: str) -> None:
    away = Database("postgresql+psycopg://nobody@127.0.0.1:1/nowhere")
    response = client(SERVICE, away, "qa_manager").get(path)
    assert response.status_code == 503
    assert response.content_type == "application/problem+json"
    assert int(response.headers["Retry-After"]) > 0


def test_a_write_while_the_database_is_away_is_503_too() -> None:
    away = Database("postgresql+psycopg://nobody@127.0.0.1:1/nowhere")
    response = client(SERVICE, away, "qa_manager").post("/notes", json=NOTE)
    problem(response, 503, "database-away")
