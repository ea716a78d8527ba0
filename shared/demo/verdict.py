"""Asking the read side, at the end, for every single thing that was confirmed."""

from __future__ import annotations

from shared.demo.client import Client
from shared.demo.ledger import Ledger, Verdict, judge
from shared.demo.waiting import until_true

REPORTING = "/api/reporting/v1"
FACTS = ("plan", "activity", "action", "feedback")
"""The kinds of facts; a moderation, a closure or an outcome changes a fact, and is counted in the rollups."""
CONVERGENCE_SECONDS = 60.0


def verdict(client: Client, person: str, ledger: Ledger) -> Verdict:
    """What was captured and what was projected, once events have had time to travel.

    A sound verdict is given as soon as there is one; an unsound one after a minute.
    """
    found: list[Verdict] = []

    def sound() -> bool:
        feeds = {kind: _ids(client, person, kind) for kind in FACTS}
        found.append(judge(ledger, feeds, _rollup_differences(client, person)))
        return found[-1].sound

    until_true(sound, CONVERGENCE_SECONDS)
    return found[-1]


def _ids(client: Client, person: str, kind: str) -> list[str]:
    return [
        item if isinstance(item, str) else item["id"]
        for item in client.all(person, f"{REPORTING}/facts", kind=kind)
    ]


def _rollup_differences(client: Client, person: str) -> int:
    """How many counts differ from a recount of the facts."""
    return len(client.get(person, f"{REPORTING}/checks/rollups").body["differences"])
