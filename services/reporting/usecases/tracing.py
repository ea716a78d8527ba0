"""From a figure to the facts and events under it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING
from uuid import UUID

from services.reporting.domain.counting import Key, contributions, month_of_facts
from services.reporting.domain.facts import Fact, Kind

if TYPE_CHECKING:
    from services.reporting.tables import ReportingWork

STRIDE = 500


def facts(kind: Kind, after: UUID | None, most: int, uow: ReportingWork) -> list[Fact]:
    """Facts of a kind by id, of the caller's areas."""
    return uow.facts.page(kind, after, most)


def trace(key: Key, after: tuple[str, UUID] | None, most: int, uow: ReportingWork) -> list[tuple[Fact, int]]:
    """The facts that one rollup counts, with what each adds; of the caller's areas."""
    found: list[tuple[Fact, int]] = []
    for fact in _candidates(key, after, uow):
        n = contributions(fact)[key]
        if n:
            found.append((fact, n))
            if len(found) == most:
                break
    return found


def _candidates(key: Key, after: tuple[str, UUID] | None, uow: ReportingWork) -> Iterator[Fact]:
    while page := uow.facts.of_month(month_of_facts(key), key.service, after, STRIDE):
        yield from (fact for fact in page if fact.area == key.area)
        after = (page[-1].kind, page[-1].id)
