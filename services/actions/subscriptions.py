"""What the actions react to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from services.actions import usecases
from shared.contracts.events.activities import ActivitySubmitted
from shared.contracts.events.directory import CoverChanged, PersonChanged
from shared.contracts.events.recorded import ActivityAmended, ActivityRecorded, RecordedState
from shared.contracts.events.reviews import ReviewCompleted
from shared.contracts.events.rules import RuleVersioned
from shared.inbox.handlers import Delivery, on

if TYPE_CHECKING:
    from services.actions.tables import ActionsWork


@on(RuleVersioned, ActivitySubmitted, ActivityRecorded, ActivityAmended, ReviewCompleted)
def open_actions(batch: Sequence[Delivery], uow: ActionsWork) -> None:
    """Open the actions that audits, observations, other recorded activities and reviews need (S22, S23).

    The rules by which they are due are kept first: within a batch a version counts, wherever in it it stands. A
    correction may ask for more; those that were asked for before are known by their findings.
    """
    usecases.keep_rules([each.event for each in batch if isinstance(each.event, RuleVersioned)], uow)
    told = [
        (each, each.event)
        for each in batch
        if isinstance(each.event, ActivitySubmitted | RecordedState | ReviewCompleted)
    ]
    usecases.open_actions(told, uow)


@on(PersonChanged)
def keep_people(batch: Sequence[Delivery], uow: ActionsWork) -> None:
    """Keep who is at work, so that the actions of who has left are found."""
    told = [(each.event, each.sequence) for each in batch if isinstance(each.event, PersonChanged)]
    usecases.keep_people(told, uow)


@on(CoverChanged)
def keep_cover(batch: Sequence[Delivery], uow: ActionsWork) -> None:
    """Keep who is away, so that actions that are due meanwhile are found."""
    told = [(each.event, each.sequence) for each in batch if isinstance(each.event, CoverChanged)]
    usecases.keep_cover(told, uow)


HANDLERS = (open_actions, keep_people, keep_cover)
