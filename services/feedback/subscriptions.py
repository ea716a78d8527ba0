"""What the feedback reacts to: it keeps its own copies of what it must know."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from services.feedback import usecases
from shared.contracts.events.activities import ActivitySubmitted
from shared.contracts.events.directory import UnitChanged
from shared.contracts.events.recorded import ActivityAmended, ActivityRecorded
from shared.inbox.handlers import Delivery, on

if TYPE_CHECKING:
    from services.feedback.tables import FeedbackWork


@on(ActivitySubmitted, ActivityRecorded, ActivityAmended)
def know_activities(batch: Sequence[Delivery], uow: FeedbackWork) -> None:
    """Remember which activities there are, so that links to them can be verified."""
    usecases.know_activities([(each.sequence, each.event) for each in batch], uow)  # type: ignore[misc]


@on(UnitChanged)
def know_units(batch: Sequence[Delivery], uow: FeedbackWork) -> None:
    """Remember which area a service belongs to (S01)."""
    said = [(each.sequence, each.event) for each in batch if isinstance(each.event, UnitChanged)]
    usecases.know_units(said, uow)


HANDLERS = (know_activities, know_units)
