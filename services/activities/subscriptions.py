"""What the activities service reacts to: the organisation, so that it knows who is independent of whom."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from services.activities import usecases
from shared.contracts.events.directory import CoverChanged, PersonChanged, UnitChanged
from shared.inbox.handlers import Delivery, on

if TYPE_CHECKING:
    from services.activities.tables import ActivitiesWork


@on(UnitChanged)
def keep_units(batch: Sequence[Delivery], uow: ActivitiesWork) -> None:
    """Keep areas, services and teams; one statement for a batch."""
    usecases.keep_units(
        [(each.event, each.sequence) for each in batch if isinstance(each.event, UnitChanged)], uow
    )


@on(PersonChanged)
def keep_people(batch: Sequence[Delivery], uow: ActivitiesWork) -> None:
    """Keep who works where, under whom; one statement for a batch."""
    usecases.keep_people(
        [(each.event, each.sequence) for each in batch if isinstance(each.event, PersonChanged)], uow
    )


@on(CoverChanged)
def keep_cover(batch: Sequence[Delivery], uow: ActivitiesWork) -> None:
    """Keep who is away and who acts for them; one statement for a batch."""
    usecases.keep_cover(
        [(each.event, each.sequence) for each in batch if isinstance(each.event, CoverChanged)], uow
    )


HANDLERS = (keep_units, keep_people, keep_cover)
