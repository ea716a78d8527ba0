"""One table of an organisation's file, with its heading checked and its rows in the order of the columns."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from services.directory.domain import Fault, Person, Unit
from shared.files.opening import opened
from shared.files.sheet import Cells, UnreadableFile

T = TypeVar("T", Unit, Person)


@dataclass(slots=True)
class Reading(Generic[T]):
    """What a file holds. ``items`` has every row, wrong ones too, so that others may refer to them."""

    file: str
    items: list[tuple[int, T]] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    readable: bool = True

    def wrong(self, row: int, name: str, reason: str) -> None:
        self.faults.append(Fault(file=self.file, row=row, field=name, reason=reason))

    def unreadable(self, row: int, name: str, reason: str) -> None:
        self.wrong(row, name, reason)
        self.readable = False


def fill(
    reading: Reading[T],
    content: bytes,
    required: Sequence[str],
    optional: Sequence[str],
    make: Callable[[int, Mapping[str, str]], T],
) -> None:
    """Read the table of this name: a CSV, or in a workbook the sheet that is called like the file.

    A workbook of one sheet may call it as it likes.
    """
    try:
        rows = _table(reading.file, content)
    except UnreadableFile as error:
        reading.unreadable(error.row, "file", str(error))
        return
    header = _heading(reading, rows[0][1] if rows else [], required, optional)
    if reading.readable:
        for row, cells in rows[1:]:
            if any(cell != "" for cell in cells):
                reading.items.append((row, make(row, _named(reading, row, header, cells))))


def _table(name: str, content: bytes) -> list[tuple[int, Cells]]:
    others: list[list[tuple[int, Cells]]] = []
    titles = []
    for sheet in opened(io.BytesIO(content)):
        rows = list(sheet.rows)
        if sheet.name is None:
            return rows
        if sheet.name.strip().lower() == name:
            return _squared(rows)
        others.append(rows)
        titles.append(f"'{sheet.name}'")
    if len(others) != 1:
        raise UnreadableFile(f"has no sheet called '{name}', only {', '.join(titles)}")
    return _squared(others[0])


def _squared(rows: list[tuple[int, Cells]]) -> list[tuple[int, Cells]]:
    """Rows of a sheet as wide as its heading: a workbook keeps blank cells, or leaves them out, as it likes."""
    told = [(row, _trimmed(cells)) for row, cells in rows]
    width = len(told[0][1]) if told else 0
    return [(row, [*cells, *[""] * (width - len(cells))]) for row, cells in told]


def _trimmed(cells: Cells) -> Cells:
    end = len(cells)
    while end and cells[end - 1] == "":
        end -= 1
    return cells[:end]


def _heading(
    reading: Reading[T], written: Cells, required: Iterable[str], optional: Iterable[str]
) -> list[str]:
    header = [cell or "" for cell in written]
    if not any(header):
        reading.unreadable(0, "file", "the file is empty")
        return header
    known = {*required, *optional}
    for name in dict.fromkeys(header):
        if name not in known:
            reading.unreadable(1, name, "unknown column")
        elif header.count(name) > 1:
            reading.unreadable(1, name, "the column is there twice")
    for name in required:
        if name not in header:
            reading.unreadable(1, name, "the column is missing")
    return header


def _named(reading: Reading[T], row: int, header: Sequence[str], cells: Cells) -> dict[str, str]:
    """The cells by their column; what is wrong with any of them is noted."""
    if len(cells) != len(header):
        reading.wrong(row, "file", f"{len(cells)} cells where the header has {len(header)}")
    named = dict.fromkeys(header, "")
    for name, value in zip(header, cells, strict=False):
        if value is None:
            reading.wrong(row, name, "a formula whose result is not in the file; save it in Excel first")
        elif not value.isprintable():
            reading.wrong(row, name, "a character that cannot be printed")
        named[name] = value or ""
    return named
