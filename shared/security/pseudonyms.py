"""A child's identifier: encrypted where it must be kept, a pseudonym everywhere else.

The pseudonym is keyed, so nobody without the key can try identifiers until one fits; a plain hash of a
six-digit case number would be reversed in a second.
"""

from __future__ import annotations

import hmac
import json
import secrets
from base64 import b64decode, b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from shared.security.keyfile import create_private

PATTERN = r"^C-[A-Z2-7]{12}$"
_NONCE = 12
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"  # of base 32
_PAIRS = [first + second for first in _LETTERS for second in _LETTERS]  # ten bits each


class Unreadable(ValueError):
    """What is stored was sealed with a key that is not in the ring, or was changed."""


@dataclass(frozen=True, slots=True)
class KeyRing:
    """Keys by id and the id of the one in use; the others still read what they wrote."""

    current: str
    keys: Mapping[str, bytes]

    def __post_init__(self) -> None:
        if self.current not in self.keys:
            raise ValueError(f"the key ring has no key {self.current!r}")
        if any(len(key) != 32 for key in self.keys.values()):
            raise ValueError("a key is 32 bytes")
        if any(not name.isalnum() or len(name) > 16 for name in self.keys):
            raise ValueError("a key id is up to 16 letters and digits")

    @property
    def key(self) -> bytes:
        return self.keys[self.current]


class Pseudonyms:
    """Makes pseudonyms and keeps identifiers, under two separate rings."""

    def __init__(self, *, naming: KeyRing, sealing: KeyRing) -> None:
        self._naming = naming
        self._sealing = sealing

    @classmethod
    def from_file(cls, path: Path) -> Pseudonyms:
        """Rings from a JSON file, made where there is none. Lose it and lose every identifier."""
        create_private(path, _fresh)
        rings = json.loads(path.read_text())
        return cls(naming=_ring(rings["naming"]), sealing=_ring(rings["sealing"]))

    def pseudonym(self, identifier: str) -> str:
        """``C-`` and twelve characters (60 bits): the same for the same child under the same key."""
        return _name(self._naming.key, identifier)

    def candidates(self, identifier: str) -> list[str]:
        """The pseudonyms under every key, the current one first: finds rows from before a rotation."""
        older = (key for name, key in self._naming.keys.items() if name != self._naming.current)
        return [_name(key, identifier) for key in (self._naming.key, *older)]

    def seal(self, identifier: str) -> bytes:
        """As ``seal_bytes``."""
        return self.seal_bytes(identifier.encode())

    def open(self, sealed: bytes) -> str:
        """The identifier. Raises: Unreadable."""
        return self.open_bytes(sealed).decode()

    def seal_bytes(self, content: bytes) -> bytes:
        """AES-256-GCM: key id, NUL, nonce, ciphertext. For whatever may name a child."""
        label = self._sealing.current.encode()
        nonce = secrets.token_bytes(_NONCE)
        return label + b"\0" + nonce + AESGCM(self._sealing.key).encrypt(nonce, content, label)

    def open_bytes(self, sealed: bytes) -> bytes:
        """What was sealed.

        Raises:
            Unreadable: unknown key id, or the bytes were changed.
        """
        label, _, rest = bytes(sealed).partition(b"\0")
        key = self._sealing.keys.get(label.decode("ascii", "replace"))
        if key is None or len(rest) <= _NONCE:
            raise Unreadable("no key in the ring opens this")
        try:
            return AESGCM(key).decrypt(rest[:_NONCE], rest[_NONCE:], label)
        except InvalidTag as error:
            raise Unreadable("it was changed after it was sealed") from error


def _name(key: bytes, identifier: str) -> str:
    digest = hmac.digest(key, identifier.strip().upper().encode(), "sha256")
    bits = int.from_bytes(digest[:8]) >> 4
    return "C-" + "".join([_PAIRS[bits >> shift & 1023] for shift in (50, 40, 30, 20, 10, 0)])


def _ring(document: Mapping[str, object]) -> KeyRing:
    keys = document["keys"]
    if not isinstance(keys, dict):
        raise ValueError("a key ring has keys by id")
    return KeyRing(str(document["current"]), {str(name): b64decode(key) for name, key in keys.items()})


def _fresh() -> str:
    def ring() -> dict[str, object]:
        return {"current": "k1", "keys": {"k1": b64encode(secrets.token_bytes(32)).decode()}}

    return json.dumps({"naming": ring(), "sealing": ring()}, indent=1)
