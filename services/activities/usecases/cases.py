"""Looking at the sampling frame."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from services.activities.tables import ActivitiesWork


def cases(
    uow: ActivitiesWork, *, service: str | None, status: str | None, after: str | None, limit: int
) -> Sequence[Any]:
    """Cases by pseudonym with today's worker and team; no identifier."""
    return uow.cases.page(service=service, status=status, on=uow.today(), after=after, limit=limit)
