"""An audit or observation from allocation to moderation or withdrawal, and the events it makes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from services.activities.domain.adjudication import Adjudication
from services.activities.domain.content import Content, Finding
from services.activities.domain.moderation import Moderation
from services.activities.domain.refusals import (
    AlreadyAdjudicated,
    AlreadyModerated,
    AlreadySubmitted,
    AuditsOnly,
    NotSubmitted,
    SameAuditor,
    Withdrawn,
)
from services.activities.domain.stages import Stage
from services.activities.domain.tool import ToolRef
from services.activities.domain.vocabulary import AUDIT, Status
from shared.contracts.events import activities as events


@dataclass(frozen=True, slots=True, kw_only=True)
class Activity:
    """One QA activity. ``case`` is a pseudonym; ``month`` the first day of the month it counts in.

    ``made_at`` is when it was written down, by the clock of the device; ``received_at`` when it came here.
    ``stages`` are given where somebody reads an audit that is made in stages, ``contest_by`` where its moderation can
    be contested.
    ``tool`` is the version of the audit tool it is, or was, made with.
    What is ``historic`` was done before and imported. ``theme_id`` is the theme, spotlight or regulatory theme that it
    serves.
    """

    activity_id: UUID
    kind: events.ActivityKind
    status: Status
    area: str
    service: str
    team: str | None
    case: str | None
    auditor: str
    practitioner: str | None
    month: date
    due_on: date | None = None
    sample_id: UUID | None = None
    submitted_on: date | None = None
    made_at: datetime | None = None
    received_at: datetime | None = None
    content: Content | None = None
    tool: ToolRef | None = None
    theme_id: UUID | None = None
    must_be_moderated: bool = False
    historic: bool = False
    moderation: Moderation | None = None
    adjudication: Adjudication | None = None
    stages: tuple[Stage, ...] = ()
    contest_by: date | None = None
    version: int = 1

    @property
    def overall(self) -> events.Grade | None:
        """The auditor's grade, which nothing alters."""
        return self.content.overall if self.content else None

    @property
    def final(self) -> events.Grade | None:
        """The grade that stands: the adjudicator's, or else the moderator's, or else the auditor's."""
        if self.adjudication is not None:
            return self.adjudication.overall
        return (self.moderation.overall if self.moderation else None) or self.overall

    @property
    def written(self) -> Content:
        """What was written. Raises NotSubmitted."""
        if self.content is None:
            raise NotSubmitted("It has not been submitted yet")
        return self.content

    @property
    def due(self) -> date:
        """When it is due; every allocated activity is."""
        assert self.due_on is not None
        return self.due_on

    def at(self, version: int) -> Activity:
        """The same activity as it stands after a change."""
        return self if version == self.version else replace(self, version=version)

    def submit(
        self,
        content: Content,
        *,
        practitioner: str | None,
        on: date,
        must_be_moderated: bool,
        made_at: datetime | None = None,
        received_at: datetime | None = None,
        tool: ToolRef | None = None,
        theme_id: UUID | None = None,
    ) -> Activity:
        """The activity with what was written; its rules have been asked before.

        Raises:
            AlreadySubmitted: it was finished before. Withdrawn.
        """
        self._ensure_allocated("is not written twice")
        return replace(
            self,
            status="submitted",
            content=content,
            practitioner=practitioner,
            submitted_on=on,
            tool=tool or self.tool,
            theme_id=theme_id or self.theme_id,
            must_be_moderated=must_be_moderated,
            made_at=made_at,
            received_at=received_at,
        )

    def ensure_open(self) -> None:
        """It is still to be written. Raises AlreadySubmitted, Withdrawn."""
        self._ensure_allocated("is not drafted any more")

    def ensure_in_hand(self) -> None:
        """Parts are added to an allocated audit alone. Raises AuditsOnly, AlreadySubmitted, Withdrawn."""
        if self.kind != AUDIT:
            raise AuditsOnly("Only case-file audits are made in stages")
        self._ensure_allocated("no part of it is written any more")

    def moderate(self, moderation: Moderation) -> Activity:
        """The activity with a moderator's judgement beside the original, which stays as it was (S11).

        Raises:
            as ``ensure_moderable``.
        """
        self.ensure_moderable()
        return replace(self, status="moderated", moderation=moderation)

    def ensure_moderable(self) -> None:
        """Raises AuditsOnly, NotSubmitted, AlreadyModerated, AlreadyAdjudicated, Withdrawn."""
        if self.kind != AUDIT:
            raise AuditsOnly("Only case-file audits are moderated")
        self._ensure_not_withdrawn()
        if self.status == "allocated":
            raise NotSubmitted("It has not been submitted yet")
        if self.status == "moderated":
            raise AlreadyModerated("It was moderated before")
        self.ensure_undecided()

    def adjudicate(self, adjudication: Adjudication) -> Activity:
        """The activity with a third person's decision beside what it decides between. Raises AlreadyAdjudicated."""
        self.ensure_undecided()
        return replace(self, adjudication=adjudication)

    def ensure_undecided(self) -> None:
        """Raises AlreadyAdjudicated."""
        if self.adjudication is not None:
            raise AlreadyAdjudicated("It was adjudicated before")

    def withdraw(self) -> Activity:
        """The activity at the end of its life, undone; what was written is never taken away.

        Raises:
            AlreadySubmitted, Withdrawn.
        """
        self._ensure_allocated("stays")
        return replace(self, status="withdrawn")

    def hand_on(self, auditor: str) -> Activity:
        """The activity in another auditor's hands; whether they may have it has been asked before.

        Raises:
            AlreadySubmitted, Withdrawn. SameAuditor: it is theirs already.
        """
        self._ensure_allocated("is not handed on")
        if auditor == self.auditor:
            raise SameAuditor(f"{auditor} has it already", fields={"auditor": ["is the present auditor"]})
        return replace(self, auditor=auditor)

    def extend(self, due_on: date) -> Activity:
        """The activity with a later due date; its rules have been asked before.

        Raises:
            AlreadySubmitted, Withdrawn.
        """
        self._ensure_allocated("needs no more time")
        return replace(self, due_on=due_on)

    def _ensure_allocated(self, consequence: str) -> None:
        self._ensure_not_withdrawn()
        if self.status != "allocated":
            raise AlreadySubmitted(f"It was submitted before and {consequence}")

    def _ensure_not_withdrawn(self) -> None:
        if self.status == "withdrawn":
            raise Withdrawn("It was withdrawn")


