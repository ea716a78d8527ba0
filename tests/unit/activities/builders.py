"""A small invented organisation and a complete audit, for tests to change one thing of."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from msgspec.structs import replace

from services.activities.domain.content import (
    ActionDraft,
    Content,
    DomainGrade,
    Family,
    Finding,
    PractitionerPart,
    SignsOfSafety,
)
from services.activities.domain.organisation import Organisation, Person, Unit
from services.activities.domain.vocabulary import DOMAINS

TODAY = date(2026, 3, 20)
MARCH = date(2026, 3, 1)


def unit(code: str, kind: str, parent: str | None) -> Unit:
    return Unit(code=code, kind=kind, parent=parent, valid_from=date(2020, 1, 1))


def person(id: str, roles: str, team: str | None = None, above: str | None = None, **more: Any) -> Person:
    service = more.pop("service", team[:-3] if team else None)
    return Person(
        id=id, roles=frozenset(roles.split()), service=service, team=team, line_manager=above, **more
    )


def units() -> list[Unit]:
    return [
        unit("social-work", "area", None),
        unit("early-help", "area", None),
        unit("line-cin", "service", "social-work"),
        unit("looked-after", "service", "social-work"),
        unit("youth-justice", "service", "early-help"),
        unit("line-cin-01", "team", "line-cin"),
        unit("line-cin-02", "team", "line-cin"),
        unit("looked-after-01", "team", "looked-after"),
        unit("youth-justice-01", "team", "youth-justice"),
    ]


def people() -> list[Person]:
    """W1 works in line-cin-01 under M1; M2 leads the next team; both answer to S1 and she to H1."""
    return [
        person("W1", "practitioner", "line-cin-01", "M1"),
        person("W2", "practitioner", "line-cin-02", "M2"),
        person("L1", "practice_leader", "line-cin-01", "M1"),
        person("M1", "team_manager", "line-cin-01", "S1"),
        person("M2", "team_manager", "line-cin-02", "S1"),
        person("M3", "team_manager", "looked-after-01", "S2"),
        person("M9", "team_manager", "youth-justice-01"),
        person("S1", "service_manager", None, "H1", service="line-cin"),
        person("S2", "service_manager", None, "H1", service="looked-after"),
        person("H1", "head_of_service", None, None, service="social-work"),
        person("Q1", "qa_manager"),
        person("G1", "team_manager", "line-cin-02", "S1", active=False),
    ]


def organisation(*changed: Person) -> Organisation:
    known = {one.id: one for one in people()} | {one.id: one for one in changed}
    return Organisation(units(), known.values())


def without(*gone: str) -> Organisation:
    return Organisation(units(), [one for one in people() if one.id not in gone])


def content(**changes: Any) -> Content:
    """Eight graded domains, three findings, the family heard."""
    whole = Content(
        grading="graded",
        overall="requires_improvement",
        domains=tuple(
            DomainGrade(domain=domain, grade="good", comment="The plan is clear and the visits are timely.")
            for domain in DOMAINS[:8]
        ),
        signs_of_safety=SignsOfSafety(
            working_well="The grandmother is there every day.",
            worried_about="Supervision was not recorded in March.",
            needs_to_happen="A family meeting before the review.",
            scale=6,
        ),
        practitioner_part=PractitionerPart(took_part=True, view="We talked it through for an hour."),
        family=Family(outcome="heard", who="parent", said="They listen to us now."),
        findings=(
            finding("recording", strength=True),
            finding("management_oversight", action=action()),
            finding("plan_review", action=action(owner="M2", reach="system")),
        ),
    )
    return replace(whole, **changes)


def finding(domain: str, *, strength: bool = False, action: ActionDraft | None = None) -> Finding:
    text = "What was seen in the record and heard in the conversation."
    return Finding(finding_id=uuid4(), domain=domain, text=text, strength=strength, action=action)


def action(**changes: Any) -> ActionDraft:
    whole = ActionDraft(title="Hold a supervision", owner="M1", reach="case", priority="medium")
    return replace(whole, **changes)


def counted() -> Callable[[], UUID]:
    """Ids 1, 2, 3... so that a test can name them."""
    numbers = iter(range(1, 1000))
    return lambda: UUID(int=next(numbers))
