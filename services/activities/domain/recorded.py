"""A QA activity that is recorded when it is done, whatever its kind, and the event that it makes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

import msgspec

from services.activities.domain.content import Family, SignsOfSafety
from services.activities.domain.external_review import ExternalReview
from services.activities.domain.organisation import Organisation
from services.activities.domain.part import Assigned, Part, RecordedFinding
from services.activities.domain.recorded_refusals import ActionNowhere
from services.activities.domain.shapes import AppreciativeInquiry, Lundy
from shared.contracts.events import recorded as events


class Written(msgspec.Struct, frozen=True, kw_only=True):
    """What every kind can hold. ``families`` are as many as cases, in their order: the conversation, or none (S18)."""

    summary: str = ""
    signs_of_safety: SignsOfSafety | None = None
    lundy: Lundy | None = None
    appreciative_inquiry: AppreciativeInquiry | None = None
    families: tuple[Family | None, ...] = ()
    findings: tuple[RecordedFinding, ...] = ()

    @classmethod
    def of(cls, body: Mapping[str, Any], new_id: Callable[[], UUID]) -> Written:
        """From a request's body whose shape is already known to be right."""
        found = [{**finding, "finding_id": new_id()} for finding in body["findings"]]
        families = [case["family"] for case in body["cases"]]
        return msgspec.convert({**body, "findings": found, "families": families}, cls)


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """One activity. ``cases`` are pseudonyms; ``area`` is ``all`` of what is about the whole division.

    ``practitioners`` are those whose work it is about, ``colleagues`` others who took part; ``theme_id`` is what it
    serves.
    """

    activity_id: UUID
    kind: str
    area: str
    service: str | None
    team: str | None
    led_by: str
    practitioners: tuple[str, ...]
    colleagues: tuple[str, ...]
    month: date
    completed_on: date
    cases: tuple[str, ...]
    tags: tuple[str, ...]
    written: Written
    part: Part
    theme_id: UUID | None = None
    version: int = 1

    def actions(self) -> Iterator[tuple[UUID, Assigned, str]]:
        """Actions of findings, then of the part: id of what asks for it, action, and the field it stands in."""
        for n, finding in enumerate(self.written.findings):
            if finding.action is not None:
                yield finding.finding_id, finding.action, f"findings.{n}.action"
        yield from self.part.actions()


def place_of(
    action: Assigned, field: str, activity: Recorded, organisation: Organisation
) -> tuple[str, str, str | None]:
    """Area, service and team in which an action is to be done: as it says, else the activity's, else its owner's.

    Raises:
        UnknownUnit: no such service. ActionNowhere: nobody says in which service.
    """
    if action.service is not None and action.service != activity.service:
        return organisation.place(action.service, None, activity.month), action.service, None
    if activity.service is not None:
        return activity.area, activity.service, activity.team
    service = organisation.people[action.owner].service
    area = organisation.area_of(service)
    if service is None or area is None:
        raise ActionNowhere(
            "Say in which service the action is to be done: neither the activity nor the owner is of one",
            fields={f"{field}.service": ["is needed"]},
        )
    return area, service, None


def recorded(
    activity: Recorded, organisation: Organisation, review_title: str = ""
) -> events.ActivityRecorded:
    """The state that readers need; nothing of what was written but the titles of actions (promise 4)."""
    part = activity.part
    return events.ActivityRecorded(
        area=activity.area,
        activity_id=activity.activity_id,
        kind=activity.kind,
        led_by=activity.led_by,
        practitioners=list(activity.practitioners),
        service=activity.service,
        team=activity.team,
        month=activity.month,
        completed_on=activity.completed_on,
        actions=[_placed(*one, activity, organisation) for one in activity.actions()],
        external=events.ExternalReview(
            type=part.type,
            title=review_title,
            findings=len(activity.written.findings),
            recommendations=len(part.recommendations),
        )
        if isinstance(part, ExternalReview)
        else None,
        theme_id=activity.theme_id,
    )


def _placed(
    id: UUID, action: Assigned, field: str, activity: Recorded, organisation: Organisation
) -> events.PlacedAction:
    area, service, team = place_of(action, field, activity, organisation)
    return events.PlacedAction(
        finding_id=id,
        title=action.title,
        owner=action.owner,
        reach=action.reach,
        priority=action.priority,
        area=area,
        service=service,
        team=team,
    )
