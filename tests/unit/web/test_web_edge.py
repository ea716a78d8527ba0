"""Versions, pages, areas, correlation, health, and that nothing may go undeclared."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import pytest
import structlog
from sqlalchemy import select

from shared.db.database import Database
from shared.testing.client import Client, client
from shared.testing.notes import SERVICE
from shared.testing.tokens import verifier
from shared.web import Blueprint, create_app, public
from shared.web.permission import Undeclared
from shared.web.tables import access_log

NOTE = {"area": "early-help", "words": "hello"}


def written(who: Client, **changes: object) -> str:
    response = who.post("/notes", json={**NOTE, **changes})
    assert response.status_code == 201
    return f"/notes/{response.json['note_id']}"  # type: ignore[index]


def test_a_version_travels_as_an_etag(qa: Client) -> None:
    address = written(qa)
    assert qa.get(address).headers["ETag"] == '"1"'
    changed = qa.put(address, json=NOTE, headers={"If-Match": '"1"'})
    assert changed.headers["ETag"] == '"2"'
    assert qa.put(address, json=NOTE, headers={"If-Match": '"1"'}).status_code == 412
    assert qa.put(address, json=NOTE).status_code == 428


@pytest.mark.parametrize("tag", ["1", '"0"', 'W/"1"', "*", '"1", "2"', '"-1"', '"99999999999"', '"x"'])
def test_an_etag_that_is_none_of_ours_is_400(qa: Client, tag: str) -> None:
    assert qa.put(written(qa), json=NOTE, headers={"If-Match": tag}).status_code == 400


def test_what_has_not_changed_is_not_sent_again(qa: Client) -> None:
    response = qa.get(written(qa), headers={"If-None-Match": '"1"'})
    assert (response.status_code, response.get_data()) == (304, b"")


def test_pages_follow_one_another_to_the_end(database: Callable[..., Database]) -> None:
    qa = client(SERVICE, database(migrations=SERVICE.migrations), "qa_manager")
    addresses = {written(qa) for _ in range(5)}
    found: list[str] = []
    cursor, pages = None, 0
    while pages == 0 or cursor:
        body = qa.get("/notes?limit=2" + (f"&after={cursor}" if cursor else "")).json
        found += [f"/notes/{item['note_id']}" for item in body["items"]]  # type: ignore[index]
        cursor, pages = body["next"], pages + 1  # type: ignore[index]
    assert pages == 3
    assert len(found) == 5
    assert set(found) == addresses


def test_another_area_is_not_there(qa: Client) -> None:
    address = written(qa, area="early-help")
    own = qa.acting("team_manager", areas={"early-help"})
    other = qa.acting("team_manager", areas={"social-work"})
    star = qa.acting("team_manager", areas={"*"})
    assert own.get(address).status_code == 200
    for somebody in (other, star, qa.acting("team_manager", areas=())):
        assert somebody.get(address).status_code == 404
        assert somebody.get("/notes").json["items"] == []  # type: ignore[index]


def test_without_a_permission_it_is_403_and_without_a_token_401(qa: Client) -> None:
    refused = qa.acting("practitioner", areas={"early-help"}).get("/notes")
    assert (refused.status_code, refused.json["rule"]) == (403, "permission")  # type: ignore[index]
    assert "notes:read" in refused.json["detail"]  # type: ignore[index]
    unknown = qa.acting().get("/notes")
    assert unknown.status_code == 401
    assert unknown.headers["WWW-Authenticate"].startswith("Bearer")
    assert qa.acting().get("/notes/welcome").status_code == 200


def test_reading_a_record_leaves_a_row(qa: Client, notes_database: Database) -> None:
    address = written(qa)
    response = qa.get(address, headers={"X-Correlation-ID": "reading-a-record"})
    assert response.status_code == 200
    key = address.removeprefix("/notes/")
    with notes_database.engine.connect() as connection:
        row = connection.execute(select(access_log).where(access_log.c.key == key)).one()
    assert (row.principal, row.what, row.route) == ("P0001", "note", "notes.one")
    assert row.correlation_id == "reading-a-record"


def test_many_readers_of_records_share_few_connections(notes_database: Database) -> None:
    """Reading and writing down who read use one connection after the other: a small pool is enough."""
    small = Database(notes_database.url, pool_size=1)  # one more in a rush
    qa = client(SERVICE, small, "qa_manager")
    address = written(qa)
    with ThreadPoolExecutor(8) as pool:
        readers = [qa.acting("qa_manager") for _ in range(24)]
        statuses = list(pool.map(lambda reader: reader.get(address).status_code, readers))
    small.dispose()
    assert statuses == [200] * 24


def test_a_record_that_was_not_shown_leaves_none(qa: Client, notes_database: Database) -> None:
    address = written(qa)
    assert qa.acting("team_manager", areas={"safeguarding"}).get(address).status_code == 404
    with notes_database.engine.connect() as connection:
        found = select(access_log).where(access_log.c.key == address.removeprefix("/notes/"))
        assert connection.execute(found).all() == []


def test_the_callers_correlation_id_and_trace_go_on(qa: Client) -> None:
    trace = "0af7651916cd43dd8448eb211c80319c"
    headers = {"X-Correlation-ID": "caller-1234", "traceparent": f"00-{trace}-b7ad6b7169203331-01"}
    response = qa.get("/notes/welcome", headers=headers)
    assert response.headers["X-Correlation-ID"] == "caller-1234"
    assert response.headers["traceparent"].split("-")[1] == trace
    assert response.headers["traceparent"].split("-")[2] != "b7ad6b7169203331"


@pytest.mark.parametrize("sent", ["x", 'a"b injected=1', "a" * 65, "-leading-dash"])
def test_an_id_that_could_forge_a_log_is_replaced(qa: Client, sent: str) -> None:
    response = qa.get("/notes/welcome", headers={"X-Correlation-ID": sent, "traceparent": "rubbish"})
    assert response.headers["X-Correlation-ID"] != sent
    assert len(response.headers["traceparent"]) == 55


def test_the_logs_context_ends_with_the_request(qa: Client) -> None:
    qa.get("/notes/welcome")
    assert structlog.contextvars.get_contextvars() == {}


def test_no_log_line_of_a_request_holds_what_was_sent(qa: Client) -> None:
    with structlog.testing.capture_logs() as lines:
        qa.post("/notes", json={**NOTE, "words": "a child's words"})
        qa.get("/notes?area=early-help")
    assert [line["route"] for line in lines] == ["/api/notes/v1/notes"] * 2
    assert "words" not in str(lines)
    assert "early-help" not in str(lines)


def test_health_and_metrics_need_no_token(qa: Client) -> None:
    nobody = qa.acting()
    assert nobody.get("/health/live").json == {"status": "live"}
    assert nobody.get("/health/ready").json == {"status": "ready"}
    metrics = nobody.open("/metrics")
    assert metrics.status_code == 200
    assert b'route="/api/notes/v1/notes"' in metrics.data


def test_a_schema_of_another_release_is_not_ready(database: Callable[..., Database], tmp_path: Path) -> None:
    (tmp_path / "versions").mkdir()
    older = database(migrations=tmp_path)
    response = client(SERVICE, older).get("/health/ready")
    assert (response.status_code, response.json["type"]) == (503, "/problems/not-ready")  # type: ignore[index]


def test_answers_carry_the_security_headers(qa: Client) -> None:
    headers = qa.get("/nothing").headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cache-Control"] == "no-store"
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]


def test_a_route_that_declares_nothing_stops_the_service(notes_database: Database) -> None:
    silent = Blueprint("silent", "silent", url_prefix="/silent")
    silent.add_url_rule("", view_func=partial(dict), endpoint="secretly")
    service = dataclasses.replace(SERVICE, blueprints=(silent,))
    with pytest.raises(Undeclared, match="secretly"):
        create_app(service, notes_database, verifier("notes"))
    with pytest.raises(Undeclared):
        public(" ")
