"""The demonstration's client repeats itself with the same key, and never does a thing twice."""

from __future__ import annotations

import json
from collections.abc import Callable

import httpx
import pytest

from shared.demo.client import Client, Refused
from shared.demo.organisation import Organisation, Person
from shared.demo.staff import Staff

PERSON = Person(id="P1", roles=frozenset({"qa_manager"}), service=None, team=None, line_manager=None)
Handler = Callable[[httpx.Request], httpx.Response]


class Tokens:
    """Mints what can be read in a test."""

    def mint(self, *, person: str, roles: object, areas: object = None) -> str:
        return f"token-of-{person}"


def client_of(handler: Handler) -> Client:
    staff = Staff(Organisation(units=(), people=(PERSON,)), Tokens())
    return Client("http://platform", staff, transport=httpx.MockTransport(handler))


def answering(*answers: httpx.Response | Exception) -> tuple[Client, list[httpx.Request]]:
    """A client of a platform that gives these answers in turn, and the requests it will have seen."""
    waiting, seen = list(answers), []

    def handler(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        answer = waiting.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer

    return client_of(handler), seen


def test_a_post_is_repeated_with_the_same_key_until_it_is_answered() -> None:
    client, seen = answering(
        httpx.Response(503),
        httpx.ConnectError("refused"),
        httpx.Response(429, headers={"Retry-After": "0"}),
        httpx.Response(201, json={"id": "x"}, headers={"ETag": '"3"'}),
    )
    answer = client.post("P1", "/things", {"a": 1})
    assert (answer.status, answer.body, answer.version) == (201, {"id": "x"}, 3)
    assert len({request.headers["Idempotency-Key"] for request in seen}) == 1
    assert {request.headers["Authorization"] for request in seen} == {"Bearer token-of-P1"}
    assert (client.requests, client.repeats) == (4, 3)


def test_two_posts_have_two_keys() -> None:
    client, seen = answering(httpx.Response(200, json={}), httpx.Response(200, json={}))
    client.post("P1", "/things", {})
    client.post("P1", "/things", {})
    assert len({request.headers["Idempotency-Key"] for request in seen}) == 2


def test_a_refusal_is_not_repeated_and_keeps_its_words() -> None:
    client, seen = answering(httpx.Response(409, json={"title": "No audits in August"}))
    with pytest.raises(Refused, match="No audits in August"):
        client.post("P1", "/samples", {})
    assert len(seen) == 1


def test_a_thing_that_moved_on_is_read_again_before_it_is_changed() -> None:
    client, seen = answering(
        httpx.Response(412),
        httpx.Response(200, json={}, headers={"ETag": '"5"'}),
        httpx.Response(200, json={}, headers={"ETag": '"6"'}),
    )
    assert client.post_latest("P1", "/actions/1", "/closure", {}, version=4).version == 6
    posts = [request for request in seen if request.method == "POST"]
    assert [request.headers["If-Match"] for request in posts] == ['"4"', '"5"']
    assert posts[0].headers["Idempotency-Key"] != posts[1].headers["Idempotency-Key"]


def test_a_feed_is_read_to_its_end() -> None:
    pages = {None: {"items": [1, 2], "next": "c"}, "c": {"items": [3], "next": None}}

    def handler(request: httpx.Request) -> httpx.Response:
        return httpx.Response(
            200,
            content=json.dumps(pages[request.url.params.get("after")]),
            headers={"Content-Type": "application/json"},
        )

    assert list(client_of(handler).all("P1", "/facts", kind="audit")) == [1, 2, 3]
