"""Deciding whether an audit may go without the family's conversation (S18)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from services.activities.domain.activity import Activity
from services.activities.domain.assembly import ensure_decidable
from services.activities.domain.parts import ExemptionApproved, ExemptionRefused
from services.activities.domain.telling import exemption_decided
from services.activities.usecases.stages import in_hand, keep
from shared.contracts.errors import Invalid

if TYPE_CHECKING:
    from services.activities.tables import ActivitiesWork


@dataclass(frozen=True, slots=True, kw_only=True)
class DecideExemption:
    """Approve or refuse the exemption that is asked for in the audit at ``version``."""

    activity_id: UUID
    version: int
    approved: bool
    comment: str = ""


def decide_exemption(command: DecideExemption, uow: ActivitiesWork) -> Activity:
    """Answer the auditor; who refuses says why.

    Raises:
        NotFound; Stale; AuditsOnly; AlreadySubmitted; Withdrawn; NoExemptionAsked; ExemptionNotApproved;
        IdentifierInText. Invalid: refused without a comment.
    """
    before, progress = in_hand(command.activity_id, command.version, uow)
    ensure_decidable(uow.actor, before, progress, uow.organisation, uow.rules.of(uow.today()))
    if not command.approved and not command.comment.strip():
        raise Invalid(fields={"comment": ["is needed where an exemption is refused"]})
    decision = ExemptionApproved if command.approved else ExemptionRefused
    after = keep(before, decision(comment=command.comment), uow, note=command.comment)
    told = exemption_decided(after, approved=command.approved, on=uow.today())
    uow.emit(told, sequence=after.version)
    return after
