"""Many rows in one statement, with every type of value that the services keep."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from uuid import uuid4

import pytest
from sqlalchemy import (
    ARRAY,
    Boolean,
    Column,
    Date,
    DateTime,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    Uuid,
)
from sqlalchemy import select as select_
from sqlalchemy.dialects.postgresql import JSONB

from shared.db.database import Database
from shared.db.scope import Scope
from shared.db.unit import UnitOfWork

metadata = MetaData()
thing = Table(
    "thing",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("area", Text, info={"scope": "area"}),
    Column("n", Integer),
    Column("version", Integer),
    Column("yes", Boolean),
    Column("on", Date),
    Column("at", DateTime(timezone=True)),
    Column("raw", LargeBinary),
    Column("body", JSONB),
    Column("ids", ARRAY(Uuid)),
    Column("words", ARRAY(Text)),
)


def made(database: Callable[..., Database]) -> Database:
    one = database()
    with one.engine.begin() as connection:
        metadata.create_all(connection)
    return one


def row(**other: object) -> dict[str, object]:
    return {
        "id": uuid4(), "area": "early-help", "n": 1, "version": 1, "yes": True, "on": date(2025, 9, 1),
        "at": datetime(2025, 9, 1, 12, tzinfo=UTC), "raw": b"\x00\xff", "body": {"é": [1, None, 'q"']},
        "ids": [uuid4(), uuid4()], "words": ['a "b", c', "back\\slash", "{x}", ""], **other,
    }  # fmt: skip


def test_every_type_survives(database: Callable[..., Database]) -> None:
    one = made(database)
    rows = [row(), row(n=None, yes=None, on=None, at=None, raw=None, body=None, ids=None, words=None)]
    with one.work(UnitOfWork) as uow:
        assert uow.insert_many(thing, rows) == 2
        uow.commit()
    with one.work(UnitOfWork) as uow:
        found = {found.id: dict(found._mapping) for found in uow.fetch(select_(thing))}
    assert found == {one["id"]: one for one in rows}


def test_an_upsert_adds_and_ignores_what_is_older(database: Callable[..., Database]) -> None:
    one, first = made(database), row(n=5, version=2)
    with one.work(UnitOfWork) as uow:
        uow.insert_many(thing, [first])
        assert uow.upsert_many(thing, [{**first, "n": 3, "version": 3}], key=("id",), add=("n",)) == 1
        assert uow.upsert_many(thing, [{**first, "n": 9, "version": 2}], key=("id",), newer="version") == 0
        found = uow.fetch_one(select_(thing.c.n, thing.c.version))
        assert found is not None
        assert tuple(found) == (8, 3)


def test_insert_new_tells_what_was_not_there(database: Callable[..., Database]) -> None:
    one, old, new = made(database), row(), row()
    with one.work(UnitOfWork) as uow:
        uow.insert_many(thing, [old])
        assert uow.insert_new(thing, [old, new], returning="id") == [new["id"]]


def test_reads_are_narrowed_to_the_areas(database: Callable[..., Database]) -> None:
    one = made(database)
    with one.work(UnitOfWork) as uow:
        uow.insert_many(thing, [row(), row(area="safeguarding")])
        uow.commit()
    for areas, seen in ((None, 2), ({"early-help"}, 1), (set(), 0)):
        with one.work(UnitOfWork, scope=Scope(None if areas is None else frozenset(areas))) as uow:
            assert len(uow.fetch(select_(thing))) == seen
            other = thing.alias("other")
            join = select_(thing.c.id, other.c.id).select_from(
                thing.join(other, thing.c.area == other.c.area)
            )
            assert len(uow.fetch(join)) == seen
            assert len(uow.fetch(select_(other))) == seen


def test_a_scoped_table_cannot_escape_in_a_subquery() -> None:
    inner = select_(thing.c.id).subquery()
    with pytest.raises(ValueError, match="inside a subquery"):
        Scope(frozenset({"early-help"})).apply(select_(inner))
    assert Scope(None).apply(select_(inner)) is not None
