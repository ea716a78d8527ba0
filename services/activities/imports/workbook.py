"""An Excel workbook (.xlsx) as sheets of text cells, whatever its size or ill will.

Values are those that Excel stored; no formula is worked out, no link followed, no macro looked at.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import date, datetime
from typing import Any, BinaryIO
from zipfile import BadZipFile, ZipFile

from openpyxl import load_workbook

from services.activities.imports.sheet import Cells, Sheet, UnreadableFile

WORKBOOK = b"PK\x03\x04"
OLD_OR_LOCKED = b"\xd0\xcf\x11\xe0"
"""How .xls begins, and .xlsx under a password."""

MOST_BYTES = 100_000_000
MOST_PARTS = 1_000
MOST_ROWS = 1_048_576
"""As many as Excel has."""
MOST_COLUMNS = 1_000

_NO_WORKBOOK = "is no workbook that can be read; save it as .xlsx"


def sheets(stream: BinaryIO) -> Iterator[Sheet]:
    """Each sheet in the workbook's order; its rows must be read before the next is asked for.

    Raises, also while rows are read:
        UnreadableFile: no .xlsx, under a password, damaged, or larger than any list of children.
    """
    _measure(stream)
    with closing(_opened(stream, data_only=True)) as values, closing(_opened(stream)) as formulas:
        epoch = values.epoch.date()
        for sheet in values.worksheets:
            yield Sheet(sheet.title, _rows(sheet, formulas[sheet.title]), epoch)


def _measure(stream: BinaryIO) -> None:
    """What is unpacked is never more than is announced: the library for archives stops there."""
    try:
        with ZipFile(stream) as archive:
            parts = archive.infolist()
    except (BadZipFile, ValueError, OSError) as error:
        raise UnreadableFile(_NO_WORKBOOK) from error
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_BYTES:
        reason = "unpacks to more than 100 megabytes or 1,000 parts, which no case list does"
        raise UnreadableFile(reason)


def _opened(stream: BinaryIO, *, data_only: bool = False) -> Any:
    stream.seek(0)
    try:
        return load_workbook(stream, read_only=True, data_only=data_only, keep_links=False)
    except Exception as error:  # a damaged workbook ends in nearly any error
        raise UnreadableFile(_NO_WORKBOOK) from error


def _rows(values: Any, formulas: Any) -> Iterator[tuple[int, Cells]]:
    for sheet in (values, formulas):
        sheet.reset_dimensions()  # they are only what the file says of itself
    try:
        for row, (cells, asked) in enumerate(zip(values.rows, formulas.rows, strict=False), 1):
            if row > MOST_ROWS or len(cells) > MOST_COLUMNS:
                raise UnreadableFile("has more rows or columns than a case list", min(row, MOST_ROWS))
            yield row, [_text(cell, formula) for cell, formula in zip(cells, asked, strict=False)]
    except UnreadableFile:
        raise
    except Exception as error:  # as above
        raise UnreadableFile(_NO_WORKBOOK) from error


def _text(cell: Any, formula: Any) -> str | None:
    value = cell.value
    if value is None:
        # A formula whose result is an empty text is stored as one; any other stores nothing when never worked out.
        return None if formula.data_type == "f" and cell.data_type != "str" else ""
    if isinstance(value, datetime | date):
        return value.strftime("%Y-%m-%d") if value.year > 999 else str(value)
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return str(value).strip()
