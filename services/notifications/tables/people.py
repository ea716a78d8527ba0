"""This service's own copy of the directory's people."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import msgspec
from sqlalchemy import Row, Text, any_, literal, select
from sqlalchemy.dialects.postgresql import ARRAY

from services.notifications.domain import LEADERS, Cover, Days, People, Person
from services.notifications.tables.definitions import cover, person
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

    def keep_cover(self, rows: Sequence[tuple[str, int, list[Any], list[Any]]]) -> None:
        """Take who is away and who acts, the latest of each. One statement."""
        newest: dict[str, tuple[str, int, list[Any], list[Any]]] = {}
        for row in rows:
            if row[0] not in newest or newest[row[0]][1] < row[1]:
                newest[row[0]] = row
        names = ("person", "sequence", "away", "deputies")
        found = [newest[key] for key in sorted(newest)]
        self.uow.upsert_many(cover, found, key=("person",), newer="sequence", names=names)

    def concerned(self, ids: Iterable[str]) -> People:
        """The people of a batch, their line managers, and those who are told by their role, each with the days on
        which they are away. One statement."""
        wanted = sorted({key for key in ids if key})
        leads = person.c.roles.overlap(sorted(LEADERS))
        team = person.alias("team")
        batch = literal(wanted, ARRAY(Text))  # one text whatever the batch
        above = person.c.id.in_(select(team.c.line_manager).where(team.c.id == any_(batch)))
        source = person.outerjoin(cover, cover.c.person == person.c.id)
        query = select(person, cover.c.away, cover.c.deputies).select_from(source)
        rows = self.uow.execute(query.where((person.c.id == any_(batch)) | above | leads)).all()
        people = [_person(row._mapping) for row in rows]
        return People(
            known={p.id: p for p in people},
            leaders=[p for p in people if not LEADERS.isdisjoint(p.roles)],
            cover={row.id: _cover(row) for row in rows if row.away},
        )

    def names(self, ids: Iterable[str]) -> dict[str, str]:
        rows: Sequence[Row[Any]] = self.uow.execute(
            select(person.c.id, person.c.name).where(person.c.id.in_(sorted(set(ids))))
        ).all()
        return {row.id: row.name for row in rows}


def _row(someone: Person) -> dict[str, Any]:
    row = {name: getattr(someone, name) for name in someone.__slots__}
    return {**row, "roles": sorted(someone.roles)}


def _cover(row: Row[Any]) -> Cover:
    return Cover(
        away=tuple(msgspec.convert(row.away, list[Days])),
        deputies=tuple((one["deputy"], msgspec.convert(one, Days)) for one in row.deputies),
    )


def _person(row: Mapping[Any, Any]) -> Person:
    return Person(**{name: row[name] for name in Person.__slots__} | {"roles": frozenset(row["roles"])})
