"""Facts in the database."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, get_args
from uuid import UUID

import msgspec
from sqlalchemy import Row, Select, or_, select, tuple_

from services.reporting.domain.facts import (
    Action,
    Activity,
    Fact,
    Feedback,
    Kind,
    Notification,
    Plan,
    Recorded,
    Review,
    State,
    Theme,
)
from services.reporting.domain.vocabulary import ALL as DIVISION
from services.reporting.tables.schema import fact
from shared.db.scope import Scope

if TYPE_CHECKING:
    from shared.db.unit import UnitOfWork

STATES: dict[Kind, type[State]] = dict(
    zip(
        get_args(Kind), (Activity, Plan, Action, Feedback, Notification, Recorded, Review, Theme), strict=True
    )
)
KEY = ("kind", "id")


class FactStore:
    """Facts by kind and id. Everything that writes takes them in one order, so that two batches never deadlock."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._uow = uow

    def insert_new(self, facts: Sequence[Fact]) -> set[UUID]:
        """Insert those that are not there yet; returns their ids. Waits for a batch that inserts the same ones."""
        return set(self._uow.insert_new(fact, [_row(one) for one in facts], returning="id"))

    def locked(self, kinds: Iterable[Kind], ids: Iterable[UUID]) -> list[Fact]:
        """Existing facts, kept from change by others until the commit."""
        found = (
            select(fact)
            .where(fact.c.kind.in_(sorted(set(kinds))), fact.c.id.in_(list(ids)))
            .order_by(fact.c.kind, fact.c.id)
            .with_for_update()
        )
        return [_fact(row) for row in self._uow.execute(found)]

    def replace(self, facts: Sequence[Fact]) -> None:
        """Overwrite facts that were locked before."""
        self._uow.upsert_many(fact, [_row(one) for one in facts], key=KEY)

    def page(self, kind: Kind, after: UUID | None, most: int) -> list[Fact]:
        """Facts of a kind that the caller may see, by id."""
        found = select(fact).where(fact.c.kind == kind).order_by(fact.c.id).limit(most)
        if after is not None:
            found = found.where(fact.c.id > after)
        return [_fact(row) for row in self._uow.fetch(found)]

    def of_month(self, month: date, service: str, after: tuple[str, UUID] | None, most: int) -> list[Fact]:
        """Facts of one service and month that the caller may see, by kind and id."""
        found = select(fact).where(fact.c.month == month, fact.c.service == service)
        if after is not None:
            found = found.where(tuple_(fact.c.kind, fact.c.id) > tuple_(*after))
        return [_fact(row) for row in self._uow.fetch(found.order_by(fact.c.kind, fact.c.id).limit(most))]

    def themes(self, first: date, last: date) -> list[Fact]:
        """Those that are set for one of these months: the division's, and of services those in the caller's areas."""
        ends, areas = fact.c.state["ends"].astext, self._uow.scope.areas
        found = select(fact).where(
            fact.c.kind == "theme", fact.c.month <= last, or_(ends.is_(None), ends >= f"{first}")
        )
        scope = Scope(areas | {DIVISION}) if areas else self._uow.scope
        return [_fact(row) for row in self._uow.execute(scope.apply(found.order_by(fact.c.id)))]

    def every(self, month: date | None = None) -> Iterator[Fact]:
        """All facts (of a month), a few thousand at a time."""
        found: Select[Any] = select(fact).execution_options(yield_per=2000)
        if month is not None:
            found = found.where(fact.c.month == month)
        for row in self._uow.execute(found):
            yield _fact(row)


def _row(one: Fact) -> dict[str, Any]:
    return {
        "kind": one.kind,
        "id": one.id,
        "sequence": one.sequence,
        "area": one.area,
        "service": one.service,
        "team": one.team,
        "month": one.month,
        "state": one.state,
        "events": one.events,
    }


def _fact(row: Row[Any]) -> Fact:
    return Fact(
        kind=row.kind,
        id=row.id,
        sequence=row.sequence,
        area=row.area,
        service=row.service,
        team=row.team,
        month=row.month,
        state=msgspec.convert(row.state, STATES[row.kind]),
        events=tuple(row.events),
    )
