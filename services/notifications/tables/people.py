"""This service's own copy of the directory's people."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Row, Text, any_, literal, select
from sqlalchemy.dialects.postgresql import ARRAY

from services.notifications.domain import LEADERS, People, Person
from services.notifications.tables.definitions import person
from shared.db.unit import UnitOfWork


class PeopleStore:
    """Keeps people as the directory last told of them."""

    def __init__(self, uow: UnitOfWork) -> None:
        self.uow = uow

    def keep(self, rows: Sequence[tuple[Person, int]]) -> None:
        """Take each person at a sequence; an older one than is known changes nothing. One statement."""
        newest: dict[str, dict[str, Any]] = {}
        for someone, sequence in rows:
            if someone.id not in newest or newest[someone.id]["sequence"] < sequence:
                newest[someone.id] = {**_row(someone), "sequence": sequence}
        self.uow.upsert_many(person, [newest[key] for key in sorted(newest)], key=("id",), newer="sequence")

    def concerned(self, ids: Iterable[str]) -> People:
        """The people of a batch, and those who are told by their role. One statement."""
        wanted = sorted({key for key in ids if key})
        leads = person.c.roles.overlap(sorted(LEADERS))
        among = person.c.id == any_(literal(wanted, ARRAY(Text)))  # one text whatever the batch
        rows = self.uow.execute(select(person).where(among | leads)).all()
        people = [_person(row._mapping) for row in rows]
        return People(
            known={p.id: p for p in people}, leaders=[p for p in people if not LEADERS.isdisjoint(p.roles)]
        )

    def names(self, ids: Iterable[str]) -> dict[str, str]:
        rows: Sequence[Row[Any]] = self.uow.execute(
            select(person.c.id, person.c.name).where(person.c.id.in_(sorted(set(ids))))
        ).all()
        return {row.id: row.name for row in rows}


def _row(someone: Person) -> dict[str, Any]:
    row = {name: getattr(someone, name) for name in someone.__slots__}
    return {**row, "roles": sorted(someone.roles)}


def _person(row: Mapping[Any, Any]) -> Person:
    return Person(**{name: row[name] for name in Person.__slots__} | {"roles": frozenset(row["roles"])})
