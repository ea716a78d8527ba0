"""Invented events of a small division, seeded: what happened is known, so that what was counted can be checked."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from msgspec import structs

from services.reporting.domain import vocabulary as say
from services.reporting.domain.facts import Fact, merge
from services.reporting.domain.folding import fact_of
from services.reporting.domain.organisation import Organisation
from shared.contracts.events.actions import ActionClosed, ActionOpened, ActionRescheduled
from shared.contracts.events.activities import (
    ActivityAllocated,
    ActivityModerated,
    ActivitySubmitted,
    Finding,
    PlanAgreed,
)
from shared.contracts.events.feedback import FeedbackReceived
from shared.contracts.events.recorded import ActivityRecorded
from shared.contracts.registry import Event

MAY, JUNE = date(2026, 5, 1), date(2026, 6, 1)
TREE = {
    "social-work": ("line-cin", "looked-after"),
    "early-help": ("targeted-youth", "youth-justice"),
    "safeguarding": ("independent-chairs",),
}
ORGANISATION = Organisation(dict(TREE), {"social-work": "Social Work Teams"})
GRADES = list(say.GRADES)
Happening = tuple[Event, int, UUID]
"""An event, its sequence and its id."""


def uid(chance: random.Random) -> UUID:
    return UUID(int=chance.getrandbits(128), version=4)


def submitted(activity_id: UUID, **other: Any) -> ActivitySubmitted:
    """A plain audit, finished on time, but for what is said otherwise."""
    plain: dict[str, Any] = {
        "area": "social-work",
        "kind": say.AUDIT,
        "case": "k",
        "auditor": "P1",
        "practitioner": "P2",
        "service": "line-cin",
        "team": "line-cin-01",
        "month": JUNE,
        "submitted_on": JUNE + timedelta(9),
        "due_on": JUNE + timedelta(19),
        "overall": "good",
        "domains": {"recording": "good", "impact": "requires_improvement"},
        "family_voice": "heard",
        "practitioner_took_part": True,
        "findings": [],
    }
    return ActivitySubmitted(activity_id=activity_id, **{**plain, **other})


def moderated(activity_id: UUID, original: str, after: str, **other: Any) -> ActivityModerated:
    plain: dict[str, Any] = {
        "area": "social-work",
        "kind": say.AUDIT,
        "auditor": "P1",
        "moderator": "P3",
        "service": "line-cin",
        "team": None,
        "month": JUNE,
        "moderated_on": JUNE + timedelta(24),
    }
    return ActivityModerated(
        activity_id=activity_id, original=original, moderated=after, **{**plain, **other}
    )  # type: ignore[arg-type]


def recorded(activity_id: UUID, kind: str, **other: Any) -> ActivityRecorded:
    plain: dict[str, Any] = {
        "area": "social-work",
        "led_by": "P1",
        "practitioners": [],
        "service": "line-cin",
        "team": None,
        "month": JUNE,
        "completed_on": JUNE + timedelta(9),
        "actions": [],
    }
    return ActivityRecorded(activity_id=activity_id, kind=kind, **{**plain, **other})


def rescheduled(action_id: UUID, opened: date, due: date, before: date) -> Event:
    """The same open action with another due date."""
    known = structs.asdict(action(action_id, opened, due, None))
    return ActionRescheduled(**known, previous_due_on=before, agreed_by="P3")


def action(action_id: UUID, opened: date, due: date, closed: date | None, **other: Any) -> Event:
    plain: dict[str, Any] = {
        "area": "social-work",
        "action_id": action_id,
        "activity_id": action_id,
        "finding_id": action_id,
        "owner": "P2",
        "service": "line-cin",
        "team": None,
        "reach": "case",
        "priority": "high",
        "title": "Ask the family",
        "opened_on": opened,
        "due_on": due,
        **other,
    }
    if closed is None:
        return ActionOpened(**plain, status="open")
    return ActionClosed(**plain, status="closed", closed_on=closed, closed_by="P3")


def months(seed: int, audits: int = 40) -> list[Happening]:
    """May and June of the division, in the order in which it happened."""
    chance = random.Random(seed)
    found: list[Happening] = []

    def happen(event: Event, sequence: int) -> None:
        found.append((event, sequence, uid(chance)))

    for month in (MAY, JUNE):
        for area, services in TREE.items():
            for service in services:
                plan = {"area": area, "service": service, "month": month, "kind": say.AUDIT}
                happen(PlanAgreed(plan_id=uid(chance), target=chance.randint(3, 12), **plan), 1)
        for _ in range(audits + audits // 2):
            _activity(month, chance, happen)
        for _ in range(audits):
            _feedback(month, chance, happen)
    own = random.Random(f"recorded {seed}")  # so that what was there before is drawn as it was
    for _ in range(audits):
        kind, month = own.choice(list(say.RECORDED)), own.choice((MAY, JUNE))
        place = own.choice([*((area, TREE[area][0]) for area in TREE), ("early-help", None), ("all", None)])
        event = recorded(uid(own), kind, month=month, area=place[0], service=place[1])
        found.append((event, 1, uid(own)))
    return found


def _activity(month: date, chance: random.Random, happen: Any) -> None:
    area = chance.choice(list(TREE))
    service, activity_id = chance.choice(TREE[area]), uid(chance)
    where = {"area": area, "service": service, "month": month}
    kind = chance.choice(list(say.KINDS))
    grade = chance.choices(GRADES, (5, 47, 41, 7))[0] if kind == say.AUDIT else None
    due = month + timedelta(24)
    if kind == say.AUDIT:
        people = {"case": "k", "auditor": "P1", "practitioner": None, "team": None}
        happen(ActivityAllocated(activity_id=activity_id, kind=kind, due_on=due, **people, **where), 1)
    if chance.random() < 0.1:
        return
    finding = Finding(finding_id=uid(chance), domain="recording", strength=chance.random() < 0.5)
    voice = "heard" if chance.random() < 0.6 else chance.choice(list(say.EXEMPTIONS))
    event = submitted(
        activity_id,
        kind=kind,
        submitted_on=month + timedelta(chance.randint(0, 27)),
        due_on=due,
        overall=grade,
        domains={one: chance.choices(GRADES, (5, 47, 41, 7))[0] for one in say.DOMAINS} if grade else {},
        family_voice=voice,
        practitioner_took_part=chance.random() < 0.8,
        findings=[finding],
        **where,
    )
    happen(event, 2)
    if grade and (grade == "inadequate" or chance.random() < 0.25):
        after = GRADES[min(3, GRADES.index(grade) + (chance.random() < 0.3))]
        happen(moderated(activity_id, grade, after, **where), 3)
    for _ in range(chance.randint(0, 3)):
        opened = month + timedelta(chance.randint(0, 27))
        due_on = opened + timedelta(chance.choice((1, 14, 28, 42)))
        closed = due_on + timedelta(chance.randint(-14, 40)) if chance.random() < 0.7 else None
        action_id, place = uid(chance), {"area": area, "service": service}
        happen(action(action_id, opened, due_on, None, **place), 1)
        if closed and closed >= opened:
            happen(action(action_id, opened, due_on, closed, **place), 2)


def _feedback(month: date, chance: random.Random, happen: Any) -> None:
    area = chance.choice(list(TREE))
    kind = chance.choices(list(say.FEEDBACK), (30, 10, 12, 5))[0]
    event = FeedbackReceived(
        area=area,
        feedback_id=uid(chance),
        kind=kind,  # type: ignore[arg-type]
        voice=chance.choice(list(say.VOICES)),  # type: ignore[arg-type]
        activity_id=None,
        service=chance.choice(TREE[area]),
        team=None,
        received_on=month + timedelta(chance.randint(0, 27)),
        rating=chance.randint(1, 5) if kind == "family_feedback" else None,
        stage=chance.choice((1, 1, 1, 2)) if kind == "complaint" else None,
        outcome=chance.choice(("upheld", "not_upheld", None)) if kind == "complaint" else None,
    )
    happen(event, 1)


def folded(happenings: list[Happening]) -> dict[UUID, Fact]:
    """The facts that these events make, in the order given."""
    facts: dict[UUID, Fact] = {}
    for event, sequence, event_id in happenings:
        fact = fact_of(event, sequence, event_id)
        facts[fact.id] = merge(facts[fact.id], fact) if fact.id in facts else fact
    return facts
