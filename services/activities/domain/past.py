"""Audits that were done before anybody wrote them down here.

Most rules ask for what can no longer be known or mended: whether the auditor was independent in an organisation that
has changed since, what the family said, what was to be done. Of the past they are not asked; what looks odd is told.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from uuid import UUID

import msgspec

from services.activities.domain.activity import Activity
from services.activities.domain.content import Content, DomainGrade, Family, PractitionerPart
from services.activities.domain.independence import conflict
from services.activities.domain.moderation import Moderation
from services.activities.domain.organisation import Organisation
from services.activities.domain.vocabulary import AUDIT, EXEMPT, HEARD
from shared.contracts.events.activities import Grade

NOT_RECORDED = "not_recorded"
"""The family's voice where nothing was written of it."""

Said = tuple[str, str]
"""A column and what is wrong or odd about it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PastAudit:
    """An audit as somebody's list tells of it.

    ``identifier`` is the child's; ``month`` the first day of the month it counts in; ``overall`` is None when it was
    not graded, ``moderator`` when nobody looked at it a second time. ``family_voice`` is ``heard``, ``not_recorded``
    or the code of an exemption.
    """

    reference: str
    identifier: str
    service: str
    team: str | None
    auditor: str
    practitioner: str | None
    completed_on: date
    month: date
    overall: Grade | None
    domains: Mapping[str, Grade]
    family_voice: str
    took_part: bool
    moderator: str | None
    moderated_overall: Grade | None
    moderated_on: date | None

    def said(self) -> bytes:
        """All that the list says but the child's identifier, always written in the same way.

        What is empty is left out, so that a column which a later release knows does not change it.
        """
        told = {name: value for name, value in asdict(self).items() if value and name != "identifier"}
        return msgspec.json.encode(told, order="deterministic")


def contradictions(audit: PastAudit) -> Iterator[Said]:
    """What cannot be true of any audit, whoever did it and whenever."""
    if audit.month > audit.completed_on:
        yield "month", "begins after the audit was completed"
    if audit.overall is None and audit.domains:
        yield "overall", "is missing though domains are graded"
    if audit.moderator is None:
        if audit.moderated_overall or audit.moderated_on:
            yield "moderator", "is missing though the audit was moderated"
    elif (audit.moderated_overall is None) != (audit.overall is None):
        yield "moderated overall", "is graded where the audit is not, or the reverse"
    if audit.moderated_on is not None and audit.moderated_on < audit.completed_on:
        yield "moderated on", "is before the audit was completed"


def doubts(audit: PastAudit, organisation: Organisation) -> Iterator[Said]:
    """What a reader of the list should look at, by the organisation as it is today; the audit is taken all the same."""
    for field in ("auditor", "practitioner", "moderator"):
        person = getattr(audit, field)
        if person is not None and person not in organisation.people:
            yield field, "is nobody known here; taken as it is written"
    if audit.team != team_of(audit, organisation):
        yield "team", "is no team known of the service; the audit is counted without a team"
    auditor = organisation.people.get(audit.auditor)
    if auditor is not None and (reason := conflict(auditor, audit.practitioner, audit.team, organisation)):
        yield "auditor", f"may not have been independent: {reason}"
    if audit.moderator is not None and audit.moderator in (audit.auditor, audit.practitioner):
        yield "moderator", "is the auditor or the practitioner"


def area_of(audit: PastAudit, organisation: Organisation) -> str | None:
    """The area of the service, whenever it stood; None when there is no such service."""
    unit = organisation.units.get(audit.service)
    return organisation.area_of(audit.service) if unit is not None and unit.kind == "service" else None


def team_of(audit: PastAudit, organisation: Organisation) -> str | None:
    """The team, where it is known as one of the service, whenever it stood."""
    unit = organisation.units.get(audit.team or "")
    return audit.team if unit is not None and (unit.kind, unit.parent) == ("team", audit.service) else None


def past_activity(
    audit: PastAudit, *, activity_id: UUID, area: str, case: str, organisation: Organisation
) -> Activity:
    """The audit as it is kept: ``historic``, submitted, and moderated where it was.

    Nobody need moderate it now. A moderation without a day counts as of the day of the audit.
    """
    made = Activity(
        activity_id=activity_id,
        kind=AUDIT,
        status="submitted",
        area=area,
        service=audit.service,
        team=team_of(audit, organisation),
        case=case,
        auditor=audit.auditor,
        practitioner=audit.practitioner,
        month=audit.month,
        submitted_on=audit.completed_on,
        content=_content(audit),
        historic=True,
    )
    if audit.moderator is None:
        return made
    judgement = Moderation(
        moderator=audit.moderator,
        moderated_on=audit.moderated_on or audit.completed_on,
        overall=audit.moderated_overall,
    )
    return made.moderate(judgement).at(made.version + 1)


def _content(audit: PastAudit) -> Content:
    voice = audit.family_voice
    exempt = voice not in (HEARD, NOT_RECORDED)
    return Content(
        grading="ungraded" if audit.overall is None else "graded",
        overall=audit.overall,
        domains=tuple(DomainGrade(domain=code, grade=grade) for code, grade in audit.domains.items()),
        practitioner_part=PractitionerPart(took_part=audit.took_part),
        family=Family(outcome=EXEMPT, code=voice) if exempt else Family(outcome=voice),
    )
