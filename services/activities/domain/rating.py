"""A blind second rating of an audit, which shows whether two people judge alike (S06, S10)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from uuid import UUID

from services.activities.domain.activity import Activity
from services.activities.domain.content import Content
from services.activities.domain.independence import conflict
from services.activities.domain.organisation import Organisation
from services.activities.domain.refusals import (
    AuditsOnly,
    NotAnAuditor,
    NotIndependent,
    RaterElsewhere,
    RaterNotBlind,
    RatingClosed,
    WrongGrading,
)
from services.activities.domain.rules import Rules
from services.activities.domain.vocabulary import AUDIT, DIVISION, RatingStatus
from shared.contracts.events.activities import Grade


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondRating:
    """What a second rater was asked for, and how it ended. ``domains`` maps those that the audit graded."""

    rating_id: UUID
    activity_id: UUID
    rater: str
    requested_by: str
    requested_on: date
    status: RatingStatus = "requested"
    overall: Grade | None = None
    domains: Mapping[str, Grade] = field(default_factory=dict)
    closed_on: date | None = None
    reason: str = ""
    version: int = 1

    def give(self, overall: Grade, domains: Mapping[str, Grade], *, on: date) -> SecondRating:
        """The rating with its grades. Raises RatingClosed."""
        return replace(self._ended("given", on), overall=overall, domains=domains)

    def refuse(self, reason: str, *, on: date) -> SecondRating:
        """The rater says no. Raises RatingClosed."""
        return replace(self._ended("refused", on), reason=reason)

    def withdraw(self, reason: str, *, on: date) -> SecondRating:
        """Whoever asked takes it back. Raises RatingClosed."""
        return replace(self._ended("withdrawn", on), reason=reason)

    def hand_on(self, reason: str, *, on: date) -> SecondRating:
        """Somebody else is asked in their place, under a rating of its own. Raises RatingClosed."""
        return replace(self._ended("handed_on", on), reason=reason)

    def _ended(self, status: RatingStatus, on: date) -> SecondRating:
        if self.status != "requested":
            raise RatingClosed(f"This second rating was {self.status.replace('_', ' ')} before")
        return replace(self, status=status, closed_on=on, version=self.version + 1)


def ensure_ratable(activity: Activity) -> None:
    """Only what was graded can be graded again.

    Raises:
        AuditsOnly: an observation. NotSubmitted: nothing to compare with yet. WrongGrading: ungraded.
    """
    if activity.kind != AUDIT:
        raise AuditsOnly("Only case-file audits are rated a second time")
    if activity.written.grading != "graded":
        raise WrongGrading("An ungraded audit has no grades to compare with")


def ensure_rater(
    id: str, activity: Activity, saw: Iterable[str], organisation: Organisation, rules: Rules
) -> None:
    """The second rater audits, is as independent of the case as an auditor must be, and has not seen the first rating.

    ``saw`` are the people who opened the audit or wrote it down.

    Raises:
        UnknownPerson: no such person. NotAnAuditor: no role that audits case files, or no longer at work.
        RaterElsewhere: works in another area. NotIndependent: in the worker's line or team. RaterNotBlind: with the
        reason.
    """
    person = organisation.person(id)
    if not person.active or person.roles.isdisjoint(rules.second_rater_roles.value):
        raise NotAnAuditor(
            f"{id} has no role that audits case files",
            by=rules.second_rater_roles,
            fields={"rater": ["does not audit"]},
        )
    if organisation.area_of_person(person) not in (activity.area, DIVISION):
        raise RaterElsewhere(
            f"{id} does not work in {activity.area} and could not look at the case",
            fields={"rater": ["works in another area"]},
        )
    if reason := conflict(person, activity.practitioner, activity.team, organisation):
        raise NotIndependent(
            f"A second rater is independent of the case: {reason}", fields={"rater": [reason]}
        )
    if id == activity.auditor:
        raise RaterNotBlind(
            "Nobody rates their own audit a second time", fields={"rater": ["is the auditor"]}
        )
    if activity.moderation is not None and id == activity.moderation.moderator:
        raise RaterNotBlind(f"{id} moderated this audit", fields={"rater": ["is the moderator"]})
    if id in saw:
        raise RaterNotBlind(f"{id} has seen this audit", fields={"rater": ["has seen the first rating"]})


def ensure_whole(domains: Mapping[str, Grade], original: Content) -> None:
    """The second rating grades the domains that the audit graded, all of them and no other.

    Raises:
        WrongGrading: every domain that is missing or too many.
    """
    wanted = {one.domain for one in original.domains}
    wrong = {f"domains.{code}": ["is missing"] for code in sorted(wanted - domains.keys())}
    wrong |= {f"domains.{code}": ["was not graded in the audit"] for code in sorted(domains.keys() - wanted)}
    if wrong:
        raise WrongGrading("A second rating grades the domains that the audit graded", fields=wrong)