def allocated(activity: Activity, due_on: date) -> events.ActivityAllocated:
    return events.ActivityAllocated(
        area=activity.area,
        activity_id=activity.activity_id,
        kind=activity.kind,
        case=activity.case,
        auditor=activity.auditor,
        practitioner=activity.practitioner,
        service=activity.service,
        team=activity.team,
        month=activity.month,
        due_on=due_on,
        theme_id=activity.theme_id,
    )


def submitted(activity: Activity, content: Content, on: date) -> events.ActivitySubmitted:
    """The state that readers need; of the narrative nothing but grades and codes (promise 4)."""
    return events.ActivitySubmitted(
        area=activity.area,
        activity_id=activity.activity_id,
        kind=activity.kind,
        case=activity.case,
        auditor=activity.auditor,
        practitioner=activity.practitioner,
        service=activity.service,
        team=activity.team,
        month=activity.month,
        submitted_on=on,
        due_on=activity.due_on,
        overall=content.overall,
        domains={one.domain: one.grade for one in content.domains if one.grade},
        family_voice=content.family.voice if content.family else "",
        practitioner_took_part=content.practitioner_part.took_part,
        findings=[_published(finding) for finding in content.findings],
        must_be_moderated=activity.must_be_moderated,
        setting=content.setting,
        historic=activity.historic,
        theme_id=activity.theme_id,
    )


def moderated(activity: Activity, moderation: Moderation) -> events.ActivityModerated:
    return events.ActivityModerated(
        area=activity.area,
        activity_id=activity.activity_id,
        kind=activity.kind,
        auditor=activity.auditor,
        moderator=moderation.moderator,
        service=activity.service,
        team=activity.team,
        month=activity.month,
        moderated_on=moderation.moderated_on,
        original=activity.overall,
        moderated=moderation.overall,
        domains=dict(moderation.domains),
        historic=activity.historic,
        contest_by=activity.contest_by,
    )


def reallocated(activity: Activity, *, before: str, on: date, reason: str) -> events.ActivityReallocated:
    """``before`` is the auditor who had it."""
    return events.ActivityReallocated(
        area=activity.area,
        activity_id=activity.activity_id,
        kind=activity.kind,
        auditor=activity.auditor,
        previous_auditor=before,
        service=activity.service,
        team=activity.team,
        month=activity.month,
        due_on=activity.due,
        reallocated_on=on,
        reason=reason,
    )


def extended(activity: Activity, *, before: date, on: date, reason: str) -> events.ActivityExtended:
    """``before`` is the date on which it was due."""
    return events.ActivityExtended(
        area=activity.area,
        activity_id=activity.activity_id,
        kind=activity.kind,
        auditor=activity.auditor,
        service=activity.service,
        team=activity.team,
        month=activity.month,
        due_on=activity.due,
        previous_due_on=before,
        extended_on=on,
        reason=reason,
    )


def withdrawn(activity: Activity, *, on: date, reason: str) -> events.ActivityWithdrawn:
    return events.ActivityWithdrawn(
        area=activity.area,
        activity_id=activity.activity_id,
        kind=activity.kind,
        auditor=activity.auditor,
        service=activity.service,
        team=activity.team,
        month=activity.month,
        withdrawn_on=on,
        reason=reason,
    )


def _published(finding: Finding) -> events.Finding:
    action = finding.action
    return events.Finding(
        finding_id=finding.finding_id,
        domain=finding.domain,
        strength=finding.strength,
        action=events.RequiredAction(
            title=action.title,
            owner=action.owner,
            reach=action.reach,
            priority=action.priority,
        )
        if action
        else None,
    )
