"""What somebody may do next with an action; the service has the last word."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from services.portal.domain.words import words

STATES = {"open": "Open", "evidenced": "Waits to be accepted", "closed": "Closed"}
May = Callable[[str, str], bool]


def offers(action: Mapping[str, Any], person: str, may: May) -> list[tuple[str, str]]:
    """(text, address) of each step, the likeliest first."""
    base, status, own = f"/actions/{action['action_id']}", action["status"], action["owner"] == person
    found = []
    if status == "open" and may("actions", "actions:evidence") and (own or may("activities", "rules:write")):
        found.append(("Show what was done", f"{base}/evidence"))
    if status == "evidenced" and not own and may("actions", "actions:close"):
        found.append(("Accept the evidence", f"{base}/closure"))
    if status != "open" and not own and may("actions", "actions:reopen"):
        found.append(("Open it again", f"{base}/reopening"))
    if status != "closed" and may("actions", "actions:hand-over"):
        found.append(("Hand it over", f"{base}/owner"))
    return found


def state(code: str) -> str:
    return STATES.get(code) or words(code)
