"""An Excel workbook (.xlsx) as sheets of text cells, whatever its size or ill will.

Values are those that Excel stored; no formula is worked out, no link followed, no macro looked at.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing
from datetime import date, datetime
from typing import Any, BinaryIO
from zipfile import BadZipFile, ZipFile

from openpyxl import load_workbook

from shared.files.sheet import Cells, Sheet, UnreadableFile

WORKBOOK = b"PK\x03\x04"
OLD_OR_LOCKED = b"\xd0\xcf\x11\xe0"
"""How .xls begins, and .xlsx under a password."""

MOST_BYTES = 64 << 20
MOST_PARTS = 1_000
MOST_ROWS = 1_048_576
"""As many as Excel has."""
MOST_COLUMNS = 1_000

CHUNK_BYTES = 65_536
LONGEST_TAG_BYTES = 16

_FORMULA = re.compile(rb"<(?:\w{1,8}:)?f[ />]")
_NEVER = object()
_NO_WORKBOOK = "is no workbook that can be read; save it as .xlsx"


def sheets(stream: BinaryIO) -> Iterator[Sheet]:
    """Each sheet in the workbook's order; its rows must be read before the next is asked for.

    Raises, also while rows are read:
        UnreadableFile: no .xlsx, under a password, damaged, or larger than any list that people keep.
    """
    with ExitStack() as opened:
        values = opened.enter_context(closing(_opened(stream, data_only=True)))
        # Only the formulas tell a blank cell from one that was never worked out. Reading them doubles the time.
        formulas = opened.enter_context(closing(_opened(stream))) if _holds_formulas(stream) else None
        epoch = values.epoch.date()
        for sheet in values.worksheets:
            yield Sheet(sheet.title, _rows(sheet, formulas[sheet.title] if formulas else None), epoch)


def _opened(stream: BinaryIO, *, data_only: bool = False) -> Any:
    _ensure_small(stream)
    try:
        return load_workbook(stream, read_only=True, data_only=data_only, keep_links=False)
    except Exception as error:  # a damaged workbook ends in nearly any error
        raise UnreadableFile(_NO_WORKBOOK) from error


def _ensure_small(stream: BinaryIO) -> None:
    """What is unpacked is never more than is announced: the library for archives stops there."""
    try:
        with ZipFile(stream) as archive:
            parts = archive.infolist()
    except (BadZipFile, ValueError, OSError) as error:
        raise UnreadableFile(_NO_WORKBOOK) from error
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_BYTES:
        raise UnreadableFile("unpacks to more than 64 megabytes or 1,000 parts, which no list does")


def _holds_formulas(stream: BinaryIO) -> bool:
    try:
        with ZipFile(stream) as archive:
            sheets = [name for name in archive.namelist() if "worksheets/" in name]
            return any(_FORMULA.search(chunk) for name in sheets for chunk in _overlapping(archive, name))
    except Exception as error:  # as above
        raise UnreadableFile(_NO_WORKBOOK) from error


def _overlapping(archive: ZipFile, name: str) -> Iterator[bytes]:
    with archive.open(name) as part:
        before = b""
        while chunk := part.read(CHUNK_BYTES):
            yield before + chunk
            before = chunk[-LONGEST_TAG_BYTES:]


def _rows(values: Any, formulas: Any | None) -> Iterator[tuple[int, Cells]]:
    for sheet in filter(None, (values, formulas)):
        sheet.reset_dimensions()  # they are only what the file says of itself
    given = map(_worked_out, values.rows, formulas.rows) if formulas else values.values
    try:
        for row, cells in enumerate(given, 1):
            if row > MOST_ROWS or len(cells) > MOST_COLUMNS:
                raise UnreadableFile(
                    "has more rows or columns than a list that people keep", min(row, MOST_ROWS)
                )
            yield row, [_text(value) for value in cells]
    except UnreadableFile:
        raise
    except Exception as error:  # as above
        raise UnreadableFile(_NO_WORKBOOK) from error


def _worked_out(cells: Sequence[Any], formulas: Sequence[Any]) -> list[Any]:
    """Values of a row. A formula whose result is an empty text is stored as one; without a result it is `_NEVER`."""
    return [
        _NEVER if cell.value is None and cell.data_type != "str" and formula.data_type == "f" else cell.value
        for cell, formula in zip(cells, formulas, strict=True)
    ]


def _text(value: Any) -> str | None:
    if value is _NEVER:
        return None
    if value is None:
        return ""
    if isinstance(value, datetime | date):
        return f"{value:%Y-%m-%d}"
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return str(value).strip()
