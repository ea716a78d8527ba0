"""Signed, short-lived tokens: which ones a service trusts."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from typing import Any

import msgspec
from joserfc import jws
from joserfc.errors import JoseError
from joserfc.util import urlsafe_b64decode

from shared.security.keys import REFRESH_SECONDS, PublishedKeys
from shared.security.principal import Principal, Unauthorised, granted_areas
from shared.security.roles import MACHINES

ALGORITHMS = ("Ed25519", "EdDSA", "ES256")
LEEWAY = 30
AUDIENCE = "sightline"
_HEADERS = frozenset({"alg", "kid", "typ"})
_TYPES = frozenset({"jwt", "at+jwt", "application/at+jwt"})
_LONGEST_TOKEN = 8192


@dataclass(frozen=True, slots=True, kw_only=True)
class Issuer:
    """Somebody whose tokens are trusted.

    ``name`` is the ``iss`` claim, ``keys`` a JWKS file or https address. ``roles`` limits what they may
    assert (None: any role). Lifetimes are the longest that is accepted, whatever the token says.
    """

    name: str
    keys: str
    lifetime: timedelta = timedelta(minutes=15)
    machine_lifetime: timedelta = timedelta(minutes=15)
    roles: frozenset[str] | None = None

    def __post_init__(self) -> None:
        if self.lifetime > timedelta(minutes=15) or self.machine_lifetime > timedelta(hours=1):
            raise ValueError("a person's token lives at most 15 minutes, a machine's at most one hour")


class Verifier:
    """Turns a bearer token into a principal, once; the answer is kept until the token expires.

    ``service`` is the one that asks: a token for another service is refused.
    """

    def __init__(
        self,
        service: str,
        issuers: Iterable[Issuer],
        *,
        clock: Callable[[], float] = time.time,
        refresh: float = REFRESH_SECONDS,
        remember: int = 2048,
    ) -> None:
        self._audiences = frozenset({AUDIENCE, f"{AUDIENCE}.{service}"})
        self._issuers = {each.name: (each, PublishedKeys(each.keys, refresh=refresh)) for each in issuers}
        self._clock = clock
        self._known: OrderedDict[bytes, tuple[float, Principal]] = OrderedDict()
        self._remember = remember
        self._lock = threading.Lock()

    def principal(self, authorization: str | None) -> Principal:
        """Whom the ``Authorization`` header speaks for.

        Raises:
            Unauthorised: there is no token, or one that is not to be trusted; ``detail`` says why.
            KeysUnavailable: the issuer's keys have never been read.
        """
        if not authorization:
            raise Unauthorised("There is no bearer token")
        scheme, _, token = authorization.partition(" ")
        if scheme.lower() != "bearer" or not token or len(token) > _LONGEST_TOKEN:
            raise Unauthorised("The Authorization header holds no bearer token")
        digest = sha256(token.encode("utf-8", "surrogateescape")).digest()
        known = self._known.get(digest)
        if known is not None and self._clock() < known[0]:
            return known[1]
        until, principal = self._verify(token)
        with self._lock:
            self._known[digest] = (until, principal)
            while len(self._known) > self._remember:
                self._known.popitem(last=False)
        return principal

    def _verify(self, token: str) -> tuple[float, Principal]:
        header, claims = _unverified(token)
        if header.get("alg") not in ALGORITHMS:
            raise Unauthorised("The token's algorithm is not accepted")
        if not _HEADERS.issuperset(header) or str(header.get("typ", "JWT")).lower() not in _TYPES:
            raise Unauthorised("The token's header has parameters that are not accepted")
        issuer, keys = self._issuers.get(str(claims.get("iss")), (None, None))
        if issuer is None or keys is None:
            raise Unauthorised("The token's issuer is not known here")
        key = keys.get(str(header.get("kid", "")))
        if key is None:
            raise Unauthorised("The token's key is not known here")
        try:
            jws.deserialize_compact(token, key, algorithms=list(ALGORITHMS))
        except (JoseError, ValueError) as error:
            raise Unauthorised("The token's signature is wrong") from error
        return self._judge(issuer, claims)

    def _judge(self, issuer: Issuer, claims: Mapping[str, Any]) -> tuple[float, Principal]:
        now = self._clock()
        expires, issued = _seconds(claims, "exp"), _seconds(claims, "iat")
        if now >= expires + LEEWAY:
            raise Unauthorised("The token has expired")
        if max(issued, _seconds(claims, "nbf", issued)) > now + LEEWAY:
            raise Unauthorised("The token is not valid yet")
        audience = claims.get("aud", ())
        if self._audiences.isdisjoint([audience] if isinstance(audience, str) else _words(claims, "aud")):
            raise Unauthorised("The token is for another service")
        person = claims.get("sub")
        if not isinstance(person, str) or not 0 < len(person) <= 200:
            raise Unauthorised("The token names nobody")
        roles = frozenset(_words(claims, "roles"))
        longest = issuer.machine_lifetime if roles and roles <= MACHINES else issuer.lifetime
        if expires - issued > longest.total_seconds():
            raise Unauthorised("The token lives longer than is accepted")
        if issuer.roles is not None:
            roles &= issuer.roles
        return expires + LEEWAY, Principal(
            person=person,
            roles=roles,
            areas=granted_areas(roles, frozenset(_words(claims, "areas"))),
            issuer=issuer.name,
            token_id=str(claims.get("jti", "")),
        )


def _unverified(token: str) -> tuple[dict[str, Any], dict[str, Any]]:
    parts = token.split(".")
    if len(parts) != 3:
        raise Unauthorised("The token is not a signed token")
    try:
        header, claims = (msgspec.json.decode(urlsafe_b64decode(part.encode("ascii"))) for part in parts[:2])
    except (ValueError, msgspec.DecodeError) as error:
        raise Unauthorised("The token cannot be read") from error
    if not isinstance(header, dict) or not isinstance(claims, dict):
        raise Unauthorised("The token cannot be read")
    return header, claims


def _seconds(claims: Mapping[str, Any], name: str, default: float | None = None) -> float:
    value = claims.get(name, default)
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise Unauthorised(f"The token has no usable {name}")
    return float(value)


def _words(claims: Mapping[str, Any], name: str) -> list[str]:
    value = claims.get(name, [])
    if not isinstance(value, list) or not all(isinstance(word, str) for word in value):
        raise Unauthorised(f"The token's {name} is not a list of words")
    return value
