"""A report's life: a draft may be made anew, a published one never changes, a correction is the next edition."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Literal
from uuid import UUID

from services.reporting.domain.disclosure import Cell, Protected
from shared.contracts.errors import Refusal, Withheld

MONTHLY = "monthly-qa"
KINDS = (MONTHLY,)
FORMATS = ("html", "pdf", "docx", "csv")


class AlreadyPublished(Refusal):
    """A published report is frozen. Make the month's report again: that is a correction, the next edition."""

    rule = "already-published"
    source = "S35"


class PartForTheWhole(Withheld):
    """A board's report is of all areas: whoever sees some would show a part for the whole."""

    rule = "all-areas"
    source = "S35"


class MonthNotOver(Refusal):
    """Before its month is over, a report would call overdue what is still due in time."""

    rule = "month-not-over"
    source = "S35"


@dataclass(frozen=True, slots=True)
class Told:
    """What a report tells its readers: each count it shows, and the names of those it withholds."""

    shown: Mapping[Cell, int]
    withheld: frozenset[Cell]


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """``model`` is the report in its canonical form and ``digest`` the SHA-256 of these bytes."""

    report_id: UUID
    kind: str
    month: date
    edition: int
    version: int
    made_at: datetime
    made_by: str
    model: str
    digest: str
    told: Told
    status: Literal["draft", "published"] = "draft"
    published_at: datetime | None = None
    published_by: str | None = None

    def made_anew(self, *, model: str, digest: str, told: Told, at: datetime, by: str) -> Report:
        """The draft with the figures of now.

        Raises:
            AlreadyPublished: it is no draft any more.
        """
        self._must_be_draft()
        return replace(self, model=model, digest=digest, told=told, made_at=at, made_by=by)

    def freeze(self, *, at: datetime, by: str) -> Report:
        """Freeze it.

        Raises:
            AlreadyPublished: it was frozen before.
        """
        self._must_be_draft()
        return replace(self, status="published", published_at=at, published_by=by)

    def _must_be_draft(self) -> None:
        if self.status == "published":
            raise AlreadyPublished(
                f"The report of {self.month:%B %Y}, edition {self.edition}, was published and never changes:"
                " make the month's report again to correct it"
            )


def told(seen: Protected, used: Iterable[Cell]) -> Told:
    """What a report tells: of the counts that it uses, those shown; and all that is withheld."""
    return Told({cell: seen.values[cell] for cell in used if cell not in seen.withheld}, seen.withheld)


def told_before(
    reports: Iterable[Told], values: Mapping[Cell, int]
) -> tuple[frozenset[Cell], frozenset[Cell]]:
    """What earlier publications withheld, and what they showed that still stands."""
    earlier = list(reports)
    withheld = frozenset(cell for one in earlier for cell in one.withheld if cell in values)
    shown = frozenset(cell for one in earlier for cell, n in one.shown.items() if values.get(cell) == n)
    return withheld - shown, shown
