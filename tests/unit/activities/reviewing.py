"""A learning review in the middle of its life, for tests to change one thing of."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from services.activities.domain.review import Review
from services.activities.domain.review_people import Participant
from services.activities.domain.review_proposal import Proposal

SCHOOL = Participant(agency="education", role="Head of year")


def review(**changes: Any) -> Review:
    whole: dict[str, Any] = {
        "review_id": UUID(int=1),
        "kind": "learning_review",
        "status": "held",
        "area": "social-work",
        "service": "line-cin",
        "team": "line-cin-01",
        "case": "C-ABCDEFGHIJKL",
        "practitioner": "W1",
        "proposal": Proposal(why="The plan drifted.", trigger="plan_progress"),
        "proposed_by": "M1",
        "proposed_on": date(2026, 3, 2),
        "chair": "M3",
        "due_on": date(2026, 4, 30),
        "participants": (Participant(person="W1"), Participant(person="L1"), SCHOOL),
    }
    return Review(**whole | changes)
