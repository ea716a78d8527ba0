"""Rules that a council may change: versions with a source and a first month."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule(Generic[T]):
    """One version of a rule, never altered. ``effective_from`` is the first day of the month it begins in."""

    name: str
    version: int
    value: T
    source: str
    effective_from: date

    def __str__(self) -> str:
        return f"{self.name} {self.version}"


R = TypeVar("R", bound=Rule[Any])


def in_force(versions: Sequence[R], day: date) -> R:
    """Of a rule's versions, lowest first, the latest that has begun on a day; before the first, the first."""
    return next((one for one in reversed(versions) if one.effective_from <= day), versions[0])
