"""A second pair of eyes on an audit, kept beside the first (S11)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from services.activities.domain.content import Content
from services.activities.domain.organisation import Organisation
from services.activities.domain.refusals import (
    ChangeWithoutReason,
    FutureDate,
    ModeratorNotIndependent,
    MonthMismatch,
    NotAModerator,
    WrongGrading,
)
from services.activities.domain.rules import Rules
from services.activities.domain.standing_in import offices_of, stands_in_for, titles
from services.activities.domain.vocabulary import AUDIT, DOMAINS, GRADES
from shared.contracts.errors import Invalid
from shared.contracts.events.activities import Grade


@dataclass(frozen=True, slots=True, kw_only=True)
class Moderation:
    """A moderator's judgement. ``domains`` holds only the domains that were looked at again.

    A deputy judges ``on_behalf_of`` somebody.
    """

    moderator: str
    moderated_on: date
    overall: Grade | None
    domains: Mapping[str, Grade] = field(default_factory=dict)
    comment: str = ""
    on_behalf_of: str | None = None


def must_be_moderated(kind: str, overall: Grade | None, rules: Rules) -> bool:
    """Every Inadequate audit is looked at twice, and what else the rules of its month say (S11; sector practice)."""
    return kind == AUDIT and overall in rules.moderated_grades.value


def ensure_moderator(
    id: str,
    auditor: str,
    practitioner: str | None,
    organisation: Organisation,
    rules: Rules,
    on: date | None = None,
) -> str | None:
    """Service managers and heads of service moderate, never their own audit, practice or direct report.

    Whoever stands further up the line may: the managers of a service moderate the audits of its teams (S11).
    A deputy moderates on the days on which they act for a moderator (``on``), where both may (S02). Returns whom they
    stand in for, None where the office is their own.

    Raises:
        UnknownPerson: no such person. NotAModerator: another role. ModeratorNotIndependent: with the reason.
    """
    organisation.person(id)
    roles = rules.moderator_roles
    offices = offices_of(id, roles, organisation, on)
    if not offices:
        raise NotAModerator(f"Audits are moderated by somebody at work as {titles(roles)}", by=roles)
    principal, reason = stands_in_for(
        id, offices, lambda one: moderator_conflict(one, auditor, practitioner, organisation)
    )
    if reason:
        raise ModeratorNotIndependent(reason)
    return principal


def moderator_conflict(
    id: str, auditor: str, practitioner: str | None, organisation: Organisation
) -> str | None:
    """Why somebody must not moderate or adjudicate an audit, or None when they may."""
    if id == auditor:
        return "Nobody looks a second time at their own audit"
    if practitioner is None:
        return None
    if id == practitioner:
        return "Nobody looks at an audit of their own practice"
    worker = organisation.people.get(practitioner)
    return f"{id} is the line manager of {practitioner}" if worker and id == worker.line_manager else None


def ensure_no_rater(id: str, rating: str | None) -> None:
    """Whoever is asked for a second rating of an audit, or gave one, does not moderate it (S06, S11).

    It is asked before the judgement is compared with the grades, of which a second rater knows nothing. ``rating`` is
    how the moderator's own second rating stands.

    Raises:
        ModeratorNotIndependent: there is one.
    """
    if rating is not None:
        raise ModeratorNotIndependent(f"{id} rates this audit a second time")


def ensure_judgement(moderation: Moderation, original: Content, submitted_on: date, today: date) -> None:
    """The judgement fits the audit it is about.

    Raises:
        Invalid: a code that is not known. FutureDate, MonthMismatch: a date that cannot be.
        WrongGrading: a grade for an ungraded audit, or none for a graded one.
        ChangeWithoutReason: a grade changed without a comment.
    """
    ensure_grades(moderation.overall, moderation.domains, original)
    if moderation.moderated_on > today:
        raise FutureDate("Moderated in the future", fields={"moderated_on": ["is in the future"]})
    if moderation.moderated_on < submitted_on:
        raise MonthMismatch(
            "An audit is moderated after it is submitted", fields={"moderated_on": ["is too early"]}
        )
    if changes(moderation, original) and not moderation.comment.strip():
        raise ChangeWithoutReason("Say why the grade changes", fields={"comment": ["is missing"]})


def ensure_grades(overall: Grade | None, domains: Mapping[str, Grade], original: Content) -> None:
    """Grades of a second look are of the field's, and there where the audit has some.

    Raises:
        Invalid: a code that is not known. WrongGrading: a grade for an ungraded audit, or none for a graded one.
    """
    wrong = {
        f"domains.{code}": ["is not a domain with a grade"]
        for code, grade in domains.items()
        if code not in DOMAINS or grade not in GRADES
    }
    if overall is not None and overall not in GRADES:
        wrong["overall"] = ["is not a grade"]
    if wrong:
        raise Invalid(fields=wrong)
    if original.grading == "ungraded" and (overall or domains):
        raise WrongGrading("An ungraded audit is looked at a second time without grades")
    if original.grading == "graded" and overall is None:
        raise WrongGrading(
            "A graded audit is looked at a second time with an overall grade",
            fields={"overall": ["is missing"]},
        )


def changes(moderation: Moderation, original: Content) -> bool:
    """Whether any grade differs from the auditor's."""
    given = {one.domain: one.grade for one in original.domains}
    return moderation.overall != original.overall or any(
        given.get(code) != grade for code, grade in moderation.domains.items()
    )
