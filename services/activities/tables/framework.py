"""Versions of the framework, as rows that are only ever added."""

from __future__ import annotations

from dataclasses import asdict, fields

from sqlalchemy import select, text

from services.activities.domain.framework import Framework
from services.activities.tables.programme_schema import framework_version
from shared.db.unit import UnitOfWork

_OWN = tuple(framework_version.c[field.name] for field in fields(Framework))


class FrameworkStore:
    """Few rows, the same for all areas."""

    def __init__(self, uow: UnitOfWork) -> None:
        self.uow = uow

    def hold(self) -> None:
        """One new version at a time, so that each follows the one before."""
        self.uow.execute(text("SELECT pg_advisory_xact_lock(hashtext('activities.framework'))"))

    def all(self) -> list[Framework]:
        """Oldest first; there is always one."""
        query = select(*_OWN).order_by(framework_version.c.effective_from)
        return [Framework(**row._mapping) for row in self.uow.fetch(query)]

    def add(self, new: Framework) -> None:
        self.uow.add(framework_version, **asdict(new), recorded_by=self.uow.actor)
