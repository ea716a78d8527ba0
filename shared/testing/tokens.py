"""Tokens for tests: one key pair per process, in a folder that goes away with it."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from shared.security.local import LocalIssuer
from shared.security.tokens import Verifier


@lru_cache(maxsize=1)
def _folder() -> tempfile.TemporaryDirectory[str]:
    return tempfile.TemporaryDirectory(prefix="sightline-keys-")


@lru_cache(maxsize=1)
def issuer() -> LocalIssuer:
    return LocalIssuer(Path(_folder().name))


def verifier(service: str) -> Verifier:
    """A verifier that trusts the tests' issuer."""
    return Verifier(service, [issuer().issuer])


@lru_cache(maxsize=4096)
def _minted(
    person: str, roles: frozenset[str], areas: frozenset[str] | None, audience: str, _minutes: int
) -> str:
    return issuer().mint(person=person, roles=roles, areas=areas, audience=audience)


def token(
    *roles: str, person: str = "P0001", areas: Iterable[str] | None = None, audience: str = "sightline"
) -> str:
    """A token; without ``areas`` everywhere for roles that see everywhere, else nowhere."""
    claimed = None if areas is None else frozenset(areas)
    return _minted(person, frozenset(roles), claimed, audience, int(time.time() // 300))
