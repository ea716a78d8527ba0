"""What happened to activities, as rows that are only ever added."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any
from uuid import UUID

from sqlalchemy import Row, exists, select

from services.activities.domain.history import CONCERN, CONTESTED, Change
from services.activities.tables.schema import activity, activity_change
from shared.contracts.difference import Difference, Differing
from shared.db.unit import UnitOfWork

_LINE = [column for column in activity_change.c if column.name != "activity_id"]

_FIELD = {"reallocated": "auditor", "extended": "due_on"}  # what a line changes


class HistoryStore:
    """Lines of history. Who may read them is asked of the activity."""

    def __init__(self, uow: UnitOfWork) -> None:
        self.uow = uow

    def add(self, activity_id: UUID, change: Change) -> None:
        """Queue a line."""
        self.uow.add(activity_change, activity_id=activity_id, **asdict(change))

    def contested(self, activity_id: UUID) -> bool:
        """Whether the auditor contested how it was moderated."""
        lines = (activity_change.c.activity_id == activity_id) & (activity_change.c.what == CONTESTED)
        return bool(self.uow.execute(select(exists().where(lines))).scalar())

    def lines(self, activity_id: UUID) -> list[Change]:
        """What was done to an activity after it came to be, oldest first."""
        query = select(*_LINE).where(activity_change.c.activity_id == activity_id)
        rows = self.uow.execute(query.order_by(activity_change.c.version))
        return [Change(**row._mapping) for row in rows]

    def of(self, activity_id: UUID) -> list[Change]:
        """All lines, oldest first. What was recorded at once has its first told by the activity itself."""
        found = self.lines(activity_id)
        recorded = select(activity.c.recorded_by, activity.c.recorded_at).where(
            activity.c.activity_id == activity_id, activity.c.sample_id.is_(None)
        )
        first = self.uow.fetch_one(recorded)
        if first is not None:
            found.insert(
                0,
                Change(
                    version=1,
                    what="submitted",
                    by=first.recorded_by,
                    recorded_at=first.recorded_at,
                    before=None,
                    after="submitted",
                ),
            )
        return found


def changed(lines: Sequence[Row[Any]]) -> Difference | None:
    """What these lines, oldest first, changed together: for whoever read the activity before them.

    A line that left the status as it was tells of something written, by its own name; a concern is not told.
    """
    fields: dict[str, Differing] = {}
    told = [line for line in lines if line.what != CONCERN]
    for line in told:
        if line.before == line.after:
            fields[line.what] = Differing(field=line.what, was=None, yours=None, theirs="written")
            continue
        name = _FIELD.get(line.what, "status")
        was = fields[name].was if name in fields else line.before
        fields[name] = Differing(field=name, was=was, yours=was, theirs=line.after)
    if not told:
        return None
    last = told[-1]
    return Difference(version=last.version, by=last.by, at=last.recorded_at, changes=list(fields.values()))
