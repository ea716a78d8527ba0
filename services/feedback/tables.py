"""The feedback's tables: what was said, and this service's own copies of activities and services."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any
from uuid import UUID
from weakref import WeakKeyDictionary

from sqlalchemy import (
    Column,
    Date,
    DateTime,
    Index,
    Integer,
    MetaData,
    Row,
    Select,
    SmallInteger,
    Table,
    Text,
    Uuid,
    case,
    literal,
    select,
    text,
    tuple_,
)

from services.feedback.domain import Feedback
from shared.contracts.errors import NotFound
from shared.contracts.events.activities import ActivitySubmitted
from shared.contracts.events.directory import UnitChanged
from shared.contracts.events.recorded import RecordedState
from shared.db.database import Database
from shared.db.unit import UnitOfWork

metadata = MetaData()

feedback = Table(
    "feedback",
    metadata,
    Column("feedback_id", Uuid, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("kind", Text, nullable=False),
    Column("voice", Text, nullable=False),
    Column("area", Text, nullable=False, info={"scope": "area"}),
    Column("service", Text, nullable=False),
    Column("team", Text),
    Column("activity_id", Uuid),
    Column("received_on", Date, nullable=False),
    Column("rating", SmallInteger),
    Column("stage", SmallInteger),
    Column(
        "words", Text, nullable=False, comment="May name people: shown one at a time, and to whom is kept."
    ),
    Column("due_on", Date),
    Column("latest_on", Date),
    Column("recorded_by", Text, nullable=False),
    Column("recorded_at", DateTime(timezone=True), nullable=False),
    Column("outcome", Text),
    Column("concluded_on", Date),
    Column("concluded_by", Text),
    Column("learning", Text),
    Index("feedback_received", "received_on", "feedback_id"),
    Index("feedback_activity", "activity_id", postgresql_where=text("activity_id IS NOT NULL")),
    Index("feedback_clock", "due_on", postgresql_where=text("due_on IS NOT NULL")),
)
known_activity = Table(
    "known_activity",
    metadata,
    Column("activity_id", Uuid, primary_key=True),
    Column("sequence", Integer, nullable=False),
    Column("area", Text, nullable=False),
    Column("service", Text, nullable=False),
    comment="Submitted activities, from events. Not scoped: it only says whether a link holds.",
)
known_service = Table(
    "known_service",
    metadata,
    Column("code", Text, primary_key=True),
    Column("sequence", Integer, nullable=False),
    Column("area", Text, nullable=False),
    comment="The area of each service, from events.",
)

_link = case(
    (feedback.c.activity_id.is_(None), "none"),
    (known_activity.c.activity_id.is_(None), "unverified"),
    (known_activity.c.service == feedback.c.service, "verified"),
    else_="other_service",
).label("link")
_COLUMNS = tuple(feedback.columns)
_FIXED = frozenset({"feedback_id", "version", "link"})


class FeedbackStore:
    """Reads and writes feedback. Whether a link holds is worked out at each reading, so no event can come late."""

    def __init__(self, uow: UnitOfWork) -> None:
        self.uow = uow

    def add(self, new: Feedback) -> None:
        """Queue it for the commit."""
        row = asdict(new)
        del row["link"]
        self.uow.add(feedback, **row)

    def get(self, feedback_id: UUID) -> Feedback:
        """Raises NotFound, also outside the caller's areas."""
        row = self.uow.fetch_one(_reading().where(feedback.c.feedback_id == feedback_id))
        if row is None:
            raise NotFound("feedback", feedback_id)
        return _feedback(row)

    def save(self, changed: Feedback) -> Feedback:
        """Write feedback that was read at its version. Raises Stale when somebody else was first."""
        values = {name: value for name, value in asdict(changed).items() if name not in _FIXED}
        self.uow.update(feedback, {"feedback_id": changed.feedback_id}, values, version=changed.version)
        return replace(changed, version=changed.version + 1)

    def page(
        self,
        *,
        limit: int,
        after: tuple[date, UUID] | None,
        overdue_on: date | None = None,
        link: str | None = None,
        **equal: Any,
    ) -> list[Feedback]:
        """Newest first. ``equal`` narrows columns; a None narrows nothing."""
        columns = feedback.c
        query = _reading().order_by(columns.received_on.desc(), columns.feedback_id.desc()).limit(limit)
        for name, value in equal.items():
            query = query.where(columns[name] == value) if value is not None else query
        if overdue_on is not None:
            concluded = columns.concluded_on.is_not(None) & (columns.concluded_on <= overdue_on)
            query = query.where(columns.due_on < overdue_on, ~concluded)
        if link is not None:
            query = query.where(_link == link)
        if after is not None:
            query = query.where(
                tuple_(columns.received_on, columns.feedback_id) < tuple_(*map(literal, after))
            )
        return [_feedback(row) for row in self.uow.fetch(query)]


class ActivityStore:
    """Which activities there are."""

    def __init__(self, uow: UnitOfWork) -> None:
        self.uow = uow

    def know(self, activities: Sequence[tuple[int, ActivitySubmitted | RecordedState]]) -> None:
        """Take in their newest state, at their sequence; older than known is ignored. One statement."""
        rows: list[dict[str, Any]] = [
            {"activity_id": one.activity_id, "sequence": sequence, "area": one.area, "service": one.service}
            for sequence, one in activities
        ]
        rows.sort(key=lambda row: row["activity_id"])
        self.uow.upsert_many(known_activity, rows, key=("activity_id",), newer="sequence")


@dataclass(slots=True)
class _Remembered:
    areas: dict[str, str]
    at: float


_remembered: WeakKeyDictionary[Database, _Remembered] = WeakKeyDictionary()
REMEMBERED_S = 30.0


class ServiceStore:
    """The area of each service. A few rows, kept in memory so that a capture reads nothing."""

    def __init__(self, uow: UnitOfWork) -> None:
        self.uow = uow

    def area_of(self, code: str) -> str | None:
        """None for no service. A service's move to another area is seen within half a minute, a new one at once."""
        known = _remembered.get(self.uow.database)
        if known is None or code not in known.areas or time.monotonic() - known.at > REMEMBERED_S:
            known = self._read()
        return known.areas.get(code)

    def know(self, units: Sequence[tuple[int, UnitChanged]]) -> None:
        """Take in their newest state, at their sequence; older than known is ignored. One statement."""
        rows: list[dict[str, Any]] = [
            {"code": one.unit_id, "sequence": sequence, "area": one.area} for sequence, one in units
        ]
        rows.sort(key=lambda row: row["code"])
        self.uow.upsert_many(known_service, rows, key=("code",), newer="sequence")

    def _read(self) -> _Remembered:
        """Beside the unit of work, so that its commit can still be shared."""
        with self.uow.database.engine.connect() as connection:
            rows = connection.execute(select(known_service.c.code, known_service.c.area))
            known = _Remembered({row.code: row.area for row in rows}, time.monotonic())
        _remembered[self.uow.database] = known
        return known


class FeedbackWork(UnitOfWork):
    """A unit of work of the feedback."""

    @cached_property
    def feedback(self) -> FeedbackStore:
        return FeedbackStore(self)

    @cached_property
    def activities(self) -> ActivityStore:
        return ActivityStore(self)

    @cached_property
    def services(self) -> ServiceStore:
        return ServiceStore(self)


def _reading() -> Select[Any]:
    joined = feedback.outerjoin(known_activity, known_activity.c.activity_id == feedback.c.activity_id)
    return select(*_COLUMNS, _link).select_from(joined)


def _feedback(row: Row[Any]) -> Feedback:
    return Feedback(**row._mapping)
