"""Dip samples: what the performance data say, held against the record (S21)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

import msgspec

from services.activities.domain.coverage import wilson
from services.activities.domain.part import Beside, Part
from shared.contracts.errors import Invalid


class Item(msgspec.Struct, frozen=True, kw_only=True):
    """One value looked up. ``case`` counts the activity's cases from 1; an empty value is one that is missing."""

    field: str
    in_data: str
    in_record: str
    agrees: bool
    case: int | None = None
    note: str = ""


class DipSample(Part, frozen=True, kw_only=True):
    """``source`` is the list or book that was tested, ``as_at`` the day on which it was taken."""

    source: str
    as_at: date
    items: tuple[Item, ...]

    def ensure(self, beside: Beside) -> None:
        """Raises Invalid: every item that contradicts itself or is of a case that is not listed."""
        wrong: dict[str, list[str]] = {}
        if self.as_at > beside.completed_on:
            wrong["details.as_at"] = ["is after the dip sample"]
        for n, item in enumerate(self.items):
            if item.case is not None and item.case > beside.cases:
                wrong[f"details.items.{n}.case"] = [f"there are {beside.cases} cases"]
            same = item.in_data.strip().casefold() == item.in_record.strip().casefold()
            if same and not item.agrees:
                wrong[f"details.items.{n}.agrees"] = ["the values are the same"]
        if wrong:
            raise Invalid(fields=wrong)

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
    by_field: dict[str, list[Item]] = {}
    for item in found:
        by_field.setdefault(item.field, []).append(item)
    return {
        "all": error_rate(found),
        "by_field": [
            {"field": name, **msgspec.structs.asdict(error_rate(by_field[name]))} for name in sorted(by_field)
        ],
    }


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
