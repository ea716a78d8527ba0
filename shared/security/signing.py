"""Signing the tokens that services trust."""

from __future__ import annotations

import hmac
import time
from collections.abc import Iterable
from datetime import timedelta
from hashlib import sha256
from typing import Any, Literal
from uuid import uuid4

from joserfc import jwt
from joserfc.jwk import OKPKey

from shared.security.roles import sees_everywhere
from shared.security.tokens import AUDIENCE

ALGORITHM: Literal["Ed25519"] = "Ed25519"


class Signer:
    """Parameters: ``name`` is the issuer's, ``key`` an Ed25519 key with a key id."""

    def __init__(self, name: str, key: OKPKey) -> None:
        if key.curve_name != ALGORITHM or not key.is_private or not key.kid:
            raise ValueError("the key is no private Ed25519 key with a `kid`")
        self.name = name
        self._key = key

    @property
    def published(self) -> dict[str, Any]:
        """The key set by which others verify."""
        return {"keys": [dict(self._key.as_dict(private=False), use="sig", alg=ALGORITHM)]}

    def derived(self, purpose: str) -> str:
        """A secret that follows from the private key and says nothing of it."""
        private = str(self._key.as_dict(private=True)["d"])
        return hmac.new(private.encode(), purpose.encode(), sha256).hexdigest()

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
        """A signed token. Without ``areas``: every area where one of the roles sees them all, else none."""
        held = sorted(set(roles))
        if areas is None:
            areas = ("*",) if sees_everywhere(frozenset(held)) else ()
        issued = int(time.time() if now is None else now)
        claims = {
            "iss": self.name,
            "sub": person,
            "aud": audience,
            "iat": issued,
            "exp": issued + int(lifetime.total_seconds()),
            "jti": uuid4().hex,
            "roles": held,
            "areas": sorted(set(areas)),
        }
        return jwt.encode({"alg": ALGORITHM, "kid": self._key.kid}, claims, self._key, algorithms=[ALGORITHM])
