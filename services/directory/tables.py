"""The directory's tables: the organisation as it stands, and every version it ever had."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    Index,
    Integer,
    MetaData,
    Row,
    Select,
    Table,
    Text,
    select,
    text,
    update,
)
from sqlalchemy.dialects.postgresql import ARRAY

from services.directory.domain import Organisation, Person, Unit
from shared.contracts.errors import NotFound
from shared.db.unit import UnitOfWork

metadata = MetaData()


def _unit_columns() -> list[Column[Any]]:
    return [
        Column("kind", Text, nullable=False),
        Column("name", Text, nullable=False),
        Column("parent", Text),
        Column("valid_from", Date, nullable=False),
        Column("valid_to", Date),
        Column("area", Text, nullable=False),
    ]


def _person_columns() -> list[Column[Any]]:
    return [
        Column("name", Text, nullable=False),
        Column("email", Text, nullable=False),
        Column("roles", ARRAY(Text), nullable=False),
        Column("service", Text),
        Column("team", Text),
        Column("line_manager", Text),
        Column("active", Boolean, nullable=False),
        Column("area", Text, nullable=False, info={"scope": "area"}),
    ]


def _history_columns() -> list[Column[Any]]:
    return [Column("recorded_on", Date, nullable=False), Column("superseded_on", Date)]


unit = Table(
    "unit",
    metadata,
    Column("code", Text, primary_key=True),
    Column("version", Integer, nullable=False),
    *_unit_columns(),
    Index("unit_parent", "parent"),
    comment="Areas, services and teams as they stand. Everybody may see the structure: it is not scoped.",
)
person = Table(
    "person",
    metadata,
    Column("id", Text, primary_key=True),
    Column("version", Integer, nullable=False),
    *_person_columns(),
    Index("person_area", "area", "id"),
)
unit_version = Table(
    "unit_version",
    metadata,
    Column("code", Text, primary_key=True),
    Column("version", Integer, primary_key=True),
    *_unit_columns(),
    *_history_columns(),
    Index("unit_version_current", "code", postgresql_where=text("superseded_on is null")),
)
person_version = Table(
    "person_version",
    metadata,
    Column("id", Text, primary_key=True),
    Column("version", Integer, primary_key=True),
    *_person_columns(),
    *_history_columns(),
    Index("person_version_current", "id", postgresql_where=text("superseded_on is null")),
)


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
        return Organisation(units={u.code: u for u in units}, people={p.id: p for p in people})

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


class DirectoryWork(UnitOfWork):
    """A unit of work of the directory."""

    @cached_property
    def organisation(self) -> OrganisationStore:
        return OrganisationStore(self)


def _page(query: Select[Any], key: Column[Any], after: str | None, limit: int) -> Select[Any]:
    query = query.where(key > after) if after else query
    return query.order_by(key).limit(limit)


def _unit(row: Row[Any]) -> Unit:
    return Unit(**row._mapping)


def _person(row: Row[Any]) -> Person:
    made = Person(**row._mapping)
    return replace(made, roles=tuple(made.roles))


def _row(item: Unit | Person) -> dict[str, Any]:
    return {name: getattr(item, name) for name in item.__slots__}
