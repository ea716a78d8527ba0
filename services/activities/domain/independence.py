"""Who may look at whose practice."""

from __future__ import annotations

from services.activities.domain.organisation import Organisation, Person
from services.activities.domain.refusals import NotAnAuditor, NotIndependent, UnknownPerson
from services.activities.domain.rules import Rules


def conflict(auditor: Person, worker: str | None, team: str | None, organisation: Organisation) -> str | None:
    """Why this auditor is not independent of a case, or None when they are.

    Not independent is whoever works the case, is above the worker at any distance, or is in the team that
    holds the case or that the worker belongs to.
    """
    if auditor.team is not None and auditor.team == team:
        return f"{auditor.id} is in the team {team} that holds the case"
    if worker is None:
        return None
    if auditor.id == worker:
        return f"{auditor.id} works the case"
    if auditor.id in organisation.line_of(worker):
        return f"{auditor.id} is above {worker} in the line of management"
    practitioner = organisation.people.get(worker)
    if practitioner and auditor.team is not None and auditor.team == practitioner.team:
        return f"{auditor.id} is in the same team as {worker}"
    return None


def ensure_auditor(id: str, organisation: Organisation, rules: Rules) -> Person:
    """The person, once it is sure that auditing is part of their role (S07).

    Raises:
        UnknownPerson: no such person. NotAnAuditor: no role that audits, or no longer at work.
    """
    person = organisation.person(id)
    if not person.active or person.roles.isdisjoint(rules.auditor_roles.value):
        raise NotAnAuditor(
            f"{id} has no role that audits or observes",
            by=rules.auditor_roles,
            fields={"auditor": ["does not audit"]},
        )
    return person


def ensure_independent(
    auditor: Person, practitioner: str | None, team: str | None, organisation: Organisation
) -> None:
    """An audit is done from outside the worker's line and team.

    Raises:
        NotIndependent: with the reason. UnknownPerson: nobody knows the practitioner.
    """
    if practitioner is not None and practitioner not in organisation.people:
        raise UnknownPerson(
            f"Nobody with the id {practitioner} is known", fields={"practitioner": ["is not known"]}
        )
    reason = conflict(auditor, practitioner, team, organisation)
    if reason:
        raise NotIndependent(f"An auditor is independent of the case: {reason}", fields={"auditor": [reason]})


def ensure_observer(observer: Person, practitioner: str | None, organisation: Organisation) -> None:
    """Managers observe their own staff (S12), but nobody observes themselves.

    Raises:
        NotIndependent: observer and practitioner are one. UnknownPerson: nobody knows the practitioner.
    """
    if practitioner is not None:
        organisation.person(practitioner)
    if observer.id == practitioner:
        raise NotIndependent(
            "Nobody observes their own practice", fields={"auditor": ["is the practitioner"]}
        )
