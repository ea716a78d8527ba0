"""Focused practice days: who of the leaders visits whom in a half-year (S15)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal, get_args
from uuid import UUID

import msgspec
from msgspec import structs

from services.activities.domain.calendar import ensure_activity_month, last_of, months_before
from services.activities.domain.organisation import Organisation
from services.activities.domain.programme_refusals import VisitHeld, VisitorsMissing
from services.activities.domain.refusals import UnknownPerson
from services.activities.domain.rules import RuleBook, Rules
from shared.contracts.errors import Invalid

Doing = Literal["audit", "observation", "guided_conversation", "session"]
DOINGS: tuple[str, ...] = get_args(Doing)

HALVES = (4, 10)
"""The months in which a half-year begins: councils plan from April to March."""


class Visit(msgspec.Struct, frozen=True, kw_only=True):
    """``visitor`` spends a day with a service, or a team of it. ``visit_id`` is its own through all versions of a plan.

    ``held_by`` is the practice day that fulfils it, and is not kept here: it is filled in from what was recorded.
    Earlier plans said ``held_on`` themselves.
    """

    visit_id: UUID | None = None
    visitor: str
    service: str
    team: str | None = None
    on: date
    doing: tuple[Doing, ...]
    held_on: date | None = None
    held_by: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """The practice day that fulfils a planned visit."""

    activity_id: UUID
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitPlan:
    """All visits of a half-year, one version of them; ``half`` is its first day."""

    half: date
    version: int
    visits: tuple[Visit, ...]
    reason: str

    def against(self, held: Mapping[UUID, Held]) -> VisitPlan:
        """The plan with what was held, by entry."""
        return replace(self, visits=tuple(_held(one, held) for one in self.visits))

    @property
    def ids(self) -> list[UUID]:
        return [one.visit_id for one in self.visits if one.visit_id is not None]


def last_day(half: date) -> date:
    """The last day of a half-year."""
    return last_of(months_before(half, -5))


def half_of(day: date) -> date:
    """The first day of the half-year that a day is in."""
    month = day.replace(day=1)
    return next(one for n in range(6) if (one := months_before(month, n)).month in HALVES)


def numbered(
    visits: Sequence[Visit], before: Iterable[Visit], new_id: Callable[[], UUID]
) -> tuple[Visit, ...]:
    """Each visit with the id that it had in the version ``before``, or a new one; and what that said was held.

    Raises:
        Invalid: an id of no visit of that version, or one that stands there twice.
    """
    known = {one.visit_id: one for one in before}
    wrong = {
        f"visits.{n}.visit_id": ["is of no visit of this plan, or stands there twice"]
        for n, one in enumerate(visits)
        if one.visit_id is not None
        and (one.visit_id not in known or one.visit_id in [each.visit_id for each in visits[:n]])
    }
    if wrong:
        raise Invalid(fields=wrong)
    return tuple(
        structs.replace(one, held_on=known[one.visit_id].held_on)
        if one.visit_id is not None
        else structs.replace(one, visit_id=new_id())
        for one in visits
    )


def ensure_held_stay(before: Iterable[Visit], after: Iterable[Visit], held: Collection[UUID]) -> None:
    """A visit that was held stays in the plan, of the same person to the same place.

    Raises:
        VisitHeld: naming them.
    """
    there = {one.visit_id: _who_where(one) for one in after}
    gone = [one for one in before if one.visit_id in held and there.get(one.visit_id) != _who_where(one)]
    if gone:
        raise VisitHeld(
            "A visit that was held stays as it was planned",
            fields={"visits": [f"{one.visitor} was at {one.service}: {one.visit_id}" for one in gone]},
        )


def ensure_fulfils(
    plan: VisitPlan | None, visit_id: UUID, led_by: str, service: str | None, team: str | None
) -> None:
    """The visit is planned for the half-year, for this person, and there.

    Raises:
        Invalid: which of it is not so.
    """
    visit = next((one for one in plan.visits if one.visit_id == visit_id), None) if plan else None
    if visit is None:
        wrong = "is no visit that is planned for this half-year"
    elif visit.visitor != led_by:
        wrong = f"is the visit of {visit.visitor}"
    elif visit.service != service or visit.team not in (None, team):
        wrong = f"is a visit to {visit.team or visit.service}"
    else:
        return
    raise Invalid(fields={"details.visit_id": [wrong]})


def ensure_visits(
    half: date,
    visits: Sequence[Visit],
    organisation: Organisation,
    book: RuleBook,
    held: Collection[UUID] = (),
) -> None:
    """Everybody who must visit does, in this half-year, somebody who is there. Those ``held`` were.

    Raises:
        Invalid: a half-year that is none, every date that cannot be, and a visit that stands there twice.
        ReflectionMonth: no practice days in it (S05). UnknownPerson: a visitor who is not at work. UnknownUnit.
        VisitorsMissing: a role without a visit.
    """
    if half.month not in HALVES:
        raise Invalid(fields={"half": ["must begin in April or October"]})
    wrong = {field: [reason] for n, one in enumerate(visits) for field, reason in _wrong(n, one, half)}
    plain = [structs.replace(one, visit_id=None) for one in visits]
    wrong |= {f"visits.{n}": ["stands there twice"] for n, one in enumerate(plain) if one in plain[:n]}
    if wrong:
        raise Invalid(fields=wrong)
    for n, one in enumerate(visits):
        ensure_activity_month(one.on, book.of(one.on))
        person = organisation.people.get(one.visitor)
        if person is None or not (person.active or one.held_on or one.visit_id in held):
            raise UnknownPerson(
                f"{one.visitor} is not known to be at work here",
                fields={f"visits.{n}.visitor": ["is not known or no longer at work"]},
            )
        organisation.place(one.service, one.team, one.on)
    _ensure_roles(visits, organisation, book.of(half))


def passed_on(before: Iterable[Visit], after: Iterable[Visit]) -> Iterator[tuple[Visit, str]]:
    """Planned visits that had one visitor and have another one now, with whose they were.

    By the visit's own id, also where its place or day has changed with the visitor.
    """
    had = {one.visit_id: one.visitor for one in before}
    for one in after:
        previous = had.get(one.visit_id, one.visitor)
        if one.held_on is None and one.visitor != previous:
            yield one, previous


def _ensure_roles(visits: Sequence[Visit], organisation: Organisation, rules: Rules) -> None:
    visiting = {role for one in visits for role in organisation.person(one.visitor).roles}
    missing = [role for role in rules.visit_roles.value if role not in visiting]
    if missing:
        raise VisitorsMissing(
            f"In each half-year there is a visit by every role that must: {', '.join(missing)} missing",
            by=rules.visit_roles,
            fields={"visits": [f"nobody visits as {role}" for role in missing]},
        )


def _wrong(n: int, one: Visit, half: date) -> Iterator[tuple[str, str]]:
    if not half <= one.on <= last_day(half):
        yield f"visits.{n}.on", f"must be from {half} to {last_day(half)}"


def _held(one: Visit, held: Mapping[UUID, Held]) -> Visit:
    found = held.get(one.visit_id) if one.visit_id else None
    return structs.replace(one, held_on=found.on, held_by=found.activity_id) if found else one


def _who_where(one: Visit) -> tuple[str, str, str | None]:
    return one.visitor, one.service, one.team
