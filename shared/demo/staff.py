"""Tokens of the invented staff: every request is made by the person whose job it is."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterable
from typing import Protocol

from shared.demo.organisation import Organisation

RENEW_SECONDS = 600


class Mint(Protocol):
    """The local token issuer."""

    def mint(self, *, person: str, roles: Iterable[str], areas: Iterable[str] | None = None) -> str: ...


class Staff:
    """Who may ask, with a token that is renewed before it expires."""

    def __init__(self, organisation: Organisation, issuer: Mint) -> None:
        self._organisation = organisation
        self._issuer = issuer
        self._tokens: dict[str, tuple[float, str]] = {}
        self._lock = threading.Lock()

    def token(self, person: str) -> str:
        """A bearer token with the person's roles, for their own area or for all where the role says so."""
        with self._lock:
            minted, token = self._tokens.get(person, (0.0, ""))
            if not token or time.monotonic() - minted > RENEW_SECONDS:
                found = self._organisation.person(person)
                area = self._organisation.area_of_person(found)
                token = self._issuer.mint(
                    person=person, roles=found.roles, areas=None if area is None else (area,)
                )
                self._tokens[person] = (time.monotonic(), token)
            return token

    def holder(self, role: str) -> str:
        """The first person who holds that role."""
        return self._organisation.holding(role)[0].id
