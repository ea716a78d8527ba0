"""Recorded activities and kinds of external review, as rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import Row, Select, literal, or_, select, union_all
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.types import Text

from services.activities.domain.external_review import FRAMEWORK, ReviewType
from services.activities.domain.kind import KINDS
from services.activities.domain.practice_day import PracticeDay
from services.activities.domain.recorded import Recorded, Written
from services.activities.domain.visits import Held
from services.activities.domain.vocabulary import DIVISION
from services.activities.tables.recorded_schema import recorded_activity, recorded_version, review_type
from services.activities.tables.schema import activity
from shared.contracts.errors import NotFound
from shared.db.scope import Scope
from shared.db.unit import UnitOfWork

_SUMMARY = tuple(
    column for column in recorded_activity.c if column.name not in ("written", "part", "visit_id")
)


class RecordedStore:
    """Reads under the caller's areas, with what is about the whole division."""

    def __init__(self, uow: UnitOfWork) -> None:
        self.uow = uow

    def add(self, new: Recorded) -> None:
        """Queue a new one."""
        self.uow.add(recorded_activity, **_row(new))

    def save(self, before: Recorded, after: Recorded) -> None:
        """Put a correction or a withdrawal over what stood, and keep that. Raises Stale."""
        fixed = ("activity_id", "version", "kind", "area", "recorded_by", "recorded_at")
        values = {name: value for name, value in _row(after).items() if name not in fixed}
        self.uow.update(recorded_activity, {"activity_id": after.activity_id}, values, version=before.version)
        kept = {"activity_id": before.activity_id, "version": before.version, "document": before.document()}
        self.uow.add(recorded_version, **kept)

    def versions(self, activity_id: UUID) -> dict[int, Mapping[str, Any]]:
        """What stood before each change of an activity that was read before, by version."""
        query = select(recorded_version.c.version, recorded_version.c.document).where(
            recorded_version.c.activity_id == activity_id
        )
        return {row.version: row.document for row in self.uow.execute(query)}

    def fulfilling(self, visits: Sequence[UUID]) -> dict[UUID, Held]:
        """The practice day that fulfils each of these planned visits, of any area: a plan is the division's."""
        columns = recorded_activity.c
        query = select(columns.visit_id, columns.activity_id, columns.completed_on).where(
            columns.visit_id.in_(visits), columns.status == "recorded"
        )
        return {
            row.visit_id: Held(activity_id=row.activity_id, on=row.completed_on)
            for row in self.uow.execute(query)
        }

    def get(self, activity_id: UUID) -> Recorded:
        """Raises NotFound: none that the caller may see."""
        query = select(*_SUMMARY, recorded_activity.c.written, recorded_activity.c.part)
        found = self._seen(query.where(recorded_activity.c.activity_id == activity_id))
        if not found:
            raise NotFound("recorded activity", activity_id)
        return _recorded(found[0])

    def page(
        self, filters: Mapping[str, Any], *, tag: str | None, of: str | None, after: UUID | None, limit: int
    ) -> Sequence[Row[Any]]:
        """Summaries without narrative, oldest first. ``filters`` are columns and values; ``of`` is somebody who had a
        part in it."""
        columns, query = recorded_activity.c, select(*_SUMMARY)
        for name, value in filters.items():
            query = query.where(columns[name] == value) if value is not None else query
        query = query.where(columns.tags.contains([tag])) if tag else query
        if of:
            anybody = literal([of], ARRAY(Text))
            query = query.where(
                or_(
                    columns.led_by == of,
                    columns.practitioners.contains(anybody),
                    columns.colleagues.contains(anybody),
                )
            )
        query = query.where(columns.activity_id > after) if after else query
        return self._seen(query.order_by(columns.activity_id).limit(limit))

    def of_kind(self, kind: str, first: date, last: date, service: str | None) -> list[Recorded]:
        """All of a kind that stand and count in these months."""
        columns = recorded_activity.c
        query = select(*_SUMMARY, columns.written, columns.part).where(
            columns.kind == kind, columns.month.between(first, last), columns.status == "recorded"
        )
        query = query.where(columns.service == service) if service else query
        return [_recorded(row) for row in self._seen(query.order_by(columns.activity_id))]

    def known(self, ids: Sequence[UUID]) -> frozenset[UUID]:
        """Which of these are activities of any kind that stand and that the caller may see."""
        either = union_all(
            *(
                self.uow.scope.apply(
                    select(table.c.activity_id).where(
                        table.c.activity_id.in_(ids), table.c.status != "withdrawn"
                    )
                )
                for table in (activity, recorded_activity)
            )
        )
        return frozenset(self.uow.execute(either).scalars())

    def _seen(self, query: Select[Any]) -> Sequence[Row[Any]]:
        """The rows of the caller's areas and of the whole division, which everybody who may read at all may see."""
        areas = self.uow.scope.areas
        scope = Scope(areas | {DIVISION}) if areas else self.uow.scope
        return self.uow.execute(scope.apply(query)).all()


class ReviewTypeStore:
    """Kinds of external review; of the division, so not scoped. They are few."""

    def __init__(self, uow: UnitOfWork) -> None:
        self.uow = uow

    def add(self, new: ReviewType) -> bool:
        """False when somebody added one of this code or title at the same moment."""
        row = {"code": new.code, "title": new.title, "added_by": self.uow.actor}
        return self.uow.insert_many(review_type, [row], on_conflict="nothing") == 1

    def all(self) -> list[ReviewType]:
        """Those of the framework and those that were added, by code."""
        added = self.uow.execute(select(review_type.c.code, review_type.c.title))
        return sorted([*FRAMEWORK, *(ReviewType(**row._mapping) for row in added)], key=lambda one: one.code)


def _row(one: Recorded) -> dict[str, Any]:
    row = {name: getattr(one, name) for name in Recorded.__slots__}
    for name in ("practitioners", "colleagues", "cases", "tags"):
        row[name] = list(row[name])
    for name in ("written", "part"):
        row[name] = msgspec.to_builtins(row[name])
    return {**row, "visit_id": one.part.visit_id if isinstance(one.part, PracticeDay) else None}


def _recorded(row: Row[Any]) -> Recorded:
    own = {column.name: getattr(row, column.name) for column in _SUMMARY}
    for name in ("practitioners", "colleagues", "cases", "tags"):
        own[name] = tuple(own[name])
    return Recorded(
        **own,
        written=msgspec.convert(row.written, Written),
        part=msgspec.convert(row.part, KINDS[row.kind].part),
    )
