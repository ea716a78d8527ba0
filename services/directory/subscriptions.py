"""What the directory hears: how much people hold in the other services, so that nobody leaves it behind unseen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, cast

from services.directory import usecases
from shared.contracts.events.work import ActionWorkHeld, ActivityWorkHeld, WorkHeld
from shared.contracts.registry import type_of
from shared.inbox.handlers import Delivery, on

if TYPE_CHECKING:
    from services.directory.tables import DirectoryWork


@on(ActivityWorkHeld, ActionWorkHeld)
def keep_work_elsewhere(batch: Sequence[Delivery], uow: DirectoryWork) -> None:
    """Keep the latest numbers of each person and service; one statement for a batch."""
    told = [(cast(WorkHeld, one.event), type_of(type(one.event)).source, one.sequence) for one in batch]
    usecases.keep_work_elsewhere(told, uow)


HANDLERS = (keep_work_elsewhere,)
