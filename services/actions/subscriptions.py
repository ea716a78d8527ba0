"""What the actions react to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from services.actions import usecases
from shared.contracts.events.activities import ActivitySubmitted
from shared.contracts.events.recorded import ActivityRecorded
from shared.inbox.handlers import Delivery, on

if TYPE_CHECKING:
    from services.actions.tables import ActionsWork


@on(ActivitySubmitted, ActivityRecorded)
def open_actions(batch: Sequence[Delivery], uow: ActionsWork) -> None:
    """Open the actions that audits, observations and other recorded activities need (S22, S23)."""
    done = [
        (each, each.event) for each in batch if isinstance(each.event, ActivitySubmitted | ActivityRecorded)
    ]
    usecases.open_actions(done, uow)


HANDLERS = (open_actions,)
