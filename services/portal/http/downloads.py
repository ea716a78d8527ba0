"""A list as a CSV file for a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from flask import Response

BOM = "\ufeff"  # spreadsheets know UTF-8 by it
RISKY = ("=", "+", "-", "@", "\t", "\r")


def as_csv(name: str, heads: Sequence[str], rows: Iterable[Sequence[object]]) -> Response:
    """A file of that name. Text that a spreadsheet would take for a formula gets an apostrophe."""
    text = io.StringIO()
    text.write(BOM)
    writer = csv.writer(text)
    writer.writerow(heads)
    writer.writerows([_cell(value) for value in row] for row in rows)
    answer = Response(text.getvalue(), content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return answer


def _cell(value: object) -> object:
    text = "" if value is None else value
    return f"'{text}" if isinstance(text, str) and text.startswith(RISKY) else text
