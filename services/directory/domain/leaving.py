"""What somebody holds, and handing it over when they go (S02)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal, get_args

from services.directory.domain.organisation import Organisation
from services.directory.domain.person import Person
from services.directory.domain.refusals import NotHandedOver
from shared.contracts.errors import Invalid

Kind = Literal["line_management", "team", "post", "deputy"]
KINDS_HELD: tuple[str, ...] = get_args(Kind)
LEADS = "team_manager"


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """One thing that somebody holds: the line of ``key``, the team, the post, or acting for somebody."""

    kind: Kind
    key: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedTo:
    """Who takes over. Without a ``key``: everything of that kind."""

    kind: Kind
    to: str
    key: str | None = None


def holdings(person: Person, organisation: Organisation) -> Iterator[Holding]:
    """What would be nobody's without them: whom they manage, a team with no other manager, posts, deputyships."""
    for other in organisation.people.values():
        if other.active and other.line_manager == person.id:
            yield Holding(kind="line_management", key=other.id, name=other.name)
    if LEADS in person.roles and person.team and _alone_in(person, organisation):
        yield Holding(kind="team", key=person.team, name=organisation.units[person.team].name)
    yield from organisation.held.get(person.id, ())


def _alone_in(person: Person, organisation: Organisation) -> bool:
    there = [
        one
        for one in organisation.people.values()
        if one.active and one.team == person.team and one.id != person.id
    ]
    return bool(there) and not any(LEADS in one.roles for one in there)


def taken_over(held: Iterable[Holding], given: Iterable[HandedTo]) -> Mapping[Holding, str]:
    """Who takes over what.

    Raises:
        Invalid: something is handed over that is not held. NotHandedOver: with everything that is left.
    """
    wanted = list(held)
    found: dict[Holding, str] = {}
    for one in given:
        mine = [each for each in wanted if each.kind == one.kind and one.key in (None, each.key)]
        if not mine:
            raise Invalid(
                fields={"handed_to": [f"there is no {one.kind} {one.key or ''} to hand over".rstrip()]}
            )
        found |= dict.fromkeys(mine, one.to) if one.key else {each: found.get(each, one.to) for each in mine}
    left = [f"{one.kind} {one.key} ({one.name})" for one in wanted if one not in found]
    if left:
        raise NotHandedOver(f"Say who takes over {len(left)} of {len(wanted)}", fields={"handed_to": left})
    return found


def after_leaving(
    person: Person, successors: Mapping[Holding, str], organisation: Organisation
) -> list[Person]:
    """The people as they stand once this one has gone: new line managers, and a manager for the team.

    Raises:
        Invalid: a successor is not at work, is the one who leaves, or is the only manager of another team.
    """
    changed = {person.id: replace(person, active=False)}
    wrong = []
    for holding, to in successors.items():
        successor = changed.get(to) or organisation.people.get(to)
        if successor is None or not successor.active:
            wrong.append(f"'{to}' is not known to be at work here")
            continue
        if holding.kind == "line_management":
            report = changed.get(holding.key) or organisation.people[holding.key]
            above = person.line_manager if report.id == to else to
            changed[report.id] = replace(report, line_manager=above)
        if holding.kind == "team":
            if successor.team != holding.key and _leads_alone(successor, organisation):
                wrong.append(f"'{to}' is the only manager of {successor.team}")
            roles = tuple(sorted({*successor.roles, LEADS}))
            changed[to] = replace(successor, roles=roles, service=person.service, team=holding.key)
    if wrong:
        raise Invalid(fields={"handed_to": sorted(set(wrong))})
    return [replace(one, area="" if one.service else one.area) for one in changed.values()]


def _leads_alone(person: Person, organisation: Organisation) -> bool:
    return LEADS in person.roles and person.team is not None and _alone_in(person, organisation)
