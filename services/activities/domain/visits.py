"""Focused practice days: who of the leaders visits whom in a half-year (S15)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

import msgspec

from services.activities.domain.calendar import ensure_activity_month, last_of, months_before
from services.activities.domain.organisation import Organisation
from services.activities.domain.programme_refusals import VisitorsMissing
from services.activities.domain.refusals import UnknownPerson
from services.activities.domain.rules import RuleBook, Rules
from shared.contracts.errors import Invalid

Doing = Literal["audit", "observation", "guided_conversation", "session"]
DOINGS: tuple[str, ...] = get_args(Doing)

HALVES = (4, 10)
"""The months in which a half-year begins: councils plan from April to March."""


class Visit(msgspec.Struct, frozen=True, kw_only=True):
    """``visitor`` spends a day with a service, or a team of it. ``held_on`` says that it happened."""

    visitor: str
    service: str
    team: str | None = None
    on: date
    doing: tuple[Doing, ...]
    held_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitPlan:
    """All visits of a half-year, one version of them; ``half`` is its first day."""

    half: date
    version: int
    visits: tuple[Visit, ...]
    reason: str


def last_day(half: date) -> date:
    """The last day of a half-year."""
    return last_of(months_before(half, -5))


def ensure_visits(
    half: date, visits: Sequence[Visit], organisation: Organisation, book: RuleBook, today: date
) -> None:
    """Everybody who must visit does, in this half-year, somebody who is there.

    Raises:
        Invalid: a half-year that is none, every date that cannot be, and a visit that stands there twice.
        ReflectionMonth: no practice days in it (S05). UnknownPerson: a visitor who is not at work. UnknownUnit.
        VisitorsMissing: a role without a visit.
    """
    if half.month not in HALVES:
        raise Invalid(fields={"half": ["must begin in April or October"]})
    wrong = {field: [reason] for n, one in enumerate(visits) for field, reason in _wrong(n, one, half, today)}
    wrong |= {f"visits.{n}": ["stands there twice"] for n, one in enumerate(visits) if one in visits[:n]}
    if wrong:
        raise Invalid(fields=wrong)
    for n, one in enumerate(visits):
        ensure_activity_month(one.on, book.of(one.on))
        person = organisation.people.get(one.visitor)
        if person is None or not (person.active or one.held_on):
            raise UnknownPerson(
                f"{one.visitor} is not known to be at work here",
                fields={f"visits.{n}.visitor": ["is not known or no longer at work"]},
            )
        organisation.place(one.service, one.team, one.on)
    _ensure_roles(visits, organisation, book.of(half))


def passed_on(before: Sequence[Visit], after: Sequence[Visit]) -> Iterator[tuple[Visit, str]]:
    """Visits not held yet, of a place and day that had one visitor and has another one now, with whose it was."""
    known, now = _by_place(before), _by_place(after)
    for place, visits in now.items():
        old = known.get(place, [])
        if len(visits) == len(old) == 1 and visits[0].held_on is None and visits[0].visitor != old[0].visitor:
            yield visits[0], old[0].visitor


def _by_place(visits: Sequence[Visit]) -> dict[tuple[str, str | None, date], list[Visit]]:
    found: dict[tuple[str, str | None, date], list[Visit]] = {}
    for one in visits:
        found.setdefault((one.service, one.team, one.on), []).append(one)
    return found


def _ensure_roles(visits: Sequence[Visit], organisation: Organisation, rules: Rules) -> None:
    visiting = {role for one in visits for role in organisation.person(one.visitor).roles}
    missing = [role for role in rules.visit_roles.value if role not in visiting]
    if missing:
        raise VisitorsMissing(
            f"In each half-year there is a visit by every role that must: {', '.join(missing)} missing",
            by=rules.visit_roles,
            fields={"visits": [f"nobody visits as {role}" for role in missing]},
        )


def _wrong(n: int, one: Visit, half: date, today: date) -> Iterator[tuple[str, str]]:
    if not half <= one.on <= last_day(half):
        yield f"visits.{n}.on", f"must be from {half} to {last_day(half)}"
    if one.held_on is not None and one.held_on > today:
        yield f"visits.{n}.held_on", "is in the future"
    elif one.held_on is not None and one.held_on < half:
        yield f"visits.{n}.held_on", "is before the half-year"
