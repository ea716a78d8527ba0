"""What must be handed over: open audits of people who have left, or are away when they are due (S07)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any
from uuid import UUID

from services.activities.domain.handover import LEFT, suspects, why_handed_over
from shared.observability.metrics import orphaned_work

if TYPE_CHECKING:
    from services.activities.tables import ActivitiesWork

AT_ONCE = 500
ALL = 100_000


def handovers(
    uow: ActivitiesWork, *, after: UUID | None = None, limit: int = ALL
) -> Iterator[tuple[Any, str]]:
    """Audits with ``left`` or ``away``, oldest first, at most ``limit``."""
    organisation, found = uow.organisation, 0
    while found < limit:
        rows = uow.handovers.page(lambda ids: suspects(ids, organisation), after=after, limit=AT_ONCE)
        for row in rows:
            why = why_handed_over(row.auditor, row.month, row.due_on or row.month, organisation)
            if why and found < limit:
                found += 1
                yield row, why
        if len(rows) < AT_ONCE:
            return
        after = rows[-1].activity_id


def count_orphaned(uow: ActivitiesWork) -> None:
    """The job: show how many open audits are of people who have left."""
    orphaned_work.labels("activities").set(sum(why == LEFT for _, why in handovers(uow)))
