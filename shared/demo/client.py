"""A patient client of the platform's HTTP APIs: what is not answered is asked again with the same key."""

from __future__ import annotations

import itertools
import random
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import httpx

from shared.demo.staff import Staff

AGAIN = frozenset({429, 502, 503, 504})
PATIENCE_SECONDS = 60.0
LONGEST_PAUSE = 2.0
STALE = 412
PAGE = 200


class Refused(RuntimeError):
    """The platform said no, and says why."""

    def __init__(self, method: str, path: str, answer: httpx.Response) -> None:
        super().__init__(f"{method} {path}: {answer.status_code} {answer.text[:600]}")
        self.status = answer.status_code
        self.rule = _rule(answer)


@dataclass(frozen=True, slots=True)
class Answer:
    """A 2xx answer; ``version`` is that of its ETag."""

    status: int
    body: Any
    version: int | None
    content: bytes = b""


class Client:
    """Requests as a person. Safe to share between threads."""

    def __init__(
        self, url: str, staff: Staff, *, threads: int = 8, transport: httpx.BaseTransport | None = None
    ) -> None:
        limits = httpx.Limits(max_connections=threads, max_keepalive_connections=threads)
        self._http = httpx.Client(base_url=url, timeout=30.0, limits=limits, transport=transport)
        self._staff = staff
        self._counter = itertools.count(1)
        self.requests = 0
        self.repeats = 0

    def close(self) -> None:
        self._http.close()

    def get(self, person: str, path: str, **query: Any) -> Answer:
        """One resource or page."""
        return self._ask("GET", person, path, params={k: v for k, v in query.items() if v is not None})

    def all(self, person: str, path: str, **query: Any) -> Iterator[Any]:
        """Every item of a feed, page after page."""
        after: str | None = None
        while True:
            page = self.get(person, path, limit=PAGE, after=after, **query).body
            yield from page["items"]
            after = page["next"]
            if after is None:
                return

    def post(self, person: str, path: str, body: Any, *, version: int | None = None) -> Answer:
        """Do something once, however often it must be asked."""
        return self._ask("POST", person, path, headers=_matching(version) | _key(), json=body)

    def post_latest(self, person: str, thing: str, path: str, body: Any, *, version: int) -> Answer:
        """Change a thing that others change too: read it again when it moved on in between."""
        while True:
            try:
                return self.post(person, f"{thing}{path}", body, version=version)
            except Refused as refusal:
                latest = self.get(person, thing).version
                if refusal.status != STALE or latest is None or latest == version:
                    raise
                version = latest

    def upload(self, person: str, path: str, files: Mapping[str, Any], form: Mapping[str, str]) -> Answer:
        """Send files as a form."""
        return self._ask("POST", person, path, headers=_key(), files=dict(files), data=dict(form))

    def _ask(self, method: str, person: str, path: str, **request: Any) -> Answer:
        headers = {"Authorization": f"Bearer {self._staff.token(person)}", **request.pop("headers", {})}
        deadline = time.monotonic() + PATIENCE_SECONDS
        for attempt in itertools.count():
            self.requests = next(self._counter)
            try:
                answer = self._http.request(method, path, headers=headers, **request)
            except httpx.TransportError:
                if time.monotonic() > deadline:
                    raise
                pause = _pause(attempt, None)
            else:
                if answer.is_success:
                    return _answer(answer)
                if answer.status_code not in AGAIN or time.monotonic() > deadline:
                    raise Refused(method, path, answer)
                pause = _pause(attempt, answer.headers.get("Retry-After"))
            self.repeats += 1
            time.sleep(pause)
        raise AssertionError("unreachable")


def _rule(answer: httpx.Response) -> str:
    """The name of the rule that said no, where one did."""
    try:
        return str(answer.json().get("rule", ""))
    except (ValueError, AttributeError):
        return ""


def _pause(attempt: int, asked: str | None) -> float:
    """What the platform asks for, or longer and longer, with jitter so that threads spread out."""
    longest = min(LONGEST_PAUSE, 0.05 * 2**attempt)
    if asked and asked.isdigit():
        longest = min(LONGEST_PAUSE, float(asked))
    return longest * (0.5 + random.random() / 2)


def _key() -> dict[str, str]:
    return {"Idempotency-Key": str(uuid4())}


def _matching(version: int | None) -> dict[str, str]:
    return {} if version is None else {"If-Match": f'"{version}"'}


def _answer(answer: httpx.Response) -> Answer:
    is_json = answer.headers.get("Content-Type", "").startswith("application/json")
    tag = answer.headers.get("ETag", "").removeprefix("W/").strip('"')
    return Answer(
        answer.status_code,
        answer.json() if is_json else None,
        int(tag) if tag.isdigit() else None,
        b"" if is_json else answer.content,
    )
