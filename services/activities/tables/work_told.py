"""How much of each sort each person holds, as others were last told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sqlalchemy import select

from services.activities.tables.schema import work_told
from shared.db.unit import UnitOfWork

Counts = Mapping[str, int]


class WorkToldStore:
    """One row for each person who ever held anything."""

    def __init__(self, uow: UnitOfWork) -> None:
        self.uow = uow

    def keep(self, held: Mapping[str, Counts]) -> Iterator[tuple[str, int, Counts]]:
        """Keep what differs, in one statement; returns person, sequence and counts of those who are to be told of."""
        before = {row.person: row for row in self.uow.execute(select(work_told))}
        changed = []
        for person in sorted({*before, *held}):
            row, now = before.get(person), dict(held.get(person, {}))
            if now != (row.held if row else {}):
                changed.append((person, row.sequence + 1 if row else 1, now))
        names = ("person", "sequence", "held")
        self.uow.upsert_many(work_told, changed, key=("person",), newer="sequence", names=names)
        return iter(changed)
