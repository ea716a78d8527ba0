"""Open audits by auditor."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Row, any_, literal, select
from sqlalchemy import Text as TextType
from sqlalchemy.dialects.postgresql import ARRAY

from services.activities.tables.activities import SUMMARY
from services.activities.tables.schema import activity
from shared.db.unit import UnitOfWork


class HandoverStore:
    """Reads under the caller's areas."""

    def __init__(self, uow: UnitOfWork) -> None:
        self.uow = uow

    def page(
        self,
        suspects: Callable[[Sequence[str]], Sequence[str]],
        *,
        after: UUID | None,
        limit: int,
    ) -> Sequence[Row[Any]]:
        """Allocated audits of those auditors, oldest first. Parameters: ``suspects`` picks from all who have any."""
        open_ = activity.c.status == "allocated"
        auditors = [row.auditor for row in self.uow.fetch(select(activity.c.auditor).where(open_).distinct())]
        among = any_(literal(list(suspects(auditors)), ARRAY(TextType)))
        query = select(*SUMMARY).where(open_, activity.c.auditor == among)
        query = query.where(activity.c.activity_id > after) if after else query
        return self.uow.fetch(query.order_by(activity.c.activity_id).limit(limit))
