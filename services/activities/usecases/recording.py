"""Writing down a QA activity that was done, of whatever kind beside audits and observations."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from uuid_utils.compat import uuid7

from services.activities.domain.external_review import ExternalReview
from services.activities.domain.part import Part
from services.activities.domain.practice_day import PracticeDay
from services.activities.domain.programme_refusals import VisitHeld
from services.activities.domain.recorded import Recorded, Written, place_of
from services.activities.domain.recorded_events import recorded
from services.activities.domain.recording import ensure_recordable
from services.activities.domain.refusals import UnknownUnit
from services.activities.domain.visits import ensure_fulfils, half_of
from services.activities.domain.vocabulary import DIVISION
from services.activities.domain.withheld import OutsideAreas, OwnActivities
from services.activities.usecases.serving import ensure_served
from shared.contracts.errors import Invalid, NotFound

if TYPE_CHECKING:
    from services.activities.tables import ActivitiesWork


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordActivity:
    """What was done. ``cases`` are the children's identifiers, of which pseudonyms alone are kept.

    With neither ``service`` nor ``area`` it is about the whole division. ``for_others`` lets somebody write down what
    another did. ``theme_id`` is the theme, spotlight or regulatory theme that it serves.
    """

    kind: str
    led_by: str
    practitioners: Sequence[str]
    colleagues: Sequence[str]
    service: str | None
    area: str | None
    team: str | None
    month: date
    completed_on: date
    cases: Sequence[str]
    tags: Sequence[str]
    written: Written
    part: Part
    for_others: bool = False
    theme_id: UUID | None = None


def record_activity(command: RecordActivity, uow: ActivitiesWork) -> Recorded:
    """Take an activity that was done.

    Raises:
        Refusal: the rule that says no (see ``domain.recording``, ``domain.serving`` and the kind's part). Forbidden:
        another's activity, or another area. Invalid: what is not known, or contradicts itself.
    """
    if uow.actor != command.led_by and not command.for_others:
        raise OwnActivities("This is for whoever led it to write down")
    new = Recorded(
        activity_id=uuid7(),
        kind=command.kind,
        recorded_by=uow.actor,
        recorded_at=uow.now(),
        **said(command, uow),
        cases=tuple(uow.pseudonyms.pseudonym(identifier) for identifier in command.cases),
    )
    return take(new, uow, identifiers=tuple(command.cases))


def take(new: Recorded, uow: ActivitiesWork, *, identifiers: tuple[str, ...]) -> Recorded:
    """Keep and tell what fits the rules. ``identifiers`` are those of its cases. Raises as ``record_activity``."""
    title = ensure_fit(new, uow, identifiers=identifiers)
    uow.recorded.add(new)
    uow.emit(recorded(new, uow.organisation, title), sequence=new.version)
    return new


def said(command: RecordActivity, uow: ActivitiesWork) -> dict[str, Any]:
    """What a command says of an activity, but for its cases, with the area that it is of. Raises as ``_area``."""
    return {
        "area": _area(command, uow),
        "service": command.service,
        "team": command.team,
        "led_by": command.led_by,
        "practitioners": tuple(command.practitioners),
        "colleagues": tuple(command.colleagues),
        "month": command.month,
        "completed_on": command.completed_on,
        "tags": tuple(sorted(set(command.tags))),
        "written": command.written,
        "part": command.part,
        "theme_id": command.theme_id,
    }


def ensure_fit(
    activity: Recorded, uow: ActivitiesWork, *, identifiers: tuple[str, ...], before: Recorded | None = None
) -> str:
    """Every rule of a recorded activity; of an external review returns the title of its type.

    Raises:
        As ``record_activity``.
    """
    title = _known(activity, uow)
    ensure_served(activity.theme_id, month=activity.month, service=activity.service, uow=uow)
    ensure_recordable(
        activity,
        identifiers=identifiers,
        today=uow.today(),
        organisation=uow.organisation,
        rules=uow.rules.of(activity.month),
        before=before,
    )
    part = activity.part
    if isinstance(part, PracticeDay) and part.visit_id is not None:
        _ensure_visit(part.visit_id, activity, uow)
    for _, action, field in activity.actions():
        _ensure_allowed(place_of(action, field, activity, uow.organisation)[0], uow)
    return title


def recorded_activities(
    uow: ActivitiesWork,
    filters: Mapping[str, Any],
    *,
    tag: str | None,
    own_only: bool,
    after: UUID | None,
    limit: int,
) -> Sequence[Any]:
    """Summaries, without narrative. ``own_only`` shows those that the caller had a part in."""
    return uow.recorded.page(filters, tag=tag, of=uow.actor if own_only else None, after=after, limit=limit)


def recorded_activity(activity_id: UUID, uow: ActivitiesWork, *, own_only: bool) -> Recorded:
    """One with what was written. Raises NotFound: none that the caller may see."""
    found = uow.recorded.get(activity_id)
    if own_only and uow.actor not in found.people:
        raise NotFound("recorded activity", activity_id)
    return found


def _area(command: RecordActivity, uow: ActivitiesWork) -> str:
    if command.service is not None:
        area = uow.organisation.place(command.service, command.team, command.month)
        if command.area not in (None, area):
            raise Invalid(fields={"area": [f"{command.service} is of {area}"]})
    elif command.team is not None:
        raise Invalid(fields={"service": ["is needed with a team"]})
    elif command.area is None:
        area = DIVISION
    elif uow.organisation.area_of(command.area) == command.area:
        area = command.area
    else:
        raise UnknownUnit(f"There is no area {command.area}", fields={"area": ["is not known"]})
    _ensure_allowed(area, uow)
    return area


def _ensure_allowed(area: str, uow: ActivitiesWork) -> None:
    if not uow.scope.allows(area):
        what = "the whole division" if area == DIVISION else area
        raise OutsideAreas(f"This is about {what}, which is outside your areas")


def _known(activity: Recorded, uow: ActivitiesWork) -> str:
    """What its part names is there; of an external review the title of its type.

    Raises:
        Invalid: no such type, or no such activity that the caller may see.
    """
    part = activity.part
    if isinstance(part, PracticeDay) and part.activities:
        known = uow.recorded.known(part.activities)
        wrong = {
            f"details.activities.{n}": ["is not known"]
            for n, activity_id in enumerate(part.activities)
            if activity_id not in known
        }
        if wrong:
            raise Invalid(fields=wrong)
    if isinstance(part, ExternalReview):
        titles = {one.code: one.title for one in uow.review_types.all()}
        if part.type not in titles:
            raise Invalid(fields={"details.type": [f"is none of {', '.join(titles)}"]})
        return titles[part.type]
    return ""


def _ensure_visit(visit_id: UUID, activity: Recorded, uow: ActivitiesWork) -> None:
    """It is planned, for this person and place, and no other practice day fulfils it. Raises Invalid; VisitHeld."""
    uow.visits.hold()
    half = half_of(activity.completed_on)
    plan = next(iter(uow.visits.latest(half, half)), None)
    ensure_fulfils(plan, visit_id, activity.led_by, activity.service, activity.team)
    held = uow.recorded.fulfilling([visit_id]).get(visit_id)
    if held is not None and held.activity_id != activity.activity_id:
        raise VisitHeld(
            f"This visit was held on {held.on}",
            fields={"details.visit_id": ["is fulfilled by another practice day"]},
        )
