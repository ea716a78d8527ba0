"""What people do with actions: show that it is done, accept that, take it back, and see what is late."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from msgspec import to_builtins

from services.actions.domain import (
    NAMES,
    NOTICES,
    Action,
    Change,
    OwnerNotAtWork,
    What,
    actions_of,
    events,
    rule_of,
)
from shared.contracts.errors import Stale
from shared.contracts.events.work import ActionWorkHeld
from shared.contracts.identifiers import ensure_anonymous
from shared.observability.metrics import orphaned_work

if TYPE_CHECKING:
    from services.actions.tables import ActionsWork
    from shared.contracts.events.activities import ActivitySubmitted
    from shared.contracts.events.directory import CoverChanged, PersonChanged
    from shared.contracts.events.recorded import RecordedState
    from shared.contracts.events.reviews import ReviewCompleted
    from shared.contracts.events.rules import RuleVersioned
    from shared.inbox.handlers import Delivery

EVERYBODY = "all"
TOLD_AT_ONCE = 2_000
"""Notices of one statement: a first sweep over years of actions must not hold all of them in memory."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GiveEvidence:
    """``for_owner``: the person's role lets them speak for the owner. ``record_reference``: as for closure."""

    action_id: UUID
    version: int
    text: str
    evidenced_on: date
    record_reference: str | None = None
    for_owner: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseAction:
    """``record_reference``: where on the child's LL record the action is found."""

    action_id: UUID
    version: int
    closed_on: date
    record_reference: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReopenAction:
    action_id: UUID
    version: int
    reason: str
    reopened_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class HandOver:
    """Give the action at ``version`` to another ``owner``."""

    action_id: UUID
    version: int
    owner: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RescheduleAction:
    """Agree another due date of the action at ``version``; ``roles`` are those of whoever agrees."""

    action_id: UUID
    version: int
    due_on: date
    reason: str
    roles: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sweep:
    """Look for what is due or overdue on a day."""

    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Swept:
    """How many were told of now, for the first time."""

    on: date
    due: int
    overdue: int


def open_actions(
    told: Iterable[tuple[Delivery, ActivitySubmitted | RecordedState | ReviewCompleted]], uow: ActionsWork
) -> int:
    """Open an action for each finding that needs one and has none yet; returns how many (S22).

    The same finding seen again changes nothing. Two statements, however many activities and reviews there are, and
    one more for the rules where there is an action to open.
    """
    causes: dict[UUID, tuple[Delivery, Action]] = {}
    for delivery, event in told:
        for action in actions_of(event, uow.rules.of):
            causes.setdefault(action.action_id, (delivery, action))
    new = uow.actions.open([action for _, action in causes.values()])
    for action_id in sorted(new):
        delivery, action = causes[action_id]
        _record(action, "opened", action.opened_on, delivery.actor, None, uow)
        uow.emit(events.opened(action), sequence=action.version, cause=delivery)
    return len(new)


def give_evidence(command: GiveEvidence, uow: ActionsWork) -> Action:
    """Say that it is done and how one can see that.

    Raises:
        NotFound, Stale, IdentifierInText, AlreadyClosed, NotTheOwner, DatesOutOfOrder.
    """
    action = _read(command, uow)
    ensure_anonymous([("text", command.text)])
    action = action.give_evidence(
        command.text,
        on=command.evidenced_on,
        by=uow.actor,
        for_owner=command.for_owner,
        record_reference=command.record_reference,
    )
    action = uow.actions.save(action)
    _record(action, "evidenced", command.evidenced_on, uow.actor, command.text, uow)
    uow.emit(events.evidenced(action), sequence=action.version)
    return action


def close_action(command: CloseAction, uow: ActionsWork) -> Action:
    """Accept the evidence, as somebody who neither owns the action nor gave it.

    Raises:
        NotFound, Stale, AlreadyClosed, NoEvidence, FourEyes, RecordReferenceMissing, DatesOutOfOrder.
    """
    action = _read(command, uow).close(
        on=command.closed_on, by=uow.actor, record_reference=command.record_reference
    )
    action = uow.actions.save(action)
    _record(action, "closed", command.closed_on, uow.actor, None, uow)
    uow.emit(events.closed(action), sequence=action.version)
    return action


def reopen_action(command: ReopenAction, uow: ActionsWork) -> Action:
    """Take evidence or closure back, with the reason.

    Raises:
        NotFound, Stale, IdentifierInText, NothingToReopen, DatesOutOfOrder.
    """
    action = _read(command, uow)
    ensure_anonymous([("reason", command.reason)])
    rules = uow.rules.of(command.reopened_on)
    action = uow.actions.save(action.reopen(on=command.reopened_on, rules=rules))
    _record(action, "reopened", command.reopened_on, uow.actor, command.reason, uow)
    uow.emit(events.reopened(action), sequence=action.version)
    return action


