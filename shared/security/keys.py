"""Published keys of token issuers, by key id."""

from __future__ import annotations

import json
import threading
import time
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
from joserfc.errors import JoseError
from joserfc.jwk import ECKey, OKPKey

from shared.contracts.errors import Problem

PublicKey = ECKey | OKPKey
REFRESH_SECONDS = 10.0
"""An unknown key id makes us look again, but no more often than this: no stranger shall make us call out."""
STALE_SECONDS = 300.0
"""A key that the issuer has withdrawn is refused after this."""


class KeysUnavailable(Problem):
    """An issuer's keys could not be read, so no token of theirs can be judged."""

    status = 503
    slug = "keys-unavailable"
    title = "The sign-in service cannot be reached"
    headers = {"Retry-After": "5"}


class PublishedKeys:
    """A JWKS in a file or at an https address; read at first use, when a new key id appears, and now and then."""

    def __init__(
        self, source: str, *, refresh: float = REFRESH_SECONDS, stale: float = STALE_SECONDS
    ) -> None:
        self._source = source
        self._refresh = refresh
        self._stale = stale
        self._keys: dict[str, PublicKey] = {}
        self._looked: float | None = None
        self._read_at: float | None = None
        self._lock = threading.Lock()

    def get(self, kid: str) -> PublicKey | None:
        """The key, or None when the issuer does not publish one of that id.

        Raises:
            KeysUnavailable: the keys have never been read.
        """
        known = kid in self._keys
        fresh = self._read_at is not None and time.monotonic() - self._read_at < self._stale
        if not (known and fresh) and self._lock.acquire(blocking=not known):  # who has a key waits for nobody
            try:
                self._look_again()
            finally:
                self._lock.release()
        return self._keys.get(kid)

    def _look_again(self) -> None:
        now = time.monotonic()
        if self._looked is None or now - self._looked >= self._refresh:
            self._looked = now
            try:
                self._keys = _usable(_read(self._source))
                self._read_at = now
            except (OSError, ValueError, httpx.HTTPError):
                pass  # what we have stays good; with nothing at all we say so below
        if self._read_at is None:
            raise KeysUnavailable


def _read(source: str) -> Any:
    address = urlsplit(source)
    if address.scheme in ("http", "https"):
        if address.scheme == "http" and address.hostname not in ("127.0.0.1", "::1", "localhost"):
            raise ValueError("keys are read over https only")
        answer = httpx.get(source, timeout=3.0, follow_redirects=False)
        answer.raise_for_status()
        return answer.json()
    return json.loads(Path(address.path if address.scheme == "file" else source).read_text())


def _usable(document: Any) -> dict[str, PublicKey]:
    """Ed25519 and P-256 signing keys that have an id; anything else in the set is not for us."""
    found: dict[str, PublicKey] = {}
    entries = document.get("keys") if isinstance(document, dict) else None
    if not isinstance(entries, list):
        raise ValueError("not a key set")
    for entry in entries:
        if not isinstance(entry, dict):
            continue
        kid, kind, use = entry.get("kid"), (entry.get("kty"), entry.get("crv")), entry.get("use", "sig")
        if not isinstance(kid, str) or use != "sig":
            continue
        public = {name: value for name, value in entry.items() if name in ("kty", "crv", "x", "y", "kid")}
        try:
            if kind == ("OKP", "Ed25519"):
                found[kid] = OKPKey.import_key(public)
            elif kind == ("EC", "P-256"):
                found[kid] = ECKey.import_key(public)
        except (JoseError, ValueError):
            continue
    return found
