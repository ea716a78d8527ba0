"""Taking many audits and observations of another system at once, each judged on its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from services.activities.domain.reference import Referred, digest, ensure_names_nobody
from services.activities.usecases.capture import (
    RecordAudit,
    RecordObservation,
    record_audit,
    record_observation,
)
from shared.contracts.errors import Problem

if TYPE_CHECKING:
    from services.activities.tables import ActivitiesWork


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivered:
    """One record as another system sent it.

    ``reference`` is what that system calls it; ``said`` all that it sent but the child's identifier, always written
    in the same way, so that two deliveries can be compared.
    """

    record: RecordAudit | RecordObservation
    reference: str | None = None
    said: bytes = b""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordBatch:
    """``system`` owns the references. An item that is a Problem could not be read; it keeps its place."""

    system: str
    items: Sequence[Delivered | Problem]


@dataclass(frozen=True, slots=True)
class Taken:
    """Where an item went; ``repeated`` when an earlier delivery had brought it."""

    activity: Referred
    repeated: bool


def record_batch(command: RecordBatch, uow: ActivitiesWork) -> list[Taken | Problem]:
    """Take what is fit; the answers are in the order of the items, a Problem for what is not.

    With references it asks the database twice, whatever their number, else not at all; rows and events wait for the
    commit. A reference names one activity for ever: the same text under it is taken once.
    """
    given = {one.reference for one in command.items if isinstance(one, Delivered) and one.reference}
    before = uow.references.known(command.system, given)
    known = dict(before)
    answers = [_judged(one, known, uow) for one in command.items]
    uow.references.add(command.system, {name: known[name] for name in known.keys() - before.keys()})
    return answers


def _judged(item: Delivered | Problem, known: dict[str, Referred], uow: ActivitiesWork) -> Taken | Problem:
    if isinstance(item, Problem):
        return item
    try:
        return _taken(item, known, uow)
    except Problem as problem:
        return problem


def _taken(item: Delivered, known: dict[str, Referred], uow: ActivitiesWork) -> Taken:
    record, reference = item.record, item.reference
    earlier = known.get(reference or "")
    if earlier is not None:
        earlier.ensure_same(item.said, uow.pseudonyms.candidates(record.case) if record.case else [""])
        return Taken(earlier, repeated=True)
    if reference is not None:
        ensure_names_nobody(reference, record.case)
    made = record_audit(record, uow) if isinstance(record, RecordAudit) else record_observation(record, uow)
    new = Referred(made.activity_id, made.version, digest(item.said, made.case or ""))
    if reference is not None:
        known[reference] = new
    return Taken(new, repeated=False)
