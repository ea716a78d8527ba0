"""What another system calls an activity that it delivered."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from uuid import UUID

from services.activities.domain.refusals import ReferenceUsed


def digest(said: bytes, case: str) -> bytes:
    """Of what was delivered; the child comes in by pseudonym, so that nobody can try identifiers until one fits."""
    return sha256(said + b"\0" + case.encode()).digest()


@dataclass(frozen=True, slots=True)
class Referred:
    """The activity under a reference, and the digest of what was delivered under it."""

    activity_id: UUID
    version: int
    digest: bytes = b""

    def ensure_same(self, said: bytes, cases: Iterable[str]) -> None:
        """A reference names one activity for ever. ``cases`` are the child's pseudonyms, under every key.

        Raises:
            ReferenceUsed: something else was delivered under it.
        """
        if not any(digest(said, case) == self.digest for case in cases):
            raise ReferenceUsed(
                "Something else was delivered under this reference before; what was taken stays as it is",
                fields={"reference": ["names another record"]},
            )
