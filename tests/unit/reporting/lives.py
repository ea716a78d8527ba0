"""Invented lives of allocated audits: handed on, extended, then withdrawn or done."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from shared.contracts.events.activities import (
    ActivityAllocated,
    ActivityExtended,
    ActivityReallocated,
    ActivityWithdrawn,
)
from shared.contracts.events.moderation import ActivityAdjudicated
from tests.unit.reporting.invented import JUNE, Happening, moderated, submitted, uid

DUE = JUNE + timedelta(19)
WHERE: dict[str, Any] = {
    "area": "social-work",
    "kind": "case_file_audit",
    "service": "line-cin",
    "team": "line-cin-01",
    "month": JUNE,
}


def allocated(activity_id: UUID) -> ActivityAllocated:
    people = {"case": "k", "auditor": "P1", "practitioner": "P2"}
    return ActivityAllocated(activity_id=activity_id, due_on=DUE, **people, **WHERE)


def reallocated(activity_id: UUID, due_on: date = DUE) -> ActivityReallocated:
    people = {"auditor": "P4", "previous_auditor": "P1", "reason": "workload"}
    return ActivityReallocated(activity_id=activity_id, due_on=due_on, reallocated_on=JUNE, **people, **WHERE)


def extended(activity_id: UUID, due_on: date, before: date = DUE) -> ActivityExtended:
    return ActivityExtended(
        activity_id=activity_id,
        auditor="P1",
        due_on=due_on,
        previous_due_on=before,
        extended_on=JUNE,
        reason="court_or_review",
        **WHERE,
    )


def withdrawn(activity_id: UUID) -> ActivityWithdrawn:
    return ActivityWithdrawn(
        activity_id=activity_id, auditor="P1", withdrawn_on=DUE, reason="case_closed", **WHERE
    )


def adjudicated(activity_id: UUID, original: Any, other: Any) -> ActivityAdjudicated:
    """A third person finds in between."""
    return ActivityAdjudicated(
        activity_id=activity_id,
        auditor="P1",
        moderator="P3" if other else None,
        adjudicator="P5",
        adjudicated_on=DUE,
        because="two_grades_apart",
        original=original,
        moderated=other,
        rated=None,
        adjudicated="requires_improvement",
        **WHERE,
    )


def lives(seed: int, audits: int) -> list[Happening]:
    """Each audit's events in the order in which they happened."""
    chance = random.Random(seed)
    found: list[Happening] = []
    for _ in range(audits):
        audit, due_on = uid(chance), DUE
        events: list[Any] = [allocated(audit)]
        for _ in range(chance.randint(0, 3)):
            if chance.random() < 0.5:
                events.append(reallocated(audit, due_on))
            else:
                before, due_on = due_on, due_on + timedelta(chance.randint(1, 9))
                events.append(extended(audit, due_on, before))
        match chance.randint(0, 3):
            case 0:
                events.append(withdrawn(audit))
            case 1:
                events.append(submitted(audit, due_on=due_on))
            case 2:
                done = submitted(audit, due_on=due_on, submitted_on=due_on)
                events += [done, moderated(audit, "good", "inadequate")]
                events += [adjudicated(audit, "good", "inadequate")] * chance.randint(0, 1)
        found += [(event, sequence, uid(chance)) for sequence, event in enumerate(events, 1)]
    return found
