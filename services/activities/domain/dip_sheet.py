"""The sheet on which a drawn dip sample is looked up, value by value, over days (S21)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Literal
from uuid import UUID

import msgspec

from services.activities.domain.dip_sample import DipSample, Item, Proof, same
from services.activities.domain.recorded_refusals import AlreadyRecorded, NotAllLookedUp, NotAsDrawn
from shared.contracts.difference import Difference, differing
from shared.contracts.errors import Invalid

MOST_CASES, MOST_VALUES = 100, 500
"""What one dip sample can hold."""


class Value(msgspec.Struct, frozen=True, kw_only=True):
    """What the performance system and the record say of one field of one case; None is not found.

    ``agrees`` is the person's own word where two ways of writing mean the same; else the values are compared.
    """

    case: str
    field: str
    in_data: str | None
    in_record: str | None
    agrees: bool | None = None
    note: str = ""

    @property
    def key(self) -> tuple[str, str]:
        return self.case, self.field

    @property
    def alike(self) -> bool:
        """Both not found is alike: the data say nothing, and nor does the record."""
        return same(self.in_data or "", self.in_record or "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """It has the id of the dip sample that it becomes. ``cases`` are the pseudonyms that were drawn, in their order."""

    activity_id: UUID
    sample_id: UUID
    area: str
    service: str | None
    led_by: str
    month: date
    due_on: date
    source: str
    as_at: date
    fields: tuple[str, ...]
    cases: tuple[str, ...]
    values: tuple[Value, ...]
    saved_by: str
    saved_at: datetime
    status: Literal["open", "recorded"] = "open"
    version: int = 1

    def look_up(self, found: Sequence[Value], *, by: str, at: datetime) -> Sheet:
        """The sheet with these values in it; those that are there already are said anew.

        Raises:
            AlreadyRecorded. NotAsDrawn: a case or a field that is not of the sheet. Invalid: what contradicts itself.
        """
        self.ensure_open()
        _ensure_of(found, self.cases, self.fields)
        _ensure_sound(found)
        values = {one.key: one for one in (*self.values, *found)}
        return replace(
            self,
            values=tuple(values[key] for key in self._keys() if key in values),
            saved_by=by,
            saved_at=at,
            version=self.version + 1,
        )

    def holds(self, found: Iterable[Value]) -> bool:
        """Whether all of it is there already, because an answer was lost."""
        return set(found) <= set(self.values)

    def missing(self) -> list[tuple[str, str]]:
        """Case and field of every value that nobody looked up yet."""
        there = {one.key for one in self.values}
        return [key for key in self._keys() if key not in there]

    def ensure_open(self) -> None:
        """Raises AlreadyRecorded."""
        if self.status == "recorded":
            raise AlreadyRecorded("It was recorded: correct the dip sample instead")

    def complete(self) -> Sheet:
        """The sheet as it is recorded. Raises AlreadyRecorded. NotAllLookedUp: some values are missing."""
        self.ensure_open()
        if missing := self.missing():
            raise NotAllLookedUp(
                f"{len(missing)} of {len(self.cases) * len(self.fields)} values are still to be looked up; what is not "
                "found is recorded as not found",
                fields={"values": [f"{field} of {case} is missing" for case, field in missing[:20]]},
            )
        return replace(self, status="recorded", version=self.version + 1)

    def part(self, proof: Proof) -> DipSample:
        """What was found, as a dip sample keeps it: an empty value is one that is missing."""
        number = {case: n for n, case in enumerate(self.cases, start=1)}
        items = (
            Item(
                field=one.field,
                in_data=one.in_data or "",
                in_record=one.in_record or "",
                agrees=one.alike if one.agrees is None else one.agrees,
                case=number[one.case],
                note=one.note,
            )
            for one in self.values
        )
        return DipSample(source=self.source, as_at=self.as_at, items=tuple(items), sample=proof)

    def against(self, yours: Sequence[Value]) -> Difference:
        """How these values differ from what stands on the sheet."""
        wanted = {one.key for one in yours}
        theirs = _document(one for one in self.values if one.key in wanted)
        changes = differing(_document(yours), theirs)
        return Difference(version=self.version, by=self.saved_by, at=self.saved_at, changes=changes)

    def _keys(self) -> list[tuple[str, str]]:
        return [(case, field) for case in self.cases for field in self.fields]


def ensure_sheet(fields: Sequence[str], cases: Sequence[str]) -> None:
    """Raises Invalid: no field twice, and no more values than one dip sample can hold."""
    if len(set(fields)) != len(fields):
        raise Invalid(fields={"fields": ["names a field twice"]})
    if not cases:
        raise Invalid(fields={"sample_id": ["is of a sample in which nothing was drawn"]})
    if len(cases) > MOST_CASES or len(cases) * len(fields) > MOST_VALUES:
        raise Invalid(
            fields={"fields": [f"are too many: at most {MOST_CASES} cases and {MOST_VALUES} values at once"]}
        )


def _ensure_of(found: Iterable[Value], cases: Sequence[str], fields: Sequence[str]) -> None:
    wrong = {}
    for n, one in enumerate(found):
        if one.case not in cases:
            wrong[f"values.{n}.case"] = ["was not drawn"]
        if one.field not in fields:
            wrong[f"values.{n}.field"] = [f"is none of {', '.join(fields)}"]
    if wrong:
        raise NotAsDrawn("A dip sample looks up what was drawn, and nothing else", fields=wrong)


def _ensure_sound(found: Sequence[Value]) -> None:
    wrong: dict[str, list[str]] = {}
    keys = [one.key for one in found]
    for n, one in enumerate(found):
        if one.key in keys[:n]:
            wrong[f"values.{n}"] = ["stands there twice"]
        if one.alike and one.agrees is False:
            wrong[f"values.{n}.agrees"] = ["the values are the same"]
        if one.agrees and not one.alike and not one.note:
            wrong[f"values.{n}.note"] = ["says why they agree although they are written differently"]
    if wrong:
        raise Invalid(fields=wrong)


def _document(values: Iterable[Value]) -> Mapping[str, Any]:
    found: dict[str, Any] = {}
    for one in values:
        said = {"in_data": one.in_data, "in_record": one.in_record, "agrees": one.agrees, "note": one.note}
        found.setdefault(one.case, {})[one.field] = said
    return found
