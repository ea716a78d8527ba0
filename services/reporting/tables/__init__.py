"""This service's tables and its unit of work."""

from __future__ import annotations

from functools import cached_property

from services.reporting.tables.facts import FactStore
from services.reporting.tables.reports import ReportStore
from services.reporting.tables.rollups import RollupStore
from services.reporting.tables.schema import metadata
from services.reporting.tables.units import UnitStore
from shared.db.unit import UnitOfWork

__all__ = ["ReportingWork", "metadata"]


class ReportingWork(UnitOfWork):
    """What a use case of reporting works with."""

    @cached_property
    def facts(self) -> FactStore:
        return FactStore(self)

    @cached_property
    def rollups(self) -> RollupStore:
        return RollupStore(self)

    @cached_property
    def units(self) -> UnitStore:
        return UnitStore(self)

    @cached_property
    def reports(self) -> ReportStore:
        return ReportStore(self)
