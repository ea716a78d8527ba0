"""Recorded activities of a plain kind, for tests to change one thing of."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID, uuid4

from services.activities.domain.content import Family
from services.activities.domain.dip_sample import DipSample, Item
from services.activities.domain.external_review import ExternalReview, Recommendation
from services.activities.domain.part import Assigned, Part, RecordedFinding
from services.activities.domain.recorded import Recorded, Written
from services.activities.domain.reflective import GroupSupervision, GuidedConversation, Participation
from services.activities.domain.themed import BespokeAudit
from tests.unit.activities.builders import MARCH, organisation, person

DAY = date(2026, 3, 10)
HEARD = Family(outcome="heard", who="parent", said="They listen to us now.")
THEME = {"theme": "Missing", "question": "Within 72 hours?"}
PARTS: dict[str, Part] = {
    "dip_sample": DipSample(
        source="Performance book",
        as_at=date(2026, 2, 28),
        items=(Item(field="visit", in_data="3 May", in_record="", agrees=False),),
    ),
    "bespoke_audit": BespokeAudit(**THEME, answer="Mostly.", looked_at=12, met=9),
    "group_supervision": GroupSupervision(topic="Drift", reflection="We wait."),
    "guided_conversation": GuidedConversation(
        focus="Neglect", record_reviewed=True, starting_point="No school.", impact="School."
    ),
    "participation": Participation(
        group="children", number=8, method="Pizza", question="What helps?", said="Being asked."
    ),
    "external_review": ExternalReview(
        type="lga_review", body="LGA", began_on=date(2026, 3, 2), scope="The door."
    ),
}


def assigned(**changes: Any) -> Assigned:
    plain: dict[str, Any] = {"title": "Mend it", "owner": "W1", "reach": "system", "priority": "high"}
    return Assigned(**plain | changes)


def found(action: Assigned | None = None) -> RecordedFinding:
    return RecordedFinding(
        finding_id=uuid4(), domain="performance_data", text="Typed twice.", strength=False, action=action
    )


def recommended(**changes: Any) -> Recommendation:
    plain: dict[str, Any] = {"text": "Agree thresholds.", "accepted": True, "action": assigned()}
    return Recommendation(recommendation_id=uuid4(), **plain | changes)


def activity(kind: str = "dip_sample", **changes: Any) -> Recorded:
    """One of line-cin, led by M3 of another service."""
    plain: dict[str, Any] = {
        "activity_id": UUID(int=7),
        "kind": kind,
        "area": "social-work",
        "service": "line-cin",
        "team": "line-cin-01",
        "led_by": {"external_review": "Q1"}.get(kind, "M3"),
        "practitioners": (),
        "colleagues": (),
        "month": MARCH,
        "completed_on": DAY,
        "cases": (),
        "tags": (),
        "written": Written(),
        "part": PARTS[kind],
        "recorded_by": "M3",
        "recorded_at": datetime(2026, 3, 11, 9, tzinfo=UTC),
    }
    return Recorded(**plain | changes)


def with_chair() -> Any:
    return organisation(person("I1", "independent_chair", None, None, service="looked-after"))
