"""Drawing a month's sample and giving every case in it an auditor."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from uuid_utils.compat import uuid7

from services.activities.domain import sampling
from services.activities.domain.activity import Activity, allocated
from services.activities.domain.allocation import Allocation, Unallocated, allocate
from services.activities.domain.calendar import ensure_activity_month
from services.activities.domain.history import Change
from services.activities.domain.refusals import UnknownUnit
from services.activities.domain.vocabulary import AUDIT
from shared.contracts.errors import Forbidden, Invalid

if TYPE_CHECKING:
    from services.activities.tables import ActivitiesWork


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawSample:
    """Draw ``size`` cases of a service or of an area; the same seed on the same frame draws the same."""

    month: date
    size: int
    seed: int
    due_on: date
    service: str | None = None
    area: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleDrawn:
    """The sample, who got what, and what nobody may audit."""

    sample_id: UUID
    frame_size: int
    frame_hash: str
    seed: int
    excluded: Mapping[str, int]
    allocations: Sequence[Activity]
    unallocated: Sequence[Mapping[str, str]]


def draw_sample(command: DrawSample, uow: ActivitiesWork) -> SampleDrawn:
    """Draw, allocate, and tell every auditor.

    Raises:
        ReflectionMonth: August or December (S05). Invalid: both or neither of service and area, due too early.
        UnknownUnit; Forbidden: another area.
    """
    ensure_activity_month(command.month)
    area = _area(command, uow)
    uow.samples.hold()
    today = uow.today()
    on = sampling.as_at(command.month, today)
    frame = uow.cases.frame(month=command.month, on=on, area=command.area, service=command.service)
    drawn = sampling.draw(frame, month=command.month, size=command.size, seed=command.seed, today=today)
    load = uow.activities.load(command.month)
    given, refused = allocate(drawn.cases, uow.organisation, load, command.seed)
    sample_id = uuid7()
    allocations = [_allocate(one, command, sample_id, uow) for one in given]
    unallocated = [_refused(one) for one in refused]
    uow.samples.add(
        sample_id=sample_id,
        area=area,
        service=command.service,
        month=command.month,
        size=command.size,
        seed=command.seed,
        due_on=command.due_on,
        as_at=drawn.as_at,
        rules=sampling.RULES,
        frame_size=drawn.frame_size,
        frame_hash=drawn.frame_hash,
        excluded=drawn.excluded,
        drawn=[one.case for one in drawn.cases],
        unallocated=unallocated,
    )
    return SampleDrawn(
        sample_id=sample_id,
        frame_size=drawn.frame_size,
        frame_hash=drawn.frame_hash,
        seed=command.seed,
        excluded=drawn.excluded,
        allocations=allocations,
        unallocated=unallocated,
    )


def sample(sample_id: UUID, uow: ActivitiesWork) -> Any:
    """What was drawn from what. Raises NotFound."""
    return uow.samples.get(sample_id)


def _area(command: DrawSample, uow: ActivitiesWork) -> str:
    if (command.service is None) == (command.area is None):
        raise Invalid(fields={"service": ["give either a service or an area"]})
    if command.due_on < command.month:
        raise Invalid(fields={"due_on": ["is before the month"]})
    if command.service is not None:
        area = uow.organisation.place(command.service, None, command.month)
    else:
        found = uow.organisation.area_of(command.area)
        if found is None or found != command.area:
            raise UnknownUnit(f"There is no area {command.area}", fields={"area": ["is not known"]})
        area = found
    if not uow.scope.allows(area):
        raise Forbidden(f"{area} is outside your areas", rule="area")
    return area


def _allocate(given: Allocation, command: DrawSample, sample_id: UUID, uow: ActivitiesWork) -> Activity:
    case = given.case
    activity = Activity(
        activity_id=uuid7(),
        kind=AUDIT,
        status="allocated",
        area=case.area,
        service=case.service,
        team=case.team,
        case=case.case,
        auditor=given.auditor,
        practitioner=case.worker,
        month=command.month,
        due_on=command.due_on,
        sample_id=sample_id,
    )
    uow.activities.add(activity)
    line = Change(
        version=activity.version,
        what="allocated",
        by=uow.actor,
        recorded_at=uow.now(),
        before=None,
        after=activity.auditor,
    )
    uow.history.add(activity.activity_id, line)
    uow.emit(allocated(activity, command.due_on), sequence=activity.version)
    return activity


def _refused(one: Unallocated) -> dict[str, str]:
    return {"case": one.case.case, "rule": one.rule, "detail": one.detail}
