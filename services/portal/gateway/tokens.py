"""The short-lived tokens that the portal signs for whom it has signed in, and for itself."""

from __future__ import annotations

import json
import time
from datetime import timedelta
from functools import lru_cache

from joserfc.errors import JoseError
from joserfc.jwk import OKPKey

from services.portal.domain.session import Person
from shared.runtime.settings import Settings
from shared.security.local import LocalIssuer
from shared.security.roles import PORTAL
from shared.security.signing import Signer

NAME = "sightline-portal"
LIFETIME = timedelta(minutes=10)
RENEWED_S = 300  # a token is handed out for the first half of its life


class WrongKey(ValueError):
    """``SIGHTLINE_PORTAL_KEY`` cannot be used."""


class Tokens:
    """One token for each person and five minutes, so that a service verifies it once."""

    def __init__(self, signer: Signer) -> None:
        self.signer = signer
        self._minted = lru_cache(maxsize=2048)(self._mint)

    @property
    def seal(self) -> str:
        """A secret for cookies that follows from the signing key."""
        return self.signer.derived("portal cookies")

    def of(self, person: Person) -> str:
        return self._minted(person.id, person.roles, person.areas, int(time.time() // RENEWED_S))

    def of_portal(self) -> str:
        return self._minted("portal", frozenset({PORTAL}), None, int(time.time() // RENEWED_S))

    def _mint(self, id: str, roles: frozenset[str], areas: tuple[str, ...] | None, _when: int) -> str:
        return self.signer.mint(
            person=id, roles=roles, areas=("*",) if areas is None else areas, lifetime=LIFETIME
        )


def signer(settings: Settings) -> Signer:
    """The signer of the key given, or the local issuer. Raises: WrongKey, NotInProduction."""
    if not settings.portal_key:
        return LocalIssuer(settings.keys)
    try:
        return Signer(NAME, OKPKey.import_key(json.loads(settings.portal_key)))
    except (ValueError, JoseError) as error:
        raise WrongKey(f"SIGHTLINE_PORTAL_KEY is no Ed25519 key: {type(error).__name__}") from None
