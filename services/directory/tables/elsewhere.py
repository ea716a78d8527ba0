"""What people hold in other services, as rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select

from services.directory.tables.schema import work_elsewhere
from shared.db.unit import UnitOfWork

_NAMES = ("person", "service", "sequence", "held")


class ElsewhereStore:
    """Numbers alone. Who may read them is asked of the person."""

    def __init__(self, uow: UnitOfWork) -> None:
        self.uow = uow

    def keep(self, rows: Sequence[tuple[str, str, int, Mapping[str, int]]]) -> None:
        """One statement; a row older than what is kept changes nothing."""
        self.uow.upsert_many(work_elsewhere, rows, key=("person", "service"), newer="sequence", names=_NAMES)

    def of(self, person: str) -> list[dict[str, Any]]:
        """By service and sort."""
        rows = self.uow.execute(select(work_elsewhere).where(work_elsewhere.c.person == person))
        return [
            {"service": row.service, "what": what, "number": number}
            for row in sorted(rows, key=lambda row: row.service)
            for what, number in sorted(row.held.items())
        ]
