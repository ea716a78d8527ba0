"""The parts of audits that are made in stages, as rows that are only ever added."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

import msgspec
from sqlalchemy import ColumnElement, Date, cast, exists, literal, or_, select, union_all
from sqlalchemy.dialects.postgresql import JSONB

from services.activities.domain.activity import Activity
from services.activities.domain.parts import Body, Part
from services.activities.domain.vocabulary import AUDIT
from services.activities.tables.activities import OWN
from services.activities.tables.schema import activity, activity_change, audit_part
from shared.db.unit import UnitOfWork

_HANDED_ON = cast(literal('{"part": "handed_on"}'), JSONB)


class PartStore:
    """Parts by activity. Who may read them is asked of the activity."""

    def __init__(self, uow: UnitOfWork) -> None:
        self.uow = uow

    def add(self, activity_id: UUID, part: Part) -> None:
        """Queue a part."""
        self.uow.add(
            audit_part,
            activity_id=activity_id,
            version=part.version,
            part=part.name,
            by=part.by,
            on=part.on,
            body=part.body,
        )

    def began(self, activity_id: UUID) -> bool:
        """Whether any part was written."""
        found = select(exists().where(audit_part.c.activity_id == activity_id))
        return bool(self.uow.execute(found).scalar())

    def of(self, ids: Iterable[UUID]) -> Mapping[UUID, Sequence[Part]]:
        """All parts of these activities, oldest first, and between them when each was handed on; one statement."""
        wanted = list(ids)
        found: dict[UUID, list[Part]] = {one: [] for one in wanted}
        kept = audit_part.c
        parts = select(kept.activity_id, kept.version, kept.by, kept.on, kept.body)
        lines = activity_change.c
        moved = select(
            lines.activity_id, lines.version, lines.by, cast(lines.recorded_at, Date), _HANDED_ON
        ).where(lines.what == "reallocated", lines.activity_id.in_(wanted))
        both = union_all(parts.where(kept.activity_id.in_(wanted)), moved).order_by("version")
        for row in self.uow.execute(both):
            body = msgspec.convert(row.body, Body)
            found[row.activity_id].append(Part(version=row.version, by=row.by, on=row.on, body=body))
        return found

    def in_hand(self, *, decides: bool, after: UUID | None, limit: int) -> Sequence[Activity]:
        """Allocated audits that wait for the caller: as auditor, for their view, or for an answer if they decide."""
        me, its = self.uow.actor, audit_part.c.activity_id == activity.c.activity_id
        viewed = exists().where(its, audit_part.c.part.in_(("practitioner_view", "practitioner_absent")))
        mine = or_(activity.c.auditor == me, (activity.c.practitioner == me) & ~viewed)
        if decides:
            others = (activity.c.auditor != me) & activity.c.practitioner.is_distinct_from(me)
            mine = or_(mine, others & undecided())
        query = select(*OWN).where(activity.c.status == "allocated", activity.c.kind == AUDIT, mine)
        query = query.where(activity.c.activity_id > after) if after else query
        rows = self.uow.fetch(query.order_by(activity.c.activity_id).limit(limit))
        return [Activity(**row._mapping) for row in rows]


def undecided() -> ColumnElement[bool]:
    """An exemption is asked for, and since then nobody answered, the family was not heard, the audit not handed on."""
    asked, later, moved = audit_part.alias("asked"), audit_part.alias("later"), activity_change
    answered = exists().where(
        later.c.activity_id == asked.c.activity_id,
        later.c.version > asked.c.version,
        later.c.part.in_(("exemption_approved", "exemption_refused", "conversation")),
    )
    handed_on = exists().where(
        moved.c.activity_id == asked.c.activity_id,
        moved.c.version > asked.c.version,
        moved.c.what == "reallocated",
    )
    of_activity = asked.c.activity_id == activity.c.activity_id
    return exists().where(of_activity, asked.c.part == "exemption_asked", ~answered, ~handed_on)
