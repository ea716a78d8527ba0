"""When auditor and moderator do not agree: the auditor contests, a third person decides, and all three stay (S11)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import combinations
from typing import TYPE_CHECKING, Literal

from services.activities.domain.moderation import changes, ensure_grades, moderator_conflict
from services.activities.domain.organisation import Organisation
from services.activities.domain.refusals import (
    AdjudicatorNotIndependent,
    AlreadyContested,
    AuditsOnly,
    ContestTooLate,
    GradeUnchanged,
    NotAnAdjudicator,
    NothingToAdjudicate,
    NotModerated,
)
from services.activities.domain.rules import RuleBook, Rules
from services.activities.domain.standing_in import offices_of, stands_in_for, titles
from services.activities.domain.vocabulary import AUDIT, GRADES
from shared.contracts.errors import Invalid
from shared.contracts.events.activities import Grade

if TYPE_CHECKING:
    from services.activities.domain.activity import Activity

APART = 2
"""Two ratings that are this many grades apart are decided by a third person, contested or not."""

Ground = Literal["contested", "two_grades_apart"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Adjudication:
    """What a third person decided. ``domains`` holds only those that were decided as well.

    A deputy decides ``on_behalf_of`` somebody.
    """

    adjudicator: str
    adjudicated_on: date
    because: Ground
    overall: Grade
    domains: Mapping[str, Grade] = field(default_factory=dict)
    comment: str
    on_behalf_of: str | None = None


def contest_by(audit: Activity, book: RuleBook) -> date | None:
    """The last day on which the auditor may contest how it was moderated; None where no grade was changed.

    By the rule of the day on which it was moderated: what was promised then stays, whatever is changed later.
    """
    moderation = audit.moderation
    if moderation is None or not changes(moderation, audit.written):
        return None
    return moderation.moderated_on + timedelta(book.of(moderation.moderated_on).contest_days.value)


def ensure_contestable(audit: Activity, *, contested: bool, today: date, book: RuleBook) -> None:
    """A grade that a moderator changed is contested once, and by ``contest_by``.

    Raises:
        NotModerated; GradeUnchanged; AlreadyContested; ContestTooLate.
    """
    moderation = audit.moderation
    if moderation is None:
        raise NotModerated("It has not been moderated yet")
    last = contest_by(audit, book)
    if last is None:
        raise GradeUnchanged("The moderator changed no grade: there is nothing to contest")
    if contested:
        raise AlreadyContested("It was contested before")
    if today > last:
        raise ContestTooLate(
            f"It was moderated on {moderation.moderated_on}; it could be contested until {last}",
            by=book.of(moderation.moderated_on).contest_days,
        )


def ground(audit: Activity, *, contested: bool, second: Grade | None) -> Ground | None:
    """Why a third person decides, or None. ``second`` is the overall grade of a second rating that was given."""
    if contested:
        return "contested"
    moderated = audit.moderation.overall if audit.moderation else None
    return "two_grades_apart" if apart(audit.overall, moderated, second) else None


def apart(*ratings: Grade | None) -> bool:
    """Whether any two of these are ``APART`` grades from each other."""
    places = [GRADES.index(one) for one in ratings if one is not None]
    return any(abs(one - other) >= APART for one, other in combinations(places, 2))


def ensure_adjudicator(
    id: str, audit: Activity, rater: str | None, organisation: Organisation, rules: Rules, on: date
) -> str | None:
    """Somebody of a role that may decide, who had no part in it. ``rater`` is asked for a second rating, or gave one.

    A deputy decides on the days (``on``) on which they act for such a person, where both may (S02). It is asked before
    the ratings are compared, of which a second rater knows nothing. Returns whom they stand in for, None where the
    office is their own.

    Raises:
        UnknownPerson; NotAnAdjudicator: another role; AdjudicatorNotIndependent: with the reason.
    """
    organisation.person(id)
    roles = rules.adjudicator_roles
    offices = offices_of(id, roles, organisation, on)
    if not offices:
        raise NotAnAdjudicator(f"Somebody at work as {titles(roles)} decides", by=roles)
    principal, reason = stands_in_for(
        id, offices, lambda one: adjudicator_conflict(one, audit, rater, organisation)
    )
    if reason:
        raise AdjudicatorNotIndependent(reason)
    return principal


def adjudicator_conflict(
    id: str, audit: Activity, rater: str | None, organisation: Organisation
) -> str | None:
    """Why somebody must not decide about an audit, or None when they may."""
    if audit.moderation is not None and id in (audit.moderation.moderator, audit.moderation.on_behalf_of):
        return "Nobody adjudicates what they moderated"
    if id == rater:
        return "Nobody adjudicates what they rate a second time"
    return moderator_conflict(id, audit.auditor, audit.practitioner, organisation)


def ensure_adjudicable(audit: Activity, because: Ground | None) -> Ground:
    """There is something to decide, and what must be moderated has been.

    Raises:
        AuditsOnly; NotSubmitted; NotModerated; NothingToAdjudicate.
    """
    if audit.kind != AUDIT:
        raise AuditsOnly("Only case-file audits are adjudicated")
    assert audit.written
    if audit.must_be_moderated and audit.moderation is None:
        raise NotModerated("It must be moderated before anybody decides about it")
    if because is None:
        raise NothingToAdjudicate(
            "Nothing is contested, and no two ratings of this audit are two grades apart"
        )
    return because


def ensure_decision(decision: Adjudication, audit: Activity) -> None:
    """The decision fits the audit and says why. Raises Invalid; WrongGrading."""
    ensure_grades(decision.overall, decision.domains, audit.written)
    if not decision.comment.strip():
        raise Invalid(fields={"comment": ["is needed: a decision says why"]})
