"""A file as sheets of text cells, whether it is a CSV or an Excel workbook; told by how it begins, not by its name."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from shared.files.sheet import Sheet, UnreadableFile, csv_sheet
from shared.files.workbook import OLD_OR_LOCKED, WORKBOOK, sheets


def opened(stream: BinaryIO) -> Iterator[Sheet]:
    """The sheets of a workbook in its order, or the one of a CSV; the rows of each are read before the next.

    Raises, also while rows are read:
        UnreadableFile: neither a CSV nor a workbook that can be read.
    """
    start = stream.read(4)
    stream.seek(0)
    if start == OLD_OR_LOCKED:
        reason = "is a workbook of the old kind (.xls) or under a password; save it as .xlsx without one"
        raise UnreadableFile(reason)
    if start == WORKBOOK:
        yield from sheets(stream)
    else:
        yield csv_sheet(stream)
