"""What a sample was drawn from, as it is hashed and kept: pseudonyms, strata, and who might be drawn."""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from hashlib import sha256
from typing import NamedTuple

ELIGIBLE = "eligible"
"""Any other eligibility is the rule that keeps a case out."""


class Judged(NamedTuple):
    """One case of a frame."""

    case: str
    stratum: str
    eligibility: str


def written(judged: Iterable[Judged]) -> str:
    """A line for each case in the order of pseudonyms: pseudonym, stratum, eligibility, with tabs between."""
    return "\n".join(map("\t".join, sorted(judged)))


def read(text: str) -> list[Judged]:
    """The cases of a written frame."""
    return [Judged(*line.split("\t")) for line in text.splitlines()]


def digest(text: str) -> str:
    """SHA-256 of a written frame in UTF-8, in hexadecimal: `sha256sum` gives the same."""
    return sha256(text.encode()).hexdigest()


def packed(text: str) -> bytes:
    """A written frame as it is kept: zlib."""
    return zlib.compress(text.encode())


def unpacked(kept: bytes) -> str:
    return zlib.decompress(kept).decode()
