"""A concern for a child's safety, that the head of service is told of at once (sector practice, Kent)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from services.activities.domain.activity import Activity
from services.activities.domain.history import CONCERN, Change
from services.activities.domain.moderation_events import concern_raised
from services.activities.domain.reasons import Reason, ensure_reason
from services.activities.domain.vocabulary import CONCERNS
from services.activities.usecases.identity import identifier_of
from shared.contracts.identifiers import ensure_anonymous

if TYPE_CHECKING:
    from services.activities.tables import ActivitiesWork


@dataclass(frozen=True, slots=True, kw_only=True)
class RaiseConcern:
    """Whatever version the activity is at, and however it stands: a concern does not wait for that."""

    activity_id: UUID
    reason: Reason


def raise_concern(command: RaiseConcern, uow: ActivitiesWork) -> Activity:
    """Keep the concern in the history and tell the head of service. It replaces no procedure.

    Raises:
        NotFound; IdentifierInText. Invalid: the reason. Stale: somebody changed the activity at this very moment.
    """
    before = uow.activities.get(command.activity_id)
    ensure_reason(command.reason, CONCERNS)
    ensure_anonymous([("note", command.reason.note)], identifier_of(before, uow))
    after = before.at(before.version + 1)
    line = Change(
        version=after.version,
        what=CONCERN,
        by=uow.actor,
        recorded_at=uow.now(),
        before=before.status,
        after=before.status,
        reason=command.reason.code,
        note=command.reason.note,
    )
    uow.activities.save_life(before, before)
    uow.history.add(before.activity_id, line)
    uow.emit(concern_raised(after, by=uow.actor, on=uow.today()), sequence=after.version)
    return after
