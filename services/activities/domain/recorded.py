"""A QA activity that is recorded when it is done, whatever its kind."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Literal, get_args
from uuid import UUID

import msgspec

from services.activities.domain.content import Family, SignsOfSafety
from services.activities.domain.organisation import Organisation
from services.activities.domain.part import Assigned, Part, RecordedFinding, identified
from services.activities.domain.recorded_refusals import ActionNowhere, AlreadyWithdrawn
from services.activities.domain.shapes import AppreciativeInquiry, Lundy
from shared.contracts.difference import Difference, differing

RecordedStatus = Literal["recorded", "withdrawn"]
RECORDED_STATUSES: tuple[str, ...] = get_args(RecordedStatus)


class Written(msgspec.Struct, frozen=True, kw_only=True):
    """What every kind can hold. ``families`` are as many as cases, in their order: the conversation, or none (S18)."""

    summary: str = ""
    signs_of_safety: SignsOfSafety | None = None
    lundy: Lundy | None = None
    appreciative_inquiry: AppreciativeInquiry | None = None
    families: tuple[Family | None, ...] = ()
    findings: tuple[RecordedFinding, ...] = ()

    @classmethod
    def of(cls, body: Mapping[str, Any], new_id: Callable[[], UUID], known: Collection[UUID] = ()) -> Written:
        """From a request's body whose shape is already known to be right; ``known`` as in ``identified``."""
        found = identified(body["findings"], "finding_id", "findings", new_id, known)
        families = [case["family"] for case in body["cases"]]
        return msgspec.convert({**body, "findings": found, "families": families}, cls)


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """One activity. ``cases`` are pseudonyms; ``area`` is ``all`` of what is about the whole division.

    ``practitioners`` are those whose work it is about, ``colleagues`` others who took part. ``recorded_by`` wrote its
    first version down; ``theme_id`` is what it serves.
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
    recorded_by: str
    recorded_at: datetime
    theme_id: UUID | None = None
    status: RecordedStatus = "recorded"
    version: int = 1

    def withdraw(self) -> Recorded:
        """It counts no more, and stays to be read. Raises AlreadyWithdrawn."""
        self.ensure_standing()
        return replace(self, status="withdrawn", version=self.version + 1)

    def ensure_standing(self) -> None:
        """Raises AlreadyWithdrawn."""
        if self.status == "withdrawn":
            raise AlreadyWithdrawn("It was withdrawn: what is right now is recorded anew")

    @property
    def people(self) -> list[str]:
        """Everybody with a part in it, whoever led it first."""
        return [self.led_by, *self.practitioners, *self.colleagues]

    def ids(self) -> frozenset[UUID]:
        """Of its findings and of what its part asks for: what a correction may keep."""
        return frozenset(finding.finding_id for finding in self.written.findings) | self.part.ids()

    def document(self) -> dict[str, Any]:
        """All that a correction can change and whether it stands, as plain values: what a version is kept as."""
        plain = (
            *("status", "led_by", "practitioners", "colleagues", "service", "team", "month", "completed_on"),
            *("cases", "tags", "theme_id"),
        )
        said = {name: getattr(self, name) for name in plain}
        whole = {**said, **msgspec.structs.asdict(self.written), "details": self.part}
        plainly: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(whole))
        return plainly

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


def against(
    theirs: Recorded,
    *,
    by: str,
    at: datetime,
    yours: Mapping[str, Any],
    was: Mapping[str, Any] | None,
) -> Difference:
    """How it differs from what somebody wanted who began with ``was``. It was left so ``by`` somebody ``at`` a time."""
    changes = differing(yours, theirs.document(), was)
    return Difference(version=theirs.version, by=by, at=at, changes=changes)
