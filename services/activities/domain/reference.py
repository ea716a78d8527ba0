"""What another system calls an activity that it delivered."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from uuid import UUID

from services.activities.domain.refusals import ReferenceUsed
from shared.contracts.identifiers import ensure_anonymous, holds

PATTERN = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:/-]{0,99}")
LONGEST_NUMBER = 13
"""Characters of a UPN; an NHS number has ten digits and perhaps two blanks."""


def digest(said: bytes, case: str) -> bytes:
    """Of what was delivered; the child comes in by pseudonym, so that nobody can try identifiers until one fits."""
    return sha256(said + b"\0" + case.encode()).digest()


@dataclass(frozen=True, slots=True)
class Referred:
    """The activity under a reference, and the digest of what was delivered under it."""

    activity_id: UUID
    version: int
    digest: bytes

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


def ensure_names_nobody(reference: str, case: str | None) -> None:
    """A reference is shown and kept in clear, so it is not a child's number.

    The child's own is looked for anywhere in it; a UPN or NHS number only where it could be the whole of it, because
    many a random name of 32 characters has ten digits in a row that would pass.

    Raises:
        IdentifierInText.
    """
    whole = "" if len(reference) > LONGEST_NUMBER else reference
    ensure_anonymous([("reference", whole)])
    if case and holds(reference, case):
        ensure_anonymous([("reference", reference)], case)
