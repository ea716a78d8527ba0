"""An action in each of its states, and an audit whose findings need actions."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID, uuid4

from services.actions.domain import Action, RuleBook
from shared.contracts.events.activities import ActivitySubmitted, Finding, RequiredAction
from shared.contracts.events.recorded import ActivityRecorded, PlacedAction

OWNER, MANAGER, QA = "P0010", "P0020", "P0030"
OPENED, DUE = date(2026, 3, 2), date(2026, 3, 30)
FIRST_RULES = RuleBook().of(OPENED)
DAY_3, DAY_5, DAY_9 = date(2026, 3, 5), date(2026, 3, 7), date(2026, 3, 11)
OPEN = Action(
    action_id=UUID(int=1),
    activity_id=UUID(int=2),
    finding_id=UUID(int=3),
    area="social-work",
    service="line-cin",
    team="line-cin-01",
    owner=OWNER,
    reach="case",
    priority="medium",
    title="Bring the chronology up to date",
    opened_on=OPENED,
    due_on=DUE,
    rule_version=1,
    rule_source="S23; assumption",
    record_reference="LL-4711",
)


def evidenced(action: Action = OPEN, *, by: str = OWNER) -> Action:
    return action.give_evidence("The chronology now ends last week", on=DAY_3, by=by, for_owner=by == QA)


def closed(action: Action = OPEN) -> Action:
    return evidenced(action).close(on=DAY_5, by=MANAGER)


def finding(*, needs_action: bool = True, **more: Any) -> Finding:
    needed = {"title": "Visit again", "owner": "P0010", "reach": "case", "priority": "high"} | more
    return Finding(
        finding_id=uuid4(),
        domain="direct_work",
        strength=False,
        action=RequiredAction(**needed) if needs_action else None,
    )


def submitted(*findings: Finding, **more: Any) -> ActivitySubmitted:
    said: dict[str, Any] = {
        "area": "social-work",
        "activity_id": uuid4(),
        "kind": "case_file_audit",
        "case": "c_1",
        "auditor": "P0002",
        "practitioner": "P0010",
        "service": "line-cin",
        "team": "line-cin-01",
        "month": date(2026, 3, 1),
        "submitted_on": date(2026, 3, 2),
        "due_on": None,
        "overall": "good",
        "domains": {},
        "family_voice": "heard",
        "practitioner_took_part": True,
        "findings": list(findings),
    }
    return ActivitySubmitted(**said | more)


def recorded(*places: tuple[str, str], **more: Any) -> ActivityRecorded:
    """An activity of the whole division that asks for an action in each of these areas and services."""
    said: dict[str, Any] = {
        "area": "all",
        "activity_id": uuid4(),
        "kind": "external_review",
        "led_by": QA,
        "practitioners": [],
        "service": None,
        "team": None,
        "month": date(2026, 3, 1),
        "completed_on": OPENED,
        "actions": [
            PlacedAction(
                finding_id=uuid4(),
                title="Agree thresholds",
                owner=OWNER,
                reach="system",
                priority="high",
                area=area,
                service=service,
                team=None,
            )
            for area, service in places
        ],
    }
    return ActivityRecorded(**said | more)
