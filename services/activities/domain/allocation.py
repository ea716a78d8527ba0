"""Which auditor gets which case: independent of it, from its area, and none much busier than another."""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from services.activities.domain.independence import conflict, ensure_independent
from services.activities.domain.organisation import Organisation, Person
from services.activities.domain.refusals import (
    AuditorAway,
    AuditorElsewhere,
    NobodyToAudit,
    NotAnAuditor,
    NotIndependent,
    Refusal,
    UnknownPerson,
)
from services.activities.domain.rules import Rules
from services.activities.domain.sampling import FrameCase


@dataclass(frozen=True, slots=True, kw_only=True)
class Allocation:
    """A case and the auditor it goes to."""

    case: FrameCase
    auditor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Unallocated:
    """A case that nobody may audit, and what says so."""

    case: FrameCase
    why: Refusal


def auditors_of(area: str, organisation: Organisation, rules: Rules) -> list[Person]:
    """Managers at work in an area whose role includes auditing (S07), in the order of their ids."""
    return sorted(
        (
            person
            for person in organisation.people.values()
            if _audits(person, rules) and organisation.area_of_person(person) == area
        ),
        key=lambda person: person.id,
    )


def ensure_allocatable(
    auditor: str,
    *,
    area: str,
    practitioner: str | None,
    team: str | None,
    organisation: Organisation,
    rules: Rules,
) -> None:
    """An audit may be given to this person: the rules of a sample's allocation, asked of one.

    Raises:
        UnknownPerson; NotAnAuditor: samples are not allocated to their role, or they are no longer at work;
        AuditorElsewhere: they work in another area; NotIndependent: of the case.
    """
    person = organisation.person(auditor)
    if not _audits(person, rules):
        roles = " or ".join(rules.allocated_roles.value).replace("_", " ")
        raise NotAnAuditor(
            f"Audits are allocated to somebody at work as {roles}; {auditor} is none",
            by=rules.allocated_roles,
            fields={"auditor": ["has no audits allocated"]},
        )
    if organisation.area_of_person(person) != area:
        raise AuditorElsewhere(f"{auditor} does not work in {area}", fields={"auditor": ["works elsewhere"]})
    ensure_independent(person, practitioner, team, organisation)


def _audits(person: Person, rules: Rules) -> bool:
    return person.active and not person.roles.isdisjoint(rules.allocated_roles.value)


def allocate(
    cases: Iterable[FrameCase],
    organisation: Organisation,
    load: Mapping[str, int],
    seed: int,
    rules: Rules,
    away: frozenset[str] = frozenset(),
) -> tuple[list[Allocation], list[Unallocated]]:
    """Give each case to the least busy auditor of its area who is independent of it.

    ``load`` counts what each auditor already has in the month. Equals are told apart by the seed, so the same
    sample is allocated in the same way. Who is ``away`` gets none.
    """
    chance = random.Random(seed)
    busy = dict(load)
    pools: dict[str, list[Person]] = {}
    given: list[Allocation] = []
    refused: list[Unallocated] = []
    for case in cases:
        if case.area not in pools:
            pools[case.area] = auditors_of(case.area, organisation, rules)
        there = [one for one in pools[case.area] if one.id not in away]
        free = [one for one in there if not conflict(one, case.worker, case.team, organisation)]
        if why := _refusal(case, pools[case.area], there, free, organisation, rules):
            refused.append(Unallocated(case=case, why=why))
            continue
        least = min(busy.get(one.id, 0) for one in free)
        chosen = chance.choice([one for one in free if busy.get(one.id, 0) == least])
        busy[chosen.id] = least + 1
        given.append(Allocation(case=case, auditor=chosen.id))
    return given, refused


def _refusal(
    case: FrameCase,
    pool: list[Person],
    there: list[Person],
    free: list[Person],
    organisation: Organisation,
    rules: Rules,
) -> Refusal | None:
    if case.worker is not None and case.worker not in organisation.people:
        return UnknownPerson(f"Nobody with the id {case.worker} is known")
    if not pool:
        return NobodyToAudit(
            f"No manager of {case.area} has auditing in their role", by=rules.allocated_roles
        )
    if not there:
        return AuditorAway(f"Every auditor of {case.area} is away when it is due, or for all of the month")
    if not free:
        return NotIndependent(f"Every auditor of {case.area} who is there is in the worker's line or team")
    return None
