"""Events that reporting counts: all of them, but for people, whom no figure names."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from services.reporting.domain.folding import SAYS
from services.reporting.usecases import projecting
from shared.contracts.civil import civil_date
from shared.contracts.events.directory import UnitChanged
from shared.inbox import Delivery, on

if TYPE_CHECKING:
    from services.reporting.tables import ReportingWork


@on(*SAYS)
def project(batch: Sequence[Delivery], uow: ReportingWork) -> None:
    """Fold a batch into facts and rollups; repeats were dropped by the inbox."""
    projecting.project(((one.event, one.sequence, one.id) for one in batch), uow)


@on(UnitChanged)
def keep_units(batch: Sequence[Delivery], uow: ReportingWork) -> None:
    """Keep the names and places of areas, services and teams."""
    told = ((one.event, one.sequence, civil_date(one.time)) for one in batch)
    projecting.keep_units(told, uow)  # type: ignore[arg-type]


HANDLERS = (project, keep_units)
