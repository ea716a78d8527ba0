"""Who takes part in a review, and who may lead it."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from services.activities.domain.independence import conflict
from services.activities.domain.organisation import Organisation, Person
from services.activities.domain.review_refusals import (
    ChairNotIndependent,
    NotAChair,
    NotAFacilitator,
    NotAnApprover,
)
from services.activities.domain.review_words import APPROVERS, CHAIRS, FACILITATORS


class Participant(msgspec.Struct, frozen=True, kw_only=True):
    """A worker, by ``person``, or a partner, by ``agency`` and role.

    ``may_be_named`` is the worker's own word on being celebrated; None until they say.
    """

    person: str | None = None
    agency: str | None = None
    role: str = ""
    may_be_named: bool | None = None


def workers(participants: Iterable[Participant]) -> list[str]:
    return [one.person for one in participants if one.person is not None]


def ensure_known(participants: Iterable[Participant], organisation: Organisation) -> None:
    """Workers are people of the directory, at work or not. Raises UnknownPerson."""
    for person in workers(participants):
        organisation.person(person)


def ensure_facilitator(id: str, organisation: Organisation) -> None:
    """A success review is facilitated by the principal social worker (S24).

    Raises:
        UnknownPerson. NotAFacilitator: another role, or no longer at work.
    """
    if not _holds(organisation.person(id), FACILITATORS):
        raise NotAFacilitator(
            "A success review is facilitated by the principal social worker",
            fields={"chair": ["is not the principal social worker"]},
        )


def ensure_independent_chair(
    id: str,
    *,
    team: str | None,
    involved: Iterable[str],
    auditor: str | None,
    organisation: Organisation,
) -> None:
    """A learning review is chaired from outside the decisions about the case (S25).

    ``involved`` are the practitioner and the workers who take part: the chair is none of them, not above one in the
    line, in no team of theirs, not in the ``team`` that holds the case, and not the ``auditor`` whose audit led to it.

    Raises:
        UnknownPerson. NotAChair: another role, or no longer at work. ChairNotIndependent: with the reason.
    """
    chair = organisation.person(id)
    if not _holds(chair, CHAIRS):
        raise NotAChair(f"{id} has no role that chairs reviews", fields={"chair": ["does not chair reviews"]})
    if id == auditor:
        raise ChairNotIndependent(
            f"{id} made the audit that led to this", fields={"chair": ["is the auditor"]}
        )
    for worker in (None, *involved):
        if reason := conflict(chair, worker, team, organisation):
            raise ChairNotIndependent(
                f"The chair is independent of the decisions about the case: {reason}",
                fields={"chair": [reason]},
            )


def ensure_approver(approved_by: str, chair: str | None, organisation: Organisation) -> None:
    """A review is called off with the word of somebody who answers for reviews and does not chair this one.

    Raises:
        UnknownPerson. NotAnApprover.
    """
    if approved_by == chair or not _holds(organisation.person(approved_by), APPROVERS):
        raise NotAnApprover(
            "A QA manager or principal social worker who does not chair the review agrees that it is called off",
            fields={"approved_by": ["must be such a person other than the chair"]},
        )


def _holds(person: Person, roles: frozenset[str]) -> bool:
    return person.active and not person.roles.isdisjoint(roles)
