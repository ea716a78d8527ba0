"""Correcting a recorded activity, withdrawing it, and what became of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any
from uuid import UUID

from services.activities.domain.correction import ensure_amendable, ensure_may_correct
from services.activities.domain.history import Change
from services.activities.domain.reasons import Reason, ensure_reason
from services.activities.domain.recorded import Recorded, against
from services.activities.domain.recorded_events import amended, withdrawn
from services.activities.domain.vocabulary import AMENDMENT_REASONS, RETRACTION_REASONS
from services.activities.domain.withheld import OwnActivities
from services.activities.usecases.recording import RecordActivity, ensure_fit, recorded_activity, said
from shared.contracts.difference import Differing, differing
from shared.contracts.errors import NotFound, Stale
from shared.contracts.identifiers import ensure_anonymous

if TYPE_CHECKING:
    from services.activities.tables import ActivitiesWork


@dataclass(frozen=True, slots=True, kw_only=True)
class AmendActivity:
    """Say the activity at ``version`` anew. A case that it names already may be given by its pseudonym."""

    version: int
    said: RecordActivity
    reason: Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawRecorded:
    """Take back the activity at ``version``. ``for_others`` lets somebody withdraw what another recorded, whenever
    that was."""

    activity_id: UUID
    version: int
    reason: Reason
    for_others: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of a recorded activity's history, with what it changed, and what stood before it."""

    change: Change
    replaced: Mapping[str, Any] | None
    changes: list[Differing]


def correctable(activity_id: UUID, kind: str, uow: ActivitiesWork, *, for_others: bool) -> Recorded:
    """The activity that somebody may correct.

    Raises:
        NotFound: also one of another kind. AlreadyWithdrawn; Forbidden; CorrectionClosed.
    """
    found = uow.recorded.get(activity_id)
    if found.kind != kind:
        raise NotFound(kind.replace("_", " "), activity_id)
    ensure_may_correct(found, uow.actor, uow.today(), uow.rules.of(uow.today()), for_others=for_others)
    return found


def amend_activity(command: AmendActivity, before: Recorded, uow: ActivitiesWork) -> Recorded:
    """Put a correction over what stood, which is kept and shown in the history.

    Raises:
        Stale: with what others changed. ActionStands; NotAsDrawn; NothingChanged; as ``record_activity``.
    """
    new = command.said
    if new.led_by not in (uow.actor, before.led_by) and not new.for_others:
        raise OwnActivities("This is for whoever led it to write down")
    cases = [one if one in before.cases else uow.pseudonyms.pseudonym(one) for one in new.cases]
    whole = said(new, uow) | {"part": new.part.correcting(before.part), "cases": tuple(cases)}
    after = replace(before, **whole, version=before.version + 1)
    if before.version != command.version:
        raise _stale(before, command.version, after.document(), uow)
    ensure_reason(command.reason, AMENDMENT_REASONS)
    ensure_amendable(before, after)
    identifiers = _identifiers(before, new, uow)
    title = ensure_fit(after, uow, identifiers=identifiers, before=before)
    _keep("amended", before, after, command.reason, identifiers, uow)
    told = amended(after, uow.organisation, title, by=uow.actor, on=uow.today(), reason=command.reason.code)
    uow.emit(told, sequence=after.version)
    return after


def withdraw_recorded(command: WithdrawRecorded, uow: ActivitiesWork) -> Recorded:
    """Take a recorded activity back: it counts no more and can still be read; actions that it asked for go on.

    Raises:
        NotFound; AlreadyWithdrawn; Forbidden; CorrectionClosed; Stale; IdentifierInText. Invalid: the reason.
    """
    before = uow.recorded.get(command.activity_id)
    ensure_may_correct(
        before, uow.actor, uow.today(), uow.rules.of(uow.today()), for_others=command.for_others
    )
    if before.version != command.version:
        raise _stale(before, command.version, None, uow)
    after = before.withdraw()
    ensure_reason(command.reason, RETRACTION_REASONS)
    _keep("withdrawn", before, after, command.reason, _opened(before.cases, uow), uow)
    told = withdrawn(after, by=uow.actor, on=uow.today(), reason=command.reason.code)
    uow.emit(told, sequence=after.version)
    return after


def recorded_history(
    activity_id: UUID, uow: ActivitiesWork, *, own_only: bool
) -> tuple[Recorded, list[Line]]:
    """An activity and what happened to it, oldest first. Raises as ``recorded_activity``."""
    found = recorded_activity(activity_id, uow, own_only=own_only)
    first = Change(
        version=1,
        what="recorded",
        by=found.recorded_by,
        recorded_at=found.recorded_at,
        before=None,
        after="recorded",
    )
    stood = {**uow.recorded.versions(activity_id), found.version: found.document()}
    lines = [Line(change=first, replaced=None, changes=[])]
    for change in uow.history.lines(activity_id):
        old, new = stood[change.version - 1], stood[change.version]
        lines.append(Line(change=change, replaced=old, changes=differing(new, old, old)))
    return found, lines


def _keep(
    what: str,
    before: Recorded,
    after: Recorded,
    reason: Reason,
    identifiers: tuple[str, ...],
    uow: ActivitiesWork,
) -> None:
    for identifier in identifiers or (None,):
        ensure_anonymous([("note", reason.note)], identifier)
    line = Change(
        version=after.version,
        what=what,
        by=uow.actor,
        recorded_at=uow.now(),
        before=before.status,
        after=after.status,
        reason=reason.code,
        note=reason.note,
    )
    uow.recorded.save(before, after)
    uow.history.add(after.activity_id, line)


def _identifiers(before: Recorded, new: RecordActivity, uow: ActivitiesWork) -> tuple[str, ...]:
    """Those that were given, and those of cases given by pseudonym that a list knows."""
    given = [one for one in new.cases if one not in before.cases]
    return (*given, *_opened([one for one in new.cases if one in before.cases], uow))


def _opened(cases: list[str] | tuple[str, ...], uow: ActivitiesWork) -> tuple[str, ...]:
    if not cases:
        return ()
    return tuple(uow.pseudonyms.open(sealed) for sealed in uow.cases.sealed_identifiers(cases).values())


def _stale(theirs: Recorded, version: int, yours: Mapping[str, Any] | None, uow: ActivitiesWork) -> Stale:
    """What others changed, beside what was wanted: of a withdrawal what its reader began with."""
    was = uow.recorded.versions(theirs.activity_id).get(version)
    if was is None:
        return Stale()
    last = uow.history.lines(theirs.activity_id)[-1]
    return Stale(against(theirs, by=last.by, at=last.recorded_at, yours=yours or was, was=was))
