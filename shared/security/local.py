"""A token issuer for one machine: the embedded default and tests. Refuses to exist in production."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

from joserfc import jwt
from joserfc.jwk import OKPKey

from shared.security.keyfile import create_private
from shared.security.roles import sees_everywhere
from shared.security.tokens import AUDIENCE, Issuer

NAME = "sightline-local"


class NotInProduction(RuntimeError):
    """Local tokens would let anybody with the data folder be anybody."""


def refuse_in_production() -> None:
    if os.environ.get("SIGHTLINE_ENV", "").strip().lower() == "production":
        raise NotInProduction("no local token issuer where SIGHTLINE_ENV=production: configure issuers")


class LocalIssuer:
    """Mints tokens with a key pair of its own, kept in ``folder`` readable by its owner alone."""

    def __init__(self, folder: Path) -> None:
        refuse_in_production()
        self._private = folder / "token-key.json"
        self._published = folder / "jwks.json"
        create_private(self._private, _new_key)
        self._key = OKPKey.import_key(json.loads(self._private.read_text()))
        public = json.dumps({"keys": [dict(self._key.as_dict(private=False), use="sig", alg="Ed25519")]})
        create_private(self._published, lambda: public)

    @property
    def issuer(self) -> Issuer:
        """What a service is told so that it trusts this issuer's tokens."""
        return Issuer(name=NAME, keys=str(self._published), machine_lifetime=timedelta(hours=1))

    def mint(
        self,
        *,
        person: str,
        roles: Iterable[str],
        areas: Iterable[str] | None = None,
        audience: str = AUDIENCE,
        lifetime: timedelta = timedelta(minutes=15),
        now: float | None = None,
    ) -> str:
        """A signed token. Without ``areas``: every area where one of the roles sees them all, else none.

        Raises:
            NotInProduction: ``SIGHTLINE_ENV=production``.
        """
        refuse_in_production()
        held = sorted(set(roles))
        if areas is None:
            areas = ("*",) if sees_everywhere(frozenset(held)) else ()
        issued = int(time.time() if now is None else now)
        claims = {
            "iss": NAME,
            "sub": person,
            "aud": audience,
            "iat": issued,
            "exp": issued + int(lifetime.total_seconds()),
            "jti": uuid4().hex,
            "roles": held,
            "areas": sorted(set(areas)),
        }
        return jwt.encode({"alg": "Ed25519", "kid": self._key.kid}, claims, self._key, algorithms=["Ed25519"])


def _new_key() -> str:
    return json.dumps(OKPKey.generate_key("Ed25519", parameters={"kid": uuid4().hex}).as_dict(private=True))
