"""Looking up a dip sample that was drawn, over days, and recording what was found (S21)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from uuid_utils.compat import uuid7

from services.activities.domain.dip_sample import Proof
from services.activities.domain.dip_sheet import Sheet, Value, ensure_sheet
from services.activities.domain.recorded import Recorded, Written
from services.activities.domain.recorded_refusals import FieldTaken
from services.activities.domain.withheld import OwnActivities
from services.activities.usecases.recording import take
from shared.contracts.errors import Invalid, Stale
from shared.contracts.identifiers import ensure_anonymous

if TYPE_CHECKING:
    from services.activities.tables import ActivitiesWork


@dataclass(frozen=True, slots=True, kw_only=True)
class BeginSheet:
    """Look up these fields of every case of a sample. ``for_others`` lets somebody begin another's."""

    sample_id: UUID
    led_by: str
    source: str
    as_at: date
    fields: Sequence[str]
    for_others: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class LookUp:
    """Put ``values`` on the sheet that stands at ``version``."""

    activity_id: UUID
    version: int
    values: Sequence[Value]
    for_others: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordSheet:
    """Record the sheet at ``version``, in which every value was looked up, with what was learned."""

    activity_id: UUID
    version: int
    completed_on: date
    practitioners: Sequence[str]
    colleagues: Sequence[str]
    tags: Sequence[str]
    written: Written
    for_others: bool = False


def begin_sheet(command: BeginSheet, uow: ActivitiesWork) -> Sheet:
    """Begin to look up a sample.

    Raises:
        NotFound: no such sample for the caller. FieldTaken. Forbidden: somebody else's. Invalid: too much at once, or
        a day after today. IdentifierInText.
    """
    if uow.actor != command.led_by and not command.for_others:
        raise OwnActivities("This is for whoever leads it to begin")
    drawn = uow.samples.get(command.sample_id)
    uow.organisation.person(command.led_by)
    ensure_sheet(command.fields, drawn.drawn)
    if command.as_at > uow.today():
        raise Invalid(fields={"as_at": ["is in the future"]})
    ensure_anonymous([("source", command.source)])
    uow.samples.hold()
    taken = uow.sheets.taken(command.sample_id)
    wrong = {f"fields.{n}": ["is looked up"] for n, one in enumerate(command.fields) if one in taken}
    if wrong:
        raise FieldTaken("This sample has a sheet for the field already", fields=wrong)
    new = Sheet(
        activity_id=uuid7(),
        sample_id=command.sample_id,
        area=drawn.area,
        service=drawn.service,
        led_by=command.led_by,
        month=drawn.month,
        due_on=drawn.due_on,
        source=command.source,
        as_at=command.as_at,
        fields=tuple(command.fields),
        cases=tuple(drawn.drawn),
        values=(),
        saved_by=uow.actor,
        saved_at=uow.now(),
    )
    uow.sheets.add(new)
    return new


def sheet(activity_id: UUID, uow: ActivitiesWork, *, for_others: bool) -> Sheet:
    """A sheet with what was looked up so far. Raises NotFound: none that the caller may see."""
    return uow.sheets.get(activity_id, for_others=for_others)


def sheets(uow: ActivitiesWork, *, for_others: bool, after: UUID | None, limit: int) -> list[Sheet]:
    """Sheets that are not recorded yet, oldest first."""
    return uow.sheets.page(for_others=for_others, after=after, limit=limit)


def identify_sheet(activity_id: UUID, uow: ActivitiesWork) -> tuple[Sheet, dict[str, str]]:
    """The children's identifiers by pseudonym, for whoever looks them up; of a case that left the area there is none.

    Raises:
        NotFound: somebody else's sheet. AlreadyRecorded: nobody need find the records any more.
    """
    found = uow.sheets.get(activity_id, for_others=False)
    found.ensure_open()
    return found, _identifiers(found, uow)


def look_up(command: LookUp, uow: ActivitiesWork) -> Sheet:
    """Put values on a sheet. The same ones again, because an answer was lost, are kept once.

    Raises:
        NotFound; AlreadyRecorded; NotAsDrawn. Stale: with how they differ. Invalid: what contradicts itself.
    """
    before = uow.sheets.get(command.activity_id, for_others=command.for_others)
    if before.status == "open" and before.holds(command.values):
        return before
    if before.version != command.version:
        raise Stale(before.against(command.values))
    after = before.look_up(command.values, by=uow.actor, at=uow.now())
    uow.sheets.save(before, after)
    return after


def record_sheet(command: RecordSheet, uow: ActivitiesWork) -> Recorded:
    """Record what was found: a dip sample of the cases that were drawn, with the proof that they were.

    Raises:
        NotFound; Stale; AlreadyRecorded; NotAllLookedUp; as ``record_activity``.
    """
    before = uow.sheets.get(command.activity_id, for_others=command.for_others)
    after = before.complete()
    if before.version != command.version:
        raise Stale(before.against(()))
    drawn = uow.samples.get(before.sample_id)
    proof = Proof(sample_id=before.sample_id, frame_hash=drawn.frame_hash, rules=drawn.rules, seed=drawn.seed)
    new = Recorded(
        activity_id=before.activity_id,
        kind="dip_sample",
        area=before.area,
        service=before.service,
        team=None,
        led_by=before.led_by,
        practitioners=tuple(command.practitioners),
        colleagues=tuple(command.colleagues),
        month=before.month,
        completed_on=command.completed_on,
        cases=before.cases,
        tags=tuple(sorted(set(command.tags))),
        written=command.written,
        part=before.part(proof),
        recorded_by=uow.actor,
        recorded_at=uow.now(),
    )
    taken = take(new, uow, identifiers=tuple(_identifiers(before, uow).values()))
    uow.sheets.save(before, after)
    return taken


def _identifiers(found: Sheet, uow: ActivitiesWork) -> dict[str, str]:
    sealed = uow.cases.sealed_identifiers(found.cases)
    return {case: uow.pseudonyms.open(sealed[case]) for case in found.cases if case in sealed}
