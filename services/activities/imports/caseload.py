"""The caseload list: who holds which case, in which team. The council makes it itself.

A CSV with the columns case identifier, team, worker, from and to (blank while it lasts), in any
order, headed in one of the ways below. Dates are yyyy-mm-dd or dd/mm/yyyy. Statutory returns
carry neither team nor worker, and an auditor must be neither line manager nor team member of the
case's worker; a case that the list leaves out is still sampled by area.

Of two periods of one case that overlap by more than the day of handover, the later start counts
and the earlier row is refused.
"""

from __future__ import annotations

from datetime import date
from typing import BinaryIO

from services.activities.imports import values
from services.activities.imports.rows import CaseloadRow, ParsedCaseload, Rejection
from services.activities.imports.table import Layout, Record, Table, UnreadableTable

CASELOAD = Layout(
    name="caseload",
    headings={
        **dict.fromkeys(
            ("case identifier", "case", "case id", "identifier", "child", "child id", "lachildid"),
            "case identifier",
        ),
        **dict.fromkeys(("team", "team code"), "team"),
        **dict.fromkeys(("worker", "worker id", "social worker", "allocated worker"), "worker"),
        **dict.fromkeys(("from", "from date", "start", "start date", "valid from", "allocated from"), "from"),
        **dict.fromkeys(("to", "to date", "end", "end date", "valid to", "allocated to"), "to"),
    },
    required=("case identifier", "team", "worker", "from"),
)


def read(stream: BinaryIO, as_at: date) -> ParsedCaseload:
    """Read a caseload list that was true on `as_at`; later dates are refused."""
    try:
        table = Table(stream, CASELOAD)
        rows = [row for record in table if (row := _row(record, as_at))]
    except UnreadableTable as unreadable:
        return ParsedCaseload(rows=(), rejections=unreadable.rejections)
    overlaps = _overlaps(rows)
    table.rejections.extend(overlaps.values())
    table.rejections.sort(key=lambda rejection: rejection.row)
    return ParsedCaseload(
        rows=tuple(row for row in rows if row.row not in overlaps), rejections=tuple(table.rejections)
    )


def _row(record: Record, as_at: date) -> CaseloadRow | None:
    if not record.whole:
        return None

    def day(text: str) -> date:
        if not text:
            raise values.Wrong("is missing")
        return values.not_after(values.either_date(text), as_at)

    identifier = record.read("case identifier", values.identifier)
    team = record.read("team", values.identifier)
    worker = record.read("worker", values.identifier)
    from_ = record.read("from", day)
    to = record.read("to", day) if record.text("to") else None
    if from_ is not None and to is not None and to < from_:
        record.reject("to", "is before from")
    if record.refused or identifier is None or team is None or worker is None or from_ is None:
        return None
    return CaseloadRow(row=record.row, identifier=identifier, team=team, worker=worker, from_=from_, to=to)


def _overlaps(rows: list[CaseloadRow]) -> dict[int, Rejection]:
    """Refused rows by their number; the latest start of each case always stays."""
    following: dict[str, CaseloadRow] = {}
    refused: dict[int, Rejection] = {}
    for row in sorted(rows, key=lambda row: (row.from_, row.row), reverse=True):
        later = following.get(row.identifier)
        if later is not None and (row.from_ == later.from_ or row.to is None or row.to > later.from_):
            refused[row.row] = CASELOAD.reject(row.row, "to", f"overlaps line {later.row} of the same case")
        else:
            following[row.identifier] = row
    return refused
