"""Looking at an audit a second time (S11)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from uuid import UUID

from services.activities.domain.activity import Activity, moderated
from services.activities.domain.adjudication import contest_by
from services.activities.domain.history import Change
from services.activities.domain.moderation import (
    Moderation,
    ensure_judgement,
    ensure_moderator,
    ensure_no_rater,
)
from services.activities.usecases.identity import identifier_of
from shared.contracts.identifiers import ensure_anonymous

if TYPE_CHECKING:
    from services.activities.tables import ActivitiesWork


@dataclass(frozen=True, slots=True, kw_only=True)
class ModerateActivity:
    """A moderator's judgement on the audit at ``version``."""

    activity_id: UUID
    version: int
    judgement: Moderation


def moderate_activity(command: ModerateActivity, uow: ActivitiesWork) -> Activity:
    """Put a second judgement beside the first, which stays as it is.

    Raises:
        NotFound; Stale; AuditsOnly; NotSubmitted; AlreadyModerated; Withdrawn; NotAModerator; ModeratorNotIndependent;
        WrongGrading; ChangeWithoutReason; IdentifierInText.
    """
    before = uow.activities.get(command.activity_id, version=command.version)
    judgement = command.judgement
    ensure_no_rater(judgement.moderator, uow.ratings.status_for(before.activity_id, judgement.moderator))
    before.ensure_moderable()
    rules = uow.rules.of(judgement.moderated_on)
    org, today = uow.organisation, uow.today()
    principal = ensure_moderator(judgement.moderator, before.auditor, before.practitioner, org, rules, today)
    judgement = replace(judgement, on_behalf_of=principal)
    ensure_judgement(judgement, before.written, before.submitted_on or before.month, uow.today())
    ensure_anonymous([("comment", judgement.comment)], identifier_of(before, uow))
    after = before.moderate(judgement)
    after = replace(after, contest_by=contest_by(after, uow.rules))
    uow.activities.save_moderation(before, after, judgement)
    line = Change(
        version=before.version + 1,
        what="moderated",
        by=uow.actor,
        recorded_at=uow.now(),
        before=before.status,
        after=after.status,
        on_behalf_of=principal,
    )
    uow.history.add(after.activity_id, line)
    uow.emit(moderated(after, judgement), sequence=before.version + 1)
    return after.at(before.version + 1)
