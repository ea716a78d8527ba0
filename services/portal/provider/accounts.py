"""Who can sign in on this machine: one person for each role of the directory, all by one password."""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from shared.security.keyfile import create_private
from shared.security.local import LOCAL_SIGN_IN


@dataclass(frozen=True, slots=True)
class Account:
    """A person of the directory, with all roles they hold there; ``role`` is the one they stand for."""

    id: str
    name: str
    role: str
    roles: tuple[str, ...]

    def get_user_id(self) -> str:
        """Called by Authlib."""
        return self.id


def one_for_each_role(people: Iterable[Mapping[str, Any]]) -> list[Account]:
    """The first person at work of every role, by role. Somebody with several roles may stand for each."""
    found: dict[str, Account] = {}
    for one in people:
        for role in one["roles"] if one["active"] else ():
            held = tuple(one["roles"])
            better = role not in found or len(held) < len(found[role].roles)
            if better:
                found[role] = Account(one["id"], one["name"], role, held)
    return [found[role] for role in sorted(found)]


class Password:
    """Made once, in a file for its owner alone."""

    def __init__(self, keys: Path) -> None:
        self.path = keys / LOCAL_SIGN_IN
        create_private(self.path, lambda: secrets.token_urlsafe(9))

    @property
    def text(self) -> str:
        return self.path.read_text().strip()

    def matches(self, typed: str) -> bool:
        return hmac.compare_digest(typed.strip().encode(), self.text.encode())