def hand_over(command: HandOver, uow: ActionsWork) -> Action:
    """Give an action to somebody else at work, by the same date (S23).

    Raises:
        NotFound, Stale, IdentifierInText, AlreadyClosed, SameOwner, OwnerNotAtWork.
    """
    before = _read(command, uow)
    ensure_anonymous([("reason", command.reason)])
    action = before.hand_over(command.owner)
    if not uow.actions.at_work(command.owner):
        raise OwnerNotAtWork(
            f"{command.owner} is not known to be at work here", fields={"owner": ["is not at work here"]}
        )
    action = uow.actions.save(action)
    _record(action, "handed_over", uow.today(), uow.actor, command.reason, uow)
    uow.emit(events.handed_over(action, before.owner), sequence=action.version)
    return action


def reschedule_action(command: RescheduleAction, uow: ActionsWork) -> Action:
    """Agree another due date, with the reason; the history keeps the one before.

    Raises:
        NotFound, Stale, IdentifierInText, AlreadyClosed, NotAnApprover, DueDatePassed, NotANewDate, TooFarAhead.
    """
    before = _read(command, uow)
    ensure_anonymous([("reason", command.reason)])
    today = uow.today()
    action = before.reschedule(
        command.due_on, by=uow.actor, roles=command.roles, on=today, rules=uow.rules.of(today)
    )
    action = uow.actions.save(action)
    _record(action, "rescheduled", today, uow.actor, command.reason, uow)
    uow.emit(events.rescheduled(action, before.due_on, uow.actor), sequence=action.version)
    return action


def handovers(
    uow: ActionsWork, *, person: str | None, limit: int, after: tuple[date, UUID] | None
) -> list[tuple[Action, str | None]]:
    """Actions whose owner has ``left``, or is ``away`` when they are due; of a ``person`` all that they own."""
    return uow.actions.to_hand_over(on=uow.today(), owner=person, limit=limit, after=after)


def tell_held(uow: ActionsWork) -> None:
    """The job: tell how many actions each person owns where that has changed, and show how many are of leavers."""
    owned = uow.actions.owned()
    for person, sequence, held in uow.actions.changed({one: {"action": n} for one, n in owned.items()}):
        uow.emit(ActionWorkHeld(area=EVERYBODY, person_id=person, held=held), sequence=sequence)
    gone = uow.actions.leavers()
    orphaned_work.labels("actions").set(sum(number for one, number in owned.items() if one in gone))


def keep_cover(changes: Iterable[tuple[CoverChanged, int]], uow: ActionsWork) -> None:
    """Keep who is away; what is older than what is kept changes nothing."""
    uow.actions.keep_cover(
        [(cover.person_id, sequence, to_builtins(cover.away)) for cover, sequence in changes]
    )


def keep_people(changes: Iterable[tuple[PersonChanged, int]], uow: ActionsWork) -> None:
    """Keep who is at work; what is older than what is kept changes nothing."""
    uow.actions.keep_people([(person.person_id, sequence, person.active) for person, sequence in changes])


def keep_rules(versions: Iterable[RuleVersioned], uow: ActionsWork) -> None:
    """Keep the versions of the rules that actions go by; none is ever altered, so what is known stays."""
    uow.rules.keep([rule_of(one) for one in versions if one.rule in NAMES])


def action_with_history(action_id: UUID, uow: ActionsWork) -> tuple[Action, list[Change]]:
    """Raises NotFound."""
    return uow.actions.get(action_id), uow.actions.history(action_id)


def page(uow: ActionsWork, *, limit: int, after: tuple[date, UUID] | None, **filters: Any) -> list[Action]:
    """Actions by due date."""
    return uow.actions.page(limit=limit, after=after, **filters)


def sweep(command: Sweep, uow: ActionsWork) -> Swept:
    """Tell once of every action that nears or has passed its due date on that day.

    A notice changes nothing of the action, so its event carries the action's present version and an ETag that
    somebody holds stays good. Repeating a sweep tells nothing twice.
    """
    told = dict.fromkeys((notice.kind for notice in NOTICES), 0)
    for notice in NOTICES:
        while True:
            actions = uow.actions.to_tell(notice, on=command.on, most=TOLD_AT_ONCE)
            for action in actions:
                uow.emit(events.noticed(action, notice, command.on), sequence=action.version)
            told[notice.kind] += len(actions)
            if len(actions) < TOLD_AT_ONCE:
                break
    return Swept(on=command.on, due=told["due-7"] + told["due-1"], overdue=told["overdue"])


def sweep_today(uow: ActionsWork) -> Swept:
    """The job."""
    return sweep(Sweep(on=uow.today()), uow)


def _read(
    command: GiveEvidence | CloseAction | ReopenAction | HandOver | RescheduleAction, uow: ActionsWork
) -> Action:
    """The action at the version that the person read; the rules are asked only then."""
    action = uow.actions.get(command.action_id)
    if action.version != command.version:
        raise Stale
    return action


def _record(
    action: Action,
    what: What,
    on: date,
    by: str,
    note: str | None,
    uow: ActionsWork,
) -> None:
    change = Change(
        version=action.version,
        what=what,
        happened_on=on,
        recorded_at=uow.now(),
        by=by,
        note=note,
        due_on=action.due_on,
    )
    uow.actions.record(action.action_id, change)
