"""Drawing a month's sample, giving every case in it an auditor where it is for audits, and proving the draw years
later."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from uuid_utils.compat import uuid7

from services.activities.domain import frame as frames
from services.activities.domain import sampling
from services.activities.domain.activity import Activity, allocated
from services.activities.domain.allocation import Allocation, Unallocated, allocate
from services.activities.domain.calendar import ensure_activity_month, months_before
from services.activities.domain.case import SCHEMES
from services.activities.domain.handover import away_in
from services.activities.domain.history import Change
from services.activities.domain.refusals import UnknownUnit
from services.activities.domain.rules import Rules
from services.activities.domain.sampling import AUDITED, DIPPED, Stratum, Terms
from services.activities.domain.vocabulary import AUDIT
from services.activities.domain.withheld import OutsideAreas
from services.activities.usecases.serving import ensure_served
from shared.contracts.errors import Invalid

if TYPE_CHECKING:
    from services.activities.tables import ActivitiesWork


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawSample:
    """Draw ``size`` cases of a service or of an area; the same terms on the same frame draw the same.

    ``minimum`` cases of each stratum, 1 where none is given, goes with ``stratify_by`` alone. Without
    ``not_audited_within`` the month's rules say it. ``theme_id`` is the theme that the audits drawn are to serve. What
    is drawn for a dip sample is given to nobody to audit, and past audits keep no case out of it.
    """

    month: date
    size: int
    seed: int
    due_on: date
    service: str | None = None
    area: str | None = None
    stratify_by: str | None = None
    minimum: int | None = None
    not_audited_within: int | None = None
    statuses: Sequence[str] = SCHEMES
    theme_id: UUID | None = None
    purpose: str = AUDITED

    def terms(self, rules: Rules) -> Terms:
        """What the draw is asked for, and what the month's rules say of the rest."""
        return Terms(
            size=self.size,
            seed=self.seed,
            stratify_by=self.stratify_by,
            minimum=1 if self.minimum is None else self.minimum,
            not_audited_within=None
            if self.purpose == DIPPED
            else self.not_audited_within or rules.not_audited_within.value,
            statuses=[one for one in SCHEMES if one in self.statuses],
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleDrawn:
    """The sample, who got what, and what nobody may audit."""

    sample_id: UUID
    frame_size: int
    frame_hash: str
    seed: int
    excluded: Mapping[str, int]
    strata: Sequence[Stratum]
    allocations: Sequence[Activity]
    unallocated: Sequence[Mapping[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """A sample with the frame it was drawn from. Of samples that kept none, ``frame`` and ``same`` are None.

    ``same`` says whether the frame has the sample's hash and the sample's terms draw the same cases from it.
    """

    sample: Any
    frame: str | None
    same: bool | None


def draw_sample(command: DrawSample, uow: ActivitiesWork) -> SampleDrawn:
    """Draw, allocate, and tell every auditor.

    Raises:
        ReflectionMonth: a month without activity (S05). Invalid: both or neither of service and area, due too early, a
        minimum without strata. UnknownUnit; Forbidden: another area; ThemeElsewhere.
    """
    rules = uow.rules.of(command.month)
    ensure_activity_month(command.month, rules)
    area = _area(command, uow)
    ensure_served(command.theme_id, month=command.month, service=command.service, uow=uow)
    uow.samples.hold()
    terms, today = command.terms(rules), uow.today()
    frame = uow.cases.frame(
        month=command.month,
        since=months_before(command.month, terms.not_audited_within or 0),
        on=sampling.as_at(command.month, today),
        area=command.area,
        service=command.service,
    )
    drawn = sampling.draw(frame, terms, month=command.month, today=today, rules=rules)
    sample_id = uuid7()
    allocations: list[Activity] = []
    unallocated: list[dict[str, str]] = []
    if command.purpose == AUDITED:
        load = uow.activities.load(command.month)
        away = away_in(command.month, command.due_on, uow.organisation)
        given, refused = allocate(drawn.cases, uow.organisation, load, command.seed, rules, away)
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
        rules=sampling.RULES if command.purpose == AUDITED else sampling.DIP_RULES,
        purpose=command.purpose,
        frame_size=drawn.frame_size,
        frame_hash=drawn.frame_hash,
        excluded=drawn.excluded,
        drawn=[one.case for one in drawn.cases],
        unallocated=unallocated,
        stratify_by=terms.stratify_by,
        minimum=terms.minimum,
        not_audited_within=terms.not_audited_within,
        statuses=list(terms.statuses),
        strata=[asdict(one) for one in drawn.strata],
        frame=frames.packed(drawn.frame),
        theme_id=command.theme_id,
    )
    return SampleDrawn(
        sample_id=sample_id,
        frame_size=drawn.frame_size,
        frame_hash=drawn.frame_hash,
        seed=command.seed,
        excluded=drawn.excluded,
        strata=drawn.strata,
        allocations=allocations,
        unallocated=unallocated,
    )


def sample(sample_id: UUID, uow: ActivitiesWork) -> Any:
    """What was drawn from what. Raises NotFound."""
    return uow.samples.get(sample_id)


def prove(sample_id: UUID, uow: ActivitiesWork) -> Proof:
    """Draw a sample again from the frame that was kept with it, whatever became of its cases. Raises NotFound."""
    kept = uow.samples.get(sample_id)
    packed = uow.samples.frame(sample_id)
    if packed is None:
        return Proof(sample=kept, frame=None, same=None)
    frame = frames.unpacked(packed)
    terms = Terms(
        size=kept.size,
        seed=kept.seed,
        minimum=kept.minimum,
        not_audited_within=kept.not_audited_within,
    )
    same = sampling.drawn_again(frame, kept.frame_hash, terms, kept.drawn)
    return Proof(sample=kept, frame=frame, same=same)


def _area(command: DrawSample, uow: ActivitiesWork) -> str:
    wrong = {}
    if (command.service is None) == (command.area is None):
        wrong["service"] = ["give either a service or an area"]
    if command.due_on < command.month:
        wrong["due_on"] = ["is before the month"]
    if command.minimum is not None and command.stratify_by is None:
        wrong["minimum"] = ["goes with stratify_by"]
    if command.purpose == DIPPED and command.not_audited_within is not None:
        wrong["not_audited_within"] = ["goes with a sample for audits"]
    if wrong:
        raise Invalid(fields=wrong)
    if command.service is not None:
        area = uow.organisation.place(command.service, None, command.month)
    else:
        found = uow.organisation.area_of(command.area)
        if found is None or found != command.area:
            raise UnknownUnit(f"There is no area {command.area}", fields={"area": ["is not known"]})
        area = found
    if not uow.scope.allows(area):
        raise OutsideAreas(f"{area} is outside your areas")
    return area


def _allocate(given: Allocation, command: DrawSample, sample_id: UUID, uow: ActivitiesWork) -> Activity:
    case = given.case
    tool = uow.toolbox.default(AUDIT, case.service, uow.today())
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
        tool=tool.ref if tool else None,
        theme_id=command.theme_id,
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
    why = one.why
    said = {"rule": why.rule, "version": why.version, "source": why.source, "detail": why.detail}
    return {"case": one.case.case, **said}
