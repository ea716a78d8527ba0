"""What other systems call the activities that they delivered."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from sqlalchemy import func, select, text

from services.activities.domain.reference import Referred
from services.activities.tables.schema import activity, activity_reference
from shared.db.unit import UnitOfWork

LOCK = text("SELECT pg_advisory_xact_lock(hashtext('activities.reference ' || :system))")


class ReferenceStore:
    """Asked of one system at a time; no area narrows it, because the references are the system's own."""

    def __init__(self, uow: UnitOfWork) -> None:
        self.uow = uow

    def known(self, system: str, references: Collection[str]) -> dict[str, Referred]:
        """What these references name already. Other deliveries of the system wait until this one is committed."""
        if not references:
            return {}
        self.uow.execute(LOCK, {"system": system})
        of = activity_reference.c
        query = (
            select(of.reference, of.activity_id, activity.c.version, of.digest)
            .join_from(activity_reference, activity, activity.c.activity_id == of.activity_id)
            .where(of.system == system, of.reference == func.any(list(references)))
        )
        rows = self.uow.execute(query).all()
        return {row.reference: Referred(row.activity_id, row.version, bytes(row.digest)) for row in rows}

    def add(self, system: str, references: Mapping[str, Referred]) -> None:
        """Queue what these references name from now on."""
        for reference, referred in references.items():
            self.uow.add(
                activity_reference,
                system=system,
                reference=reference,
                activity_id=referred.activity_id,
                digest=referred.digest,
            )
