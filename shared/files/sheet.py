"""A table of text cells, of a CSV file or of one sheet of a workbook."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import BinaryIO

from shared.files.text import NoText, lines

Cells = Sequence[str | None]
"""Text without the blanks around it; dates are yyyy-mm-dd. None is a formula whose result is not in the file."""

EPOCH = date(1899, 12, 30)
"""Day 0 of Excel's calendar, from March 1900 on."""


class UnreadableFile(ValueError):
    """The file cannot be taken at all; the text says why. Row 0 is the whole of it."""

    def __init__(self, reason: str, row: int = 0) -> None:
        super().__init__(reason)
        self.row = row


@dataclass(frozen=True, slots=True)
class Sheet:
    """Rows with the numbers that a person sees beside them. `name` is None of a CSV, whose lines are all as long
    as the heading; `epoch` is day 0 of dates that are written as bare numbers.
    """

    name: str | None
    rows: Iterator[tuple[int, Cells]]
    epoch: date = EPOCH


def csv_sheet(stream: BinaryIO) -> Sheet:
    """A CSV file, parted by commas, or by tabs as Excel's "Unicode text" is.

    Raises:
        UnreadableFile: no text; while rows are read, no well-formed CSV.
    """
    try:
        given = lines(stream)
    except NoText as unreadable:
        raise UnreadableFile(str(unreadable)) from unreadable
    return Sheet(None, _rows(given))


def _rows(given: Iterator[str]) -> Iterator[tuple[int, Cells]]:
    first = next(given, "")
    parted = csv.reader(_again(first, given), delimiter="\t" if "\t" in first else ",", strict=True)
    row = 1
    try:
        for cells in parted:
            yield row, [cell.strip() for cell in cells]
            row = parted.line_num + 1
    except csv.Error as error:
        raise UnreadableFile(f"is no well-formed CSV: {error}", row) from error


def _again(first: str, rest: Iterator[str]) -> Iterator[str]:
    yield first
    yield from rest
