"""Bodies that record one activity of each kind, by somebody who may."""

from __future__ import annotations

from typing import Any

from tests.integration.activities.conftest import Activities, changed_person

HEARD = {"outcome": "heard", "who": "parent", "said": "They listen to us now."}
ACTION = {"title": "Correct the dates", "owner": "W1", "reach": "system", "priority": "medium"}
CHAIR: dict[str, Any] = {
    "roles": ["independent_chair"],
    "service": "looked-after",
    "team": None,
    "line_manager": None,
}

PATHS: dict[str, str] = {
    "dip_sample": "/dip-samples",
    "bespoke_audit": "/bespoke-audits",
    "multi_agency_audit": "/multi-agency-audits",
    "group_supervision": "/group-supervisions",
    "guided_conversation": "/guided-conversations",
    "practice_day": "/practice-days",
    "oversight": "/oversights",
    "external_review": "/external-reviews",
    "participation": "/participations",
}
LEADS: dict[str, tuple[str, str]] = {
    "dip_sample": ("M3", "team_manager"),
    "bespoke_audit": ("M3", "team_manager"),
    "multi_agency_audit": ("S2", "service_manager"),
    "group_supervision": ("L1", "practice_leader"),
    "guided_conversation": ("M1", "team_manager"),
    "practice_day": ("H1", "head_of_service"),
    "oversight": ("I1", "independent_chair"),
    "external_review": ("Q1", "qa_manager"),
    "participation": ("W1", "practitioner"),
}
DETAILS: dict[str, dict[str, Any]] = {
    "dip_sample": {
        "source": "Monthly performance book",
        "as_at": "2026-02-28",
        "items": [
            {
                "field": "visit_date",
                "in_data": "2026-02-03",
                "in_record": "2026-02-13",
                "agrees": False,
                "case": 1,
            },
            {"field": "visit_date", "in_data": "2026-02-04", "in_record": "4 Feb 2026", "agrees": True},
            {"field": "seen_alone", "in_data": "yes", "in_record": "Yes", "agrees": True, "case": 1},
        ],
    },
    "bespoke_audit": {
        "theme": "Return home interviews",
        "question": "Was the interview held within 72 hours?",
        "answer": "Mostly; weekends are the gap.",
        "looked_at": 12,
        "met": 9,
    },
    "multi_agency_audit": {
        "theme": "Neglect",
        "question": "Did we act together?",
        "conclusion": "The strategy meeting was late.",
        "agencies": [
            {"agency": "police", "view": "We were told within the day."},
            {"agency": "other", "name": "Dental service", "view": "Nobody rang us."},
        ],
    },
    "group_supervision": {
        "topic": "Drift",
        "reflection": "We wait for each other.",
        "agreed": "Name who leads.",
    },
    "guided_conversation": {
        "focus": "Neglect",
        "record_reviewed": True,
        "starting_point": "Three children missed school.",
        "impact": "They are there every day now.",
    },
    "practice_day": {
        "done": ["observation", "practitioner_session"],
        "practitioners_said": "Caseloads are fair.",
        "strategy_link": "The team knows the goals.",
        "unplanned_because": "The team asked for it after the inspection.",
    },
    "oversight": {
        "quarter": "2026-01",
        "cases": 40,
        "themes": [{"theme": "Late reports", "cases": 7}],
        "escalations": [{"subject": "No placement plan", "stage": "formal", "resolved": True}],
    },
    "external_review": {
        "type": "lga_review",
        "body": "Local Government Association",
        "began_on": "2026-03-02",
        "scope": "The front door.",
        "recommendations": [
            {
                "text": "Agree thresholds.",
                "accepted": True,
                "action": {**ACTION, "owner": "H1", "service": "line-cin"},
            },
            {"text": "Move the team.", "accepted": False, "response": "It moved last year."},
        ],
    },
    "participation": {
        "group": "young_people",
        "number": 8,
        "method": "Pizza evening",
        "question": "What helps at a review?",
        "said": "Being asked beforehand.",
        "changes": "Chairs ring the day before.",
    },
}
OF_CASES = {"cases": [{"case": "CH-0001234", "family": HEARD}]}
BESIDE: dict[str, dict[str, Any]] = {
    "dip_sample": {"cases": [{"case": "CH-0001234"}]},
    "bespoke_audit": {"practitioners": ["W1"], **OF_CASES},
    "multi_agency_audit": {"practitioners": ["W1"], **OF_CASES},
    "group_supervision": {"practitioners": ["W1", "W2"]},
    "guided_conversation": {"practitioners": ["W1"]},
    "practice_day": {"colleagues": ["S1"]},
    "oversight": {"service": "looked-after", "team": None},
    "external_review": {"service": None, "team": None},
    "participation": {},
}


def body(kind: str, **changes: Any) -> dict[str, Any]:
    """A whole body; ``details`` changes what is of the kind alone."""
    details = DETAILS[kind] | changes.pop("details", {})
    return {
        "led_by": LEADS[kind][0],
        "service": "line-cin",
        "team": "line-cin-01",
        "month": "2026-03",
        "completed_on": "2026-03-10",
        "details": details,
        **BESIDE[kind],
        **changes,
    }


def finding(**changes: Any) -> dict[str, Any]:
    return {
        "domain": "performance_data",
        "text": "Dates are typed twice.",
        "strength": False,
        "action": {**ACTION, **changes},
    }


def record(activities: Activities, kind: str, **changes: Any) -> Any:
    """The answer to recording one of this kind, as whoever leads it."""
    if kind == "oversight":  # the small organisation has no independent chair of its own
        chair(activities, "I1")
    person, role = LEADS[kind]
    areas = {"*"} if role == "qa_manager" else None
    return activities.acting(person, role, areas=areas).post(PATHS[kind], json=body(kind, **changes))


def chair(activities: Activities, person_id: str) -> None:
    """The directory tells of an independent chair."""
    activities.told(changed_person("W1", **CHAIR, person_id=person_id))
