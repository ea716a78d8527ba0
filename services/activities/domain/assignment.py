"""Which moderator gets which audit: independent of it, of its area, and none much busier than another (S11)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256

from services.activities.domain.moderation import moderator_conflict
from services.activities.domain.organisation import Organisation
from services.activities.domain.selection import Submitted


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment:
    """An audit and its moderator; None where nobody of the area may."""

    audit: Submitted
    moderator: str | None


def assign(
    audits: Iterable[Submitted],
    area: str,
    organisation: Organisation,
    roles: Collection[str],
    load: Mapping[str, int],
    seed: int,
) -> list[Assignment]:
    """Give each audit to the least busy moderator of the area who may; equals are told apart by the seed.

    ``roles`` are those that moderate; ``load`` counts what each has to moderate already.
    """
    pool = [
        person.id
        for person in organisation.people.values()
        if person.active
        and not person.roles.isdisjoint(roles)
        and organisation.area_of_person(person) == area
    ]
    busy = dict(load)
    given = []
    for audit in audits:
        may = [
            one
            for one in pool
            if one != audit.rater
            and not moderator_conflict(one, audit.auditor, audit.practitioner, organisation)
        ]
        chosen = min(may, key=lambda one: (busy.get(one, 0), _chance(seed, audit.id, one)), default=None)
        if chosen is not None:
            busy[chosen] = busy.get(chosen, 0) + 1
        given.append(Assignment(audit=audit, moderator=chosen))
    return given


def _chance(seed: int, audit: str, person: str) -> bytes:
    return sha256(f"{seed}:{audit}:{person}".encode()).digest()
