"""Ofsted's Annex A: list 6 (children in need), 7 (child protection plans) and 8 (children looked after).

One list as a CSV, or a workbook with any of them; sheets that hold something else are passed over
and named. A list is told by its columns, not by its name. Each list says for itself when a period
began and ended. A child is one case: looked after before on a plan before in need, of the periods
that are open; a child with none open is closed by the period that ended last. What other lists of
the file say has ended goes with the case (`CaseRow.ended`).

The row number is Excel's; in a CSV the line. A child with a refused row still counts by an open
one, but is never closed on what is left. When a list lacks a column nothing of the file is taken.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import BinaryIO

from services.activities.imports.annex_a_lists import CASE_LISTS, TAKEN, CaseList
from services.activities.imports.annex_a_sheet import (
    Period,
    ReadList,
    decisive,
    find_heading,
    read_rows,
    wrong_columns,
)
from services.activities.imports.places import STATUTORY_PLACES, Places
from services.activities.imports.rows import CaseRow, Parsed, PassedOver, Rejection, Scheme
from shared.files.opening import opened
from shared.files.sheet import Sheet, UnreadableFile


def read(
    files: Mapping[str, BinaryIO], as_at: date | None, *, today: date, places: Places = STATUTORY_PLACES
) -> Parsed:
    """Read `files["file"]`, a CSV or a workbook.

    `as_at` is the day the lists speak of, `today` when absent: they do not say it themselves.
    """
    known_until = as_at or today
    found = _Lists(known_until)
    try:
        for sheet in opened(files["file"]):
            found.take(sheet)
        found.ensure_any()
    except UnreadableFile as unreadable:
        rejection = Rejection(row=unreadable.row, field="file", reason=str(unreadable))
        return Parsed(
            rows=(), rejections=(rejection,), as_at=known_until, passed_over=tuple(found.passed_over)
        )
    rows = [] if found.wrong_headings else list(_cases(found.lists, places))
    rejections = found.wrong_headings or [
        rejection
        for one in found.lists.values()
        for rejection in sorted(one.rejections, key=lambda rejection: rejection.row)
    ]
    return Parsed(
        rows=tuple(rows),
        rejections=tuple(rejections),
        as_at=known_until,
        passed_over=tuple(found.passed_over),
    )


@dataclass(slots=True)
class _Lists:
    """What the sheets gave so far."""

    known_until: date
    lists: dict[Scheme, ReadList] = field(default_factory=dict)
    wrong_headings: list[Rejection] = field(default_factory=list)
    passed_over: list[PassedOver] = field(default_factory=list)

    def take(self, sheet: Sheet) -> None:
        row, heading, kind = find_heading(sheet)
        if not isinstance(kind, CaseList):
            looks = f"looks like {kind}" if kind else "has no heading of a list of Annex A"
            if sheet.name is None:
                raise UnreadableFile(f"{looks}; {TAKEN}")
            self.passed_over.append(PassedOver(sheet=sheet.name, reason=looks))
            return
        wrong = wrong_columns(heading, kind)
        if (before := self.lists.get(kind.scheme)) is not None:
            wrong = [("sheet", f"is {kind}, as is the sheet {before.sheet}")]
        self.wrong_headings += [
            Rejection(row=row, field=column, reason=reason, sheet=sheet.name) for column, reason in wrong
        ]
        if wrong:
            self.lists.setdefault(kind.scheme, ReadList(kind, sheet.name))
        else:
            self.lists[kind.scheme] = read_rows(sheet, heading, kind, self.known_until)

    def ensure_any(self) -> None:
        if not self.lists:
            raise UnreadableFile(f"holds no list that is taken; {TAKEN}")


def _cases(lists: Mapping[Scheme, ReadList], places: Places) -> Iterator[CaseRow]:
    """One row a child, in the order of the lists."""
    in_order = [lists[kind.scheme] for kind in CASE_LISTS if kind.scheme in lists]
    for child in dict.fromkeys(child for one in in_order for child in one.periods):
        periods = [(one, period) for one in in_order if (period := decisive(one, child))]
        still_open = [(one, period) for one, period in periods if period.ended is None]
        if still_open:
            chosen, period = still_open[-1]  # the lists come from the least to the most serious
        elif any(child in one.unsure for one in in_order):
            continue
        else:
            chosen, period = max(periods, key=lambda pair: pair[1].ended or date.min)
        ended = {
            one.kind.scheme
            for one, other in periods
            if other.ended is not None and one is not chosen and child not in one.unsure
        }
        yield _case(child, chosen, period, [other for _, other in periods], frozenset(ended), places)


def _case(
    child: str,
    chosen: ReadList,
    period: Period,
    all_: list[Period],
    ended: frozenset[Scheme],
    places: Places,
) -> CaseRow:
    """The case of one child; what the chosen row leaves blank is taken from the others."""
    rows = [period, *all_]
    place = places[chosen.kind.scheme]
    return CaseRow(
        row=period.row,
        sheet=chosen.sheet,
        identifier=child,
        area=place.area,
        service=place.service,
        opened_on=period.began,
        closed_on=period.ended,
        birth_date=next((one.born for one in rows if one.born), None),
        sex=next((one.sex for one in rows if one.sex), None),
        ethnicity=next((one.ethnicity for one in rows if one.ethnicity), None),
        scheme=chosen.kind.scheme,
        died_on=next((one.ended for one in rows if one.died), None),
        ended=ended,
    )
