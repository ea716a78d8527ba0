"""Dip samples: what the performance data say, held against the record (S21)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

import msgspec

from services.activities.domain.coverage import wilson
from services.activities.domain.part import Beside, Part
from services.activities.domain.recorded_refusals import NotAsDrawn
from services.activities.domain.shapes import texts
from shared.contracts.errors import Invalid


class Item(msgspec.Struct, frozen=True, kw_only=True):
    """One value looked up. ``case`` counts the activity's cases from 1; an empty value is one that is missing."""

    field: str
    in_data: str
    in_record: str
    agrees: bool
    case: int | None = None
    note: str = ""


class Proof(msgspec.Struct, frozen=True, kw_only=True):
    """The sample that was looked up, and what it takes to draw it again: `GET /samples/{id}/proof` does."""

    sample_id: UUID
    frame_hash: str
    rules: str
    seed: int


class DipSample(Part, frozen=True, kw_only=True):
    """``source`` is the list or book that was tested, ``as_at`` the day on which it was taken.

    ``sample`` is there where the cases were drawn here: only then are the intervals more than a manner of speaking.
    """

    source: str
    as_at: date
    items: tuple[Item, ...]
    sample: Proof | None = None

    def ensure(self, beside: Beside) -> None:
        """Raises Invalid: every item that contradicts itself or is of a case that is not listed."""
        wrong: dict[str, list[str]] = {}
        if self.as_at > beside.completed_on:
            wrong["details.as_at"] = ["is after the dip sample"]
        for n, item in enumerate(self.items):
            if item.case is not None and item.case > beside.cases:
                wrong[f"details.items.{n}.case"] = [f"there are {beside.cases} cases"]
            if same(item.in_data, item.in_record) and not item.agrees:
                wrong[f"details.items.{n}.agrees"] = ["the values are the same"]
        if wrong:
            raise Invalid(fields=wrong)

    def correcting(self, before: Part) -> DipSample:
        return msgspec.structs.replace(self, sample=before.sample) if isinstance(before, DipSample) else self

    def ensure_as_drawn(self, cases: Sequence[str], after: DipSample, after_cases: Sequence[str]) -> None:
        """A correction of what was drawn keeps its cases, and each value that was looked up; not what it was.

        Raises:
            NotAsDrawn.
        """
        if self.sample is None:
            return
        wrong = {}
        if tuple(cases) != tuple(after_cases):
            wrong["cases"] = ["are those that were drawn, in their order"]
        if sorted(_looked_up(self.items)) != sorted(_looked_up(after.items)):
            wrong["details.items"] = ["are the fields that were looked up, of every case, each once"]
        if wrong:
            raise NotAsDrawn("What was drawn is not chosen anew", fields=wrong)

    def texts(self) -> Iterator[tuple[str, str]]:
        return texts(msgspec.structs.replace(self, sample=None), "details")

    def result(self) -> Mapping[str, Any]:
        return accuracy(self.items)


class ErrorRate(msgspec.Struct, frozen=True, kw_only=True):
    """How many of the values that were looked up differ, and their share with its 95 % interval (Wilson)."""

    checked: int
    differing: int
    rate: float | None
    low: float | None
    high: float | None


def accuracy(items: Iterable[Item]) -> dict[str, Any]:
    """The error rate of all items, and of each field in order of name."""
    found = list(items)
    return {
        "all": error_rate(found),
        "by_field": [{"field": field, **msgspec.structs.asdict(rate)} for field, rate in by_field(found)],
    }


def by_field(items: Iterable[Item]) -> list[tuple[str, ErrorRate]]:
    """The error rate of each field, in order of name."""
    found: dict[str, list[Item]] = {}
    for item in items:
        found.setdefault(item.field, []).append(item)
    return [(field, error_rate(found[field])) for field in sorted(found)]


def error_rate(items: list[Item]) -> ErrorRate:
    """Of no items there is no rate."""
    checked, differing = len(items), sum(not item.agrees for item in items)
    if not checked:
        return ErrorRate(checked=0, differing=0, rate=None, low=None, high=None)
    low, high = wilson(differing, checked)
    return ErrorRate(
        checked=checked,
        differing=differing,
        rate=round(differing / checked, 3),
        low=round(low, 3),
        high=round(high, 3),
    )


def same(in_data: str, in_record: str) -> bool:
    """Whether two values say the same; blanks around them and the case of letters aside."""
    return in_data.strip().casefold() == in_record.strip().casefold()


def _looked_up(items: Iterable[Item]) -> list[tuple[int, str]]:
    return [(item.case or 0, item.field) for item in items]
