"""People who write audits down over HTTP and ask again, with the same key, until they are answered."""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx

from services.activities.tables import schema
from shared.db.database import Database
from shared.db.unit import UnitOfWork
from shared.security.local import LocalIssuer

AUDITOR, PRACTITIONER, SERVICE, AREA = "SA1", "SP1", "line-cin", "social-work"
FROM = date(2020, 1, 1)
MONTHS = [date(2025, month, 1) for month in (1, 2, 3, 4, 5, 6, 7, 9, 10, 11)]
FINDINGS = 3  # at most, each with an action
ANSWER_S, AGAIN_S, FRESH_S = 15, 0.1, 60


def settle_in(activities: Database) -> None:
    """An area with a service, two teams, an auditor and a practitioner, as the directory would have told."""
    units = ((AREA, "area", None), (SERVICE, "service", AREA), (f"{SERVICE}-01", "team", SERVICE))
    people = ((PRACTITIONER, "practitioner", f"{SERVICE}-01"), (AUDITOR, "team_manager", f"{SERVICE}-02"))
    with activities.work(UnitOfWork) as uow:
        for code, kind, parent in (*units, (f"{SERVICE}-02", "team", SERVICE)):
            row = {"kind": kind, "parent": parent, "valid_from": FROM, "valid_to": None}
            uow.add(schema.unit, code=code, sequence=1, **row)
        for person, role, team in people:
            where = {"area": AREA, "service": SERVICE, "team": team}
            uow.add(
                schema.person, id=person, sequence=1, roles=[role], line_manager=None, active=True, **where
            )
        uow.commit()


def audit(number: int, case: str) -> dict[str, Any]:
    """An audit with none to three findings that need an action."""
    month = MONTHS[number % len(MONTHS)]
    action = {"title": "Update the chronology", "owner": PRACTITIONER, "reach": "case", "priority": "high"}
    finding = {"domain": "recording", "text": "The chronology is out of date", "strength": False}
    return {
        "case": case,
        "auditor": AUDITOR,
        "practitioner": PRACTITIONER,
        "service": SERVICE,
        "team": f"{SERVICE}-01",
        "month": f"{month:%Y-%m}",
        "completed_on": month.replace(day=20).isoformat(),
        "grading": "graded",
        "overall": ("good", "requires_improvement")[number % 2],
        "domains": [{"domain": "recording", "grade": "good", "comment": "Clear"}],
        "practitioner_part": {"took_part": True, "view": "Agreed"},
        "family": {"outcome": "heard", "who": "parent", "said": "We were listened to"},
        "findings": [
            {**finding, "action": action | {"record_reference": f"LL-{number}"}}
            for _ in range(number % (FINDINGS + 1))
        ],
    }


class Writers:
    """Parameters: ``urls`` of the APIs, tried in turn; ``keys`` folder of the local issuer; ``seconds`` to spread
    the captures over."""

    def __init__(
        self, urls: Sequence[str], keys: Path, *, captures: int, people: int, seconds: float = 0
    ) -> None:
        self.answered: dict[str, UUID] = {}
        self.statuses: Counter[int] = Counter()
        self.problems: list[str] = []
        self.urls, self._issuer = urls, LocalIssuer(keys)
        self._captures, self._people, self._seconds = captures, people, seconds
        self._lock = threading.Lock()
        self._stopping, self._enough = threading.Event(), threading.Event()
        self._threads = [threading.Thread(target=self._write, args=(n,), daemon=True) for n in range(people)]

    def start(self) -> None:
        for thread in self._threads:
            thread.start()

    def join(self, within_s: float) -> None:
        """Raises: AssertionError when they are not all answered in time, or somebody was refused."""
        deadline = time.monotonic() + within_s
        for thread in self._threads:
            thread.join(max(0.0, deadline - time.monotonic()))
        self._enough.set()
        self._stopping.set()
        assert not self.problems, self.problems[:3]
        assert len(self.answered) == self._captures, f"{len(self.answered)} of {self._captures} were answered"

    def finish(self, within_s: float) -> None:
        """Begin nothing new, and wait for the answers to what was begun. Raises: AssertionError as ``join``."""
        self._enough.set()
        for thread in self._threads:
            thread.join(within_s)
        assert not any(thread.is_alive() for thread in self._threads), "somebody still waits for an answer"
        assert not self.problems, self.problems[:3]

    def ask(self, client: httpx.Client, url: str, key: str) -> httpx.Response:
        """Send one command once, whatever comes of it: an answered one must get the answer it had."""
        return self._post(client, url, key, self._token())

    def _write(self, person: int) -> None:
        began = time.monotonic()
        mine = range(person, self._captures, self._people)
        with httpx.Client(timeout=ANSWER_S) as client:
            for done, number in enumerate(mine):
                at = began + self._seconds * done / len(mine)
                if self._enough.wait(max(0.0, at - time.monotonic())):
                    return
                self._until_answered(client, f"R{number}", person + number)

    def _until_answered(self, client: httpx.Client, key: str, turn: int) -> None:
        token, minted = self._token(), time.monotonic()
        while not self._stopping.is_set():
            turn += 1
            if time.monotonic() - minted > FRESH_S:
                token, minted = self._token(), time.monotonic()
            try:
                urls = self.urls
                answer = self._post(client, urls[turn % len(urls)], key, token)
            except httpx.TransportError:
                self._count(0)
            else:
                self._count(answer.status_code)
                if answer.is_success:
                    with self._lock:
                        self.answered[key] = UUID(answer.json()["activity_id"])
                    return
                if answer.status_code < 500 and answer.status_code != 429:
                    self.problems.append(f"{key}: {answer.status_code} {answer.text[:500]}")
                    return
            self._stopping.wait(AGAIN_S)

    def _post(self, client: httpx.Client, url: str, key: str, token: str) -> httpx.Response:
        headers = {"Authorization": f"Bearer {token}", "Idempotency-Key": key}
        body = audit(int(key[1:]), f"CASE-{key}")
        return client.post(f"{url}/api/activities/v1/audits", json=body, headers=headers)

    def _count(self, status: int) -> None:
        with self._lock:
            self.statuses[status] += 1

    def _token(self) -> str:
        return self._issuer.mint(person=AUDITOR, roles=["team_manager"], areas=[AREA])
