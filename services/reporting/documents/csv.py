"""Tidy CSV: one row per value, and beside each value what report it is of."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from services.reporting.documents.model import Cell, Chart, Imprint, Report, Table

MEDIA_TYPE = "text/csv; charset=utf-8"
COLUMNS = (
    "report",
    "month",
    "edition",
    "status",
    "notice",
    "section",
    "table",
    "table_title",
    "row_group",
    "row",
    "is_total",
    "column",
    "value",
    "unit",
    "symbol",
    "made_at",
    "sha256",
)


def write(report: Report, imprint: Imprint) -> bytes:
    """``value`` is empty where ``symbol`` says why: c withheld, z not applicable; of unit ``text`` it is words. UTF-8
    with a mark, for Excel."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    before = (report.kind, f"{report.month:%Y-%m}", report.edition, imprint.status, _plain(report.notice))
    after = (report.provenance.made_at.isoformat(timespec="seconds"), imprint.digest)
    for section in report.sections:
        for block in section.blocks:
            table = block.table if isinstance(block, Chart) else block
            if isinstance(table, Table):
                writer.writerows((*before, section.title, *row, *after) for row in _values(table))
    return out.getvalue().encode("utf-8-sig")


def _values(table: Table) -> Iterator[tuple[str, ...]]:
    for row in table.rows:
        for column, cell in zip(table.columns, row.cells, strict=True):
            yield (
                table.key,
                table.title,
                _plain(row.group),
                _plain(row.label),
                "true" if row.total else "false",
                column,
                _plain(cell.text) if cell.unit == "text" else _number(cell),
                cell.unit,
                cell.mark,
            )


def _number(cell: Cell) -> str:
    if cell.number is None:
        return ""
    return f"{cell.number:g}" if cell.unit != "count" else f"{cell.number:.0f}"


def _plain(text: str) -> str:
    """A spreadsheet must not take a name for a formula."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text
