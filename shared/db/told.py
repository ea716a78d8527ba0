"""How much of each sort each person holds, as a service last told the others: only what changed is told again."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Column, Integer, MetaData, Table, Text, select
from sqlalchemy.dialects.postgresql import JSONB

from shared.db.unit import UnitOfWork

Counts = Mapping[str, int]


def work_told_table(metadata: MetaData) -> Table:
    """One row for each person who ever held anything."""
    return Table(
        "work_told",
        metadata,
        Column("person", Text, primary_key=True),
        Column("sequence", Integer, nullable=False),
        Column("held", JSONB, nullable=False, comment="numbers by sort of work"),
        comment="How much each person holds, as others were last told.",
    )


def changed_since_told(
    table: Table, held: Mapping[str, Counts], uow: UnitOfWork
) -> list[tuple[str, int, dict[str, int]]]:
    """Keep what differs, in one statement; returns person, sequence and counts of those who are to be told of."""
    before = {row.person: row for row in uow.execute(select(table))}
    changed = []
    for person in sorted({*before, *held}):
        row, now = before.get(person), dict(held.get(person, {}))
        if now != (row.held if row else {}):
            changed.append((person, row.sequence + 1 if row else 1, now))
    uow.upsert_many(table, changed, key=("person",), newer="sequence", names=("person", "sequence", "held"))
    return changed
