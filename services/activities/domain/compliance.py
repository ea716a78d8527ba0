"""How much auditing each manager was to do, and did (S07)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from services.activities.domain.organisation import Organisation, Person
from services.activities.domain.rules import RuleBook, Rules

Targets = Mapping[tuple[str, date], int]
"""Targets set for somebody in a month, in place of their role's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """An auditor's case-file audits of some months that were not withdrawn.

    Of those with a due date: submitted by then, submitted later, still to do, and still to do past it. ``unallocated``
    were recorded outside a sample.
    """

    on_time: int = 0
    late: int = 0
    outstanding: int = 0
    overdue: int = 0
    unallocated: int = 0

    @property
    def allocated(self) -> int:
        return self.on_time + self.late + self.outstanding + self.overdue

    @property
    def done(self) -> int:
        return self.on_time + self.late + self.unallocated


@dataclass(frozen=True, slots=True, kw_only=True)
class Compliance:
    """One manager's line; ``met`` is None where nothing was asked of them."""

    manager: str
    area: str | None
    service: str | None
    team: str | None
    target: int
    counts: Counts

    @property
    def met(self) -> bool | None:
        return self.counts.done >= self.target if self.target else None


def target_of(person: Person, month: date, targets: Targets, rules: Rules) -> int:
    """What somebody is to do in a month: their own target, else their role's, and nothing in a reflection month."""
    if month.month in rules.reflection_months.value:
        return 0
    quotas = [quota for role, quota in rules.manager_quota.value.items() if role in person.roles]
    return targets.get((person.id, month), max(quotas, default=0))


def comply(
    people: Iterable[Person],
    months: Sequence[date],
    counts: Mapping[str, Counts],
    targets: Targets,
    organisation: Organisation,
    book: RuleBook,
) -> list[Compliance]:
    """A line for everybody at work of whom something was asked, and for everybody who was given or did something."""
    lines = [
        Compliance(
            manager=person.id,
            area=organisation.area_of_person(person),
            service=person.service,
            team=person.team,
            target=sum(target_of(person, month, targets, book.of(month)) for month in months),
            counts=counts.get(person.id, Counts()),
        )
        for person in sorted(people, key=lambda one: one.id)
        if person.active or person.id in counts
    ]
    return [one for one in lines if one.target or one.manager in counts]
