"""What people hold in the other services, as these tell it (S02)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from services.directory.tables import DirectoryWork
    from shared.contracts.events.work import WorkHeld


def keep_work_elsewhere(told: Iterable[tuple[WorkHeld, str, int]], uow: DirectoryWork) -> None:
    """Keep event, service and sequence; what is older than what is kept changes nothing."""
    newest: dict[tuple[str, str], tuple[str, str, int, dict[str, int]]] = {}
    for event, service, sequence in told:
        key = event.person_id, service
        if key not in newest or newest[key][2] < sequence:
            newest[key] = (*key, sequence, event.held)
    uow.elsewhere.keep([newest[key] for key in sorted(newest)])


def work_elsewhere(person: str, uow: DirectoryWork) -> list[dict[str, Any]]:
    """Service, sort of work and how much of it, of somebody whom the caller may see. Raises NotFound."""
    uow.organisation.person(person)
    return uow.elsewhere.of(person)
