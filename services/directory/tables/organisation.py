"""The organisation as rows: as it stands, and as it stood."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Generic, TypeVar

from sqlalchemy import Column, ColumnElement, FromClause, Row, Select, Table, func, or_, select, text, update

from services.directory.domain import Holding, Organisation, Person, Unit
from services.directory.tables.schema import cover, holding, person, person_version, post, unit, unit_version
from shared.contracts.errors import NotFound
from shared.db.unit import UnitOfWork

T = TypeVar("T", Unit, Person)


@dataclass(frozen=True, slots=True)
class Recorded(Generic[T]):
    """A version, and the days between which it was the latest word."""

    version: T
    recorded_on: date
    superseded_on: date | None


class OrganisationStore:
    """Reads and writes the organisation whole; lists it in pages."""

    def __init__(self, uow: UnitOfWork) -> None:
        self.uow = uow

    def hold(self) -> None:
        """Let one change of the organisation happen at a time: its rules speak of all rows together."""
        self.uow.execute(text("SELECT pg_advisory_xact_lock(hashtext('directory.organisation'))"))

    def load(self) -> Organisation:
        """Everything, whatever the caller may see: rules hold across areas."""
        units = [_unit(row) for row in self.uow.execute(select(unit)).all()]
        people = [_person(row) for row in self.uow.execute(select(person)).all()]
        return Organisation(
            units={u.code: u for u in units}, people={p.id: p for p in people}, held=self._held()
        )

    def _held(self) -> dict[str, list[Holding]]:
        """Posts that people hold, and whom they act for, by person."""
        lines = holding.alias("lines")
        last = select(func.max(lines.c.starts)).where(lines.c.post == post.c.post).scalar_subquery()
        posts = select(holding.c.person, post.c.post.label("key"), post.c.title.label("name")).join_from(
            post, holding, (holding.c.post == post.c.post) & (holding.c.starts == last)
        )
        acting = select(cover.c.deputy, cover.c.cover_id, person.c.name).join_from(
            cover, person, person.c.id == cover.c.person
        )
        not_over = or_(
            cover.c.ends.is_(None), cover.c.ends >= func.greatest(cover.c.starts, self.uow.today())
        )
        held: dict[str, list[Holding]] = {}
        for row in self.uow.execute(posts.where(holding.c.person.is_not(None))).all():
            held.setdefault(row.person, []).append(Holding(kind="post", key=row.key, name=row.name))
        for row in self.uow.execute(acting.where(cover.c.deputy.is_not(None), not_over)).all():
            one = Holding(kind="deputy", key=str(row.cover_id), name=row.name)
            held.setdefault(row.deputy, []).append(one)
        return held

    def save(self, units: Sequence[Unit], people: Sequence[Person]) -> None:
        """Write new versions over the old and keep both in the history; four statements for each table at most."""
        self._write(unit, unit_version, "code", [_row(u) for u in units])
        self._write(person, person_version, "id", [_row(p) for p in people])

    def unit(self, code: str) -> Unit:
        """Raises NotFound."""
        row = self._one(select(unit).where(unit.c.code == code), code)
        if row is None:
            raise NotFound("unit", code)
        return _unit(row)

    def person(self, id: str) -> Person:
        """Raises NotFound, also for somebody outside the caller's areas."""
        row = self._one(select(person).where(person.c.id == id), id)
        if row is None:
            raise NotFound("person", id)
        return _person(row)

    def units(self, *, kind: str | None, parent: str | None, after: str | None, limit: int) -> list[Unit]:
        query = select(unit)
        for name, value in (("kind", kind), ("parent", parent)):
            query = query.where(unit.c[name] == value) if value else query
        return [_unit(row) for row in self.uow.fetch(_page(query, unit.c.code, after, limit))]

    def people(
        self, *, role: str | None, team: str | None, service: str | None, after: str | None, limit: int
    ) -> list[Person]:
        query = select(person)
        for name, value in (("team", team), ("service", service)):
            query = query.where(person.c[name] == value) if value else query
        query = query.where(person.c.roles.contains([role])) if role else query
        return [_person(row) for row in self.uow.fetch(_page(query, person.c.id, after, limit))]

    def units_on(
        self, on: date, *, kind: str | None, parent: str | None, after: str | None, limit: int
    ) -> list[Unit]:
        """The units that stood on a day that is over, as they were called and placed then.

        Whether one stood is what is known of it now; the first word about it holds for all days before it.
        """
        then, own = unit_version.alias("then"), unit_version.alias("own")
        same = own.c.code == then.c.code
        last = select(func.max(own.c.version)).where(same, _counts_from(own) <= on).scalar_subquery()
        first = select(func.min(own.c.version)).where(same).scalar_subquery()
        query = (
            select(then)
            .join(unit, unit.c.code == then.c.code)
            .where(then.c.version == func.coalesce(last, first))
            .where(unit.c.valid_from <= on, or_(unit.c.valid_to.is_(None), unit.c.valid_to >= on))
        )
        for name, value in (("kind", kind), ("parent", parent)):
            query = query.where(then.c[name] == value) if value else query
        return [_unit(row) for row in self.uow.fetch(_page(query, then.c.code, after, limit))]

    def people_on(
        self,
        on: date,
        *,
        role: str | None,
        team: str | None,
        service: str | None,
        after: str | None,
        limit: int,
    ) -> list[Person]:
        """People as they were on a day that is over; nobody who was not known for that day."""
        then, own = person_version.alias("then"), person_version.alias("own")
        known = (own.c.id == then.c.id) & (_counts_from(own) <= on)
        query = select(then).where(
            then.c.version == select(func.max(own.c.version)).where(known).scalar_subquery()
        )
        for name, value in (("team", team), ("service", service)):
            query = query.where(then.c[name] == value) if value else query
        query = query.where(then.c.roles.contains([role])) if role else query
        return [_person(row) for row in self.uow.fetch(_page(query, then.c.id, after, limit))]

    def unit_history(self, code: str) -> list[Recorded[Unit]]:
        """Every version of a unit, the latest first."""
        query = select(unit_version).where(unit_version.c.code == code)
        rows = self.uow.fetch(query.order_by(unit_version.c.version.desc()))
        return [Recorded(_unit(row), row.recorded_on, row.superseded_on) for row in rows]

    def person_history(self, id: str) -> list[Recorded[Person]]:
        """Every version of a person, the latest first, whatever the areas they have been in: whoever may see
        somebody now may see where they came from."""
        query = select(person_version).where(person_version.c.id == id)
        rows = self.uow.execute(query.order_by(person_version.c.version.desc())).all()
        return [Recorded(_person(row), row.recorded_on, row.superseded_on) for row in rows]

    def _one(self, query: Select[Any], key: str) -> Row[Any] | None:
        return self.uow.fetch_one(query) if key.isprintable() else None  # a NUL cannot even be asked for

    def _write(self, table: Table, history: Table, key: str, rows: list[dict[str, Any]]) -> None:
        if not rows:
            return
        rows.sort(key=lambda row: row[key])
        today = self.uow.today()
        self.uow.upsert_many(table, rows, key=(key,))
        keys = [row[key] for row in rows]
        superseded = history.c[key].in_(keys) & history.c.superseded_on.is_(None)
        self.uow.execute(update(history).where(superseded).values(superseded_on=today))
        self.uow.insert_many(history, [{**row, "recorded_on": today, "superseded_on": None} for row in rows])


def _page(query: Select[Any], key: Column[Any], after: str | None, limit: int) -> Select[Any]:
    query = query.where(key > after) if after else query
    return query.order_by(key).limit(limit)


def _counts_from(version: FromClause) -> ColumnElement[date]:
    """A version that an earlier release wrote counts from the day on which it was written down."""
    return func.coalesce(version.c.effective_on, version.c.recorded_on)


def _unit(row: Row[Any]) -> Unit:
    return Unit(**{name: row._mapping[name] for name in Unit.__slots__})


def _person(row: Row[Any]) -> Person:
    made = Person(**{name: row._mapping[name] for name in Person.__slots__})
    return replace(made, roles=tuple(made.roles))


def _row(item: Unit | Person) -> dict[str, Any]:
    return {name: getattr(item, name) for name in item.__slots__}
