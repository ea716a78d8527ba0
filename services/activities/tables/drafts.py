"""Drafts, as rows: each version sealed, none of a submitted activity."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import ColumnElement, Row, and_, delete, exists, false, func, or_, select, true

from services.activities.domain.draft import Draft
from services.activities.tables.schema import activity, draft, draft_version
from shared.db.unit import UnitOfWork
from shared.security.pseudonyms import Pseudonyms

RECENT = timedelta(days=1)
"""How long every version is kept; of older ones the last in each ten minutes."""

_auditor = func.coalesce(activity.c.auditor, draft.c.auditor)
_area = func.coalesce(activity.c.area, draft.c.area)
_WRITTEN = draft.join(
    draft_version,
    and_(draft_version.c.draft_id == draft.c.draft_id, draft_version.c.version == draft.c.version),
).outerjoin(activity, activity.c.activity_id == draft.c.draft_id)
_WHOLE = (
    select(
        draft.c.draft_id,
        draft.c.version,
        draft.c.kind,
        _auditor.label("auditor"),
        draft.c.began_at,
        draft.c.saved_at,
        draft_version.c.saved_by,
        activity.c.due_on,
        draft_version.c.content,
    )
    .select_from(_WRITTEN)
    .where(activity.c.submitted_on.is_(None))
)


class DraftStore:
    """The drafts of the caller, and with ``for_others`` everybody's of the caller's areas.

    A draft of an allocated audit is its present auditor's. One whose activity was submitted is gone from that commit
    on; ``sweep`` takes its rows away later, so that submitting costs no statement.
    """

    def __init__(self, uow: UnitOfWork, pseudonyms: Pseudonyms) -> None:
        self.uow = uow
        self._seals = pseudonyms

    def add(self, new: Draft, area: str | None) -> bool:
        """False when there is a draft of this id."""
        row = {
            name: getattr(new, name)
            for name in ("draft_id", "version", "kind", "auditor", "began_at", "saved_at")
        }
        if not self.uow.insert_many(draft, [row | {"area": area}], on_conflict="nothing"):
            return False
        self._keep(new)
        return True

    def save(self, before: Draft, after: Draft) -> None:
        """Raises Stale."""
        self.uow.update(
            draft, {"draft_id": after.draft_id}, {"saved_at": after.saved_at}, version=before.version
        )
        self._keep(after)

    def find(self, draft_id: UUID, *, for_others: bool) -> Draft | None:
        """The draft at its present version; None where there is none that the caller may see."""
        query = _WHOLE.where(draft.c.draft_id == draft_id, self._theirs(for_others))
        row = self.uow.execute(query).one_or_none()
        return self._draft(row) if row else None

    def page(self, auditor: str, *, for_others: bool, after: UUID | None, limit: int) -> list[Draft]:
        """One auditor's drafts, by id."""
        query = _WHOLE.where(_auditor == auditor, self._theirs(for_others))
        query = query.where(draft.c.draft_id > after) if after else query
        return [
            self._draft(row) for row in self.uow.execute(query.order_by(draft.c.draft_id).limit(limit)).all()
        ]

    def versions(self, draft_id: UUID) -> Sequence[Row[Any]]:
        """The versions that are kept, newest first, without their content."""
        columns = (draft_version.c.version, draft_version.c.saved_by, draft_version.c.saved_at)
        query = select(*columns).where(draft_version.c.draft_id == draft_id)
        return self.uow.execute(query.order_by(draft_version.c.version.desc())).all()

    def content(self, draft_id: UUID, version: int) -> Mapping[str, Any] | None:
        """What was written at a version; None where it is not kept."""
        query = select(draft_version.c.content).where(
            draft_version.c.draft_id == draft_id, draft_version.c.version == version
        )
        sealed = self.uow.execute(query).scalar()
        return self._opened(sealed) if sealed else None

    def remove(self, draft_id: UUID) -> None:
        """With all its versions."""
        self.uow.execute(delete(draft).where(draft.c.draft_id == draft_id))

    def sweep(self, now: datetime, kept: timedelta) -> None:
        """Take away what was submitted, what nobody saved for as long as ``kept``, and most of the old versions."""
        submitted = exists().where(
            activity.c.activity_id == draft.c.draft_id, activity.c.submitted_on.is_not(None)
        )
        self.uow.execute(delete(draft).where(or_(submitted, draft.c.saved_at < now - kept)))
        old = draft_version.alias()
        later = draft_version.alias()
        tens = [func.floor(func.extract("epoch", each.c.saved_at) / 600) for each in (old, later)]
        thinned = (
            select(old.c.draft_id, old.c.version)
            .join(later, and_(later.c.draft_id == old.c.draft_id, later.c.version > old.c.version))
            .where(old.c.saved_at < now - RECENT, tens[0] == tens[1])
        )
        keys = func.row(draft_version.c.draft_id, draft_version.c.version)
        self.uow.execute(delete(draft_version).where(keys.in_(thinned)))

    def _theirs(self, for_others: bool) -> ColumnElement[bool]:
        areas = self.uow.scope.areas
        within = true() if areas is None else _area.in_(sorted(areas))
        return or_(_auditor == self.uow.actor, within if for_others else false())

    def _keep(self, one: Draft) -> None:
        self.uow.add(
            draft_version,
            draft_id=one.draft_id,
            version=one.version,
            saved_by=one.saved_by,
            saved_at=one.saved_at,
            content=self._seals.seal_bytes(msgspec.json.encode(one.content)),
        )

    def _draft(self, row: Row[Any]) -> Draft:
        return Draft(**{**row._mapping, "content": self._opened(row.content)})

    def _opened(self, sealed: bytes) -> Mapping[str, Any]:
        found: Mapping[str, Any] = msgspec.json.decode(self._seals.open_bytes(sealed))
        return found
