"""The report model that every writer reads. It holds what is shown and nothing that is withheld."""

from __future__ import annotations

from datetime import date, datetime
from hashlib import sha256
from typing import Literal

import msgspec

WITHHELD = "c"
NOT_APPLICABLE = "z"


class Cell(msgspec.Struct, frozen=True, omit_defaults=True):
    """One value: as it is read, and as a number where there is one.

    ``mark`` is ``c`` withheld or ``z`` not applicable. Of unit ``text`` it is words.
    """

    text: str
    number: int | float | None = None
    unit: Literal["count", "percent", "score", "text"] = "count"
    mark: Literal["", "c", "z"] = ""


class Row(msgspec.Struct, frozen=True, omit_defaults=True):
    """A row's heading and its cells. ``total`` rows are set apart; ``group`` names what the row belongs to."""

    label: str
    cells: tuple[Cell, ...]
    total: bool = False
    group: str = ""


class Table(msgspec.Struct, frozen=True, tag="table"):
    """``key`` names the table in the CSV; ``columns`` are the headings after ``stub``, the rows' own."""

    key: str
    title: str
    stub: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    note: str = ""

    @property
    def words(self) -> bool:
        """Whether it says words, which are read from the left and need room."""
        return bool(self.rows) and all(cell.unit == "text" for row in self.rows for cell in row.cells)

    @property
    def withholds(self) -> bool:
        return any(cell.mark == WITHHELD for row in self.rows for cell in row.cells)


class Point(msgspec.Struct, frozen=True):
    """One bar or part of a bar."""

    label: str
    series: str
    value: int | float


class Chart(msgspec.Struct, frozen=True, tag="chart"):
    """A bar chart and, always under it, the table of its data. At most four series: more cannot be told apart.

    ``withheld`` are the (label, series) that have no bar, and are marked so.
    """

    title: str
    alt: str
    axis: str
    stacked: bool
    labels: tuple[str, ...]
    series: tuple[str, ...]
    points: tuple[Point, ...]
    withheld: tuple[tuple[str, str], ...]
    table: Table

    def __post_init__(self) -> None:
        if not 1 <= len(self.series) <= 4:
            raise ValueError("a chart has one to four series")
        if not self.alt:
            raise ValueError("a chart says in words what it shows")


class Narrative(msgspec.Struct, frozen=True, tag="narrative"):
    """Sentences in plain English: a paragraph each, or as a list."""

    sentences: tuple[str, ...]
    listed: bool = False


class Section(msgspec.Struct, frozen=True):
    title: str
    blocks: tuple[Narrative | Table | Chart, ...]


class Provenance(msgspec.Struct, frozen=True):
    """Where the figures come from: how many facts and events were counted, and when."""

    made_at: datetime
    made_by: str
    facts: int
    events: int
    withheld: int


class Report(msgspec.Struct, frozen=True):
    """``notice`` stands at the top of every document. ``edition`` counts corrections of the same month."""

    kind: str
    title: str
    month: date
    edition: int
    audience: str
    notice: str
    sections: tuple[Section, ...]
    provenance: Provenance


class Imprint(msgspec.Struct, frozen=True):
    """What a document says of itself: draft or published, and the digest of its report."""

    status: Literal["draft", "published"]
    digest: str
    published_at: datetime | None = None


def canonical(report: Report) -> bytes:
    """The one form of a report that its digest is taken of."""
    return msgspec.json.encode(report, order="sorted")


def digest(model: bytes) -> str:
    """SHA-256, in hexadecimal."""
    return sha256(model).hexdigest()


def read(model: bytes | str) -> Report:
    return msgspec.json.decode(model, type=Report)
