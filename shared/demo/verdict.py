"""Asking the read side, at the end, for every single write that was confirmed."""

from __future__ import annotations

from shared.demo.bodies import Json
from shared.demo.client import Client
from shared.demo.ledger import Ledger, Seen, Verdict, judge
from shared.demo.waiting import until_true

REPORTING = "/api/reporting/v1"
FACTS = ("plan", "theme", "activity", "recorded", "action", "feedback")
CONVERGENCE_SECONDS = 60.0


def verdict(client: Client, person: str, ledger: Ledger) -> Verdict:
    """What was captured and what was projected, once events have had time to travel.

    A sound verdict is given as soon as there is one; an unsound one after a minute.
    """
    found: list[Verdict] = []

    def sound() -> bool:
        feeds = {
            kind: [_seen(fact) for fact in client.all(person, f"{REPORTING}/facts", kind=kind)]
            for kind in FACTS
        }
        differences = client.get(person, f"{REPORTING}/checks/rollups").body["differences"]
        found.append(judge(ledger, feeds, len(differences)))
        return found[-1].sound

    until_true(sound, CONVERGENCE_SECONDS)
    return found[-1]


def _seen(fact: Json) -> Seen:
    """One event per write. The notices of an action that is due or overdue are events without a write of their own,
    and leave its version alone."""
    writes = len(fact["events"])
    return Seen(fact["id"], min(writes, fact["sequence"]) if fact["kind"] == "action" else writes)
