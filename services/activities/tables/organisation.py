"""The own copy of the organisation, and what the capture path knows by heart: that, rules, audit tools and themes."""

from __future__ import annotations

import threading
import time
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple
from uuid import UUID
from weakref import WeakKeyDictionary

import msgspec
from sqlalchemy import Connection, Row, func, select

from services.activities.domain.cover import Cover, Days
from services.activities.domain.organisation import Organisation, Person, Unit
from services.activities.domain.rules import RuleBook
from services.activities.domain.serving import Aim
from services.activities.domain.toolbox import Toolbox
from services.activities.tables.aims import load_aims
from services.activities.tables.programme_schema import regulatory_theme, spotlight, theme
from services.activities.tables.rules import load_book
from services.activities.tables.schema import cover, person, rule_version, tool_version, unit
from services.activities.tables.tools import load_tools
from shared.db.database import Database
from shared.db.unit import UnitOfWork

EVERY_S = 1.0
_RISES = (
    unit.c.sequence,
    person.c.sequence,
    cover.c.sequence,
    tool_version.c.version,
    theme.c.version,
    spotlight.c.version,
    regulatory_theme.c.version,
)
Stamp = tuple[int, ...]


class OrganisationStore:
    """Keeps what the directory told, the latest of each."""

    def __init__(self, uow: UnitOfWork) -> None:
        self.uow = uow

    def keep_units(self, rows: Sequence[Mapping[str, Any]]) -> int:
        """One statement; a row older than what is kept changes nothing."""
        return self.uow.upsert_many(unit, _latest(rows, "code"), key=("code",), newer="sequence")

    def keep_cover(self, rows: Sequence[Mapping[str, Any]]) -> int:
        """One statement; a row older than what is kept changes nothing."""
        return self.uow.upsert_many(cover, _latest(rows, "person"), key=("person",), newer="sequence")

    def keep_people(self, rows: Sequence[Mapping[str, Any]]) -> int:
        """One statement; a row older than what is kept changes nothing."""
        return self.uow.upsert_many(person, _latest(rows, "id"), key=("id",), newer="sequence")


def _latest(rows: Sequence[Mapping[str, Any]], key: str) -> list[Mapping[str, Any]]:
    """The newest row of each key, in the order of the keys, so that two batches cannot deadlock."""
    newest: dict[str, Mapping[str, Any]] = {}
    for row in rows:
        if row[key] not in newest or newest[row[key]]["sequence"] < row["sequence"]:
            newest[row[key]] = row
    return [newest[name] for name in sorted(newest)]


class Known(NamedTuple):
    organisation: Organisation
    rules: RuleBook
    toolbox: Toolbox
    aims: Mapping[UUID, Aim]


class Snapshot:
    """Organisation, rules, audit tools and themes of one database in memory. Once a second it asks what changed.

    A capture that needs nothing else from the database then shares its commit with others; it may judge by what
    was known a second ago, as it may by an event that has not arrived.
    """

    def __init__(self, database: Database) -> None:
        self._engine = database.engine
        self._lock = threading.Lock()
        self._checked = float("-inf")
        self._stamp: Stamp = ()
        self._known: Known | None = None

    def known(self) -> Known:
        """Never older than EVERY_S, unless another thread is refreshing it at this moment."""
        known = self._known
        if known is not None and time.monotonic() - self._checked < EVERY_S:
            return known
        if not self._lock.acquire(blocking=known is None):
            return known  # type: ignore[return-value]  # blocking whenever there is none
        try:
            return self._refreshed()
        finally:
            self._lock.release()

    def _refreshed(self) -> Known:
        if self._known is None or time.monotonic() - self._checked >= EVERY_S:
            with self._engine.connect() as connection:
                stamp = _stamp(connection)
                if self._known is None or stamp != self._stamp:
                    self._known = Known(
                        _load(connection),
                        load_book(connection),
                        load_tools(connection),
                        load_aims(connection),
                    )
                    self._stamp = stamp
            self._checked = time.monotonic()
        return self._known


_snapshots: WeakKeyDictionary[Database, Snapshot] = WeakKeyDictionary()
_guard = threading.Lock()


def snapshot_of(database: Database) -> Snapshot:
    found = _snapshots.get(database)
    if found is None:
        with _guard:
            found = _snapshots.setdefault(database, Snapshot(database))
    return found


def _stamp(connection: Connection) -> Stamp:
    """Counts and sums of what rises with every change of a row that is never taken away, so that any change shows.
    Versions of rules are only ever added."""
    sums = [
        select(function).scalar_subquery()
        for rises in _RISES
        for function in (func.count(rises), func.coalesce(func.sum(rises), 0))
    ]
    sums.append(select(func.count(rule_version.c.version)).scalar_subquery())
    return tuple(int(value) for value in connection.execute(select(*sums)).one())


def _load(connection: Connection) -> Organisation:
    names = ("code", "kind", "parent", "valid_from", "valid_to")
    units = [Unit(**row._mapping) for row in connection.execute(select(*(unit.c[name] for name in names)))]
    people = [
        Person(
            id=row.id,
            roles=frozenset(row.roles),
            area=row.area,
            service=row.service,
            team=row.team,
            line_manager=row.line_manager,
            active=row.active,
        )
        for row in connection.execute(select(person))
    ]
    return Organisation(units, people, {row.person: _cover(row) for row in connection.execute(select(cover))})


def _cover(row: Row[Any]) -> Cover:
    return Cover(
        away=tuple(msgspec.convert(row.away, list[Days])),
        deputies=tuple((one["deputy"], msgspec.convert(one, Days)) for one in row.deputies),
    )
