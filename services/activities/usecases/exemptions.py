"""Deciding whether an audit may go without the family's conversation (S18)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from services.activities.domain.activity import Activity
from services.activities.domain.assembly import ensure_decidable
from services.activities.domain.parts import ExemptionApproved, ExemptionRefused
from services.activities.domain.standing_in import offices_of
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
    today = uow.today()
    principal = ensure_decidable(uow.actor, before, progress, uow.organisation, uow.rules.of(today), today)
    if not command.approved and not command.comment.strip():
        raise Invalid(fields={"comment": ["is needed where an exemption is refused"]})
    decision = ExemptionApproved if command.approved else ExemptionRefused
    part = decision(comment=command.comment, on_behalf_of=principal)
    after = keep(before, part, uow, note=command.comment, on_behalf_of=principal)
    told = exemption_decided(after, approved=command.approved, on=today)
    uow.emit(told, sequence=after.version)
    return after


def decides_exemptions(uow: ActivitiesWork) -> bool:
    """Whether the caller may answer, by their own office or for whom they stand in today."""
    today = uow.today()
    roles = uow.rules.of(today).exemption_approver_roles
    return bool(offices_of(uow.actor, roles, uow.organisation, today))
