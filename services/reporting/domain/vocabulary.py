"""The words that counts are kept under, in the order in which a reader expects them, and how they are said."""

from __future__ import annotations

from datetime import date, timedelta

ALL = "all"
"""The place of all areas together, and the category of all categories."""
AUDIT, OBSERVATION = "case_file_audit", "practice_observation"
KINDS = {AUDIT: "Case-file audits", OBSERVATION: "Practice observations"}
RECORDED = {
    "dip_sample": "Dip samples",
    "bespoke_audit": "Bespoke audits",
    "multi_agency_audit": "Multi-agency audits",
    "group_supervision": "Group supervision",
    "guided_conversation": "Guided conversations",
    "practice_day": "Practice day visits",
    "oversight": "Independent chairs' oversight",
    "participation": "Participation sessions",
}
"""Kinds of recorded activity but for external reviews, which have a register of their own."""
EXTERNAL = "external_review"
REGISTER = {
    "reviews": "Reviews",
    "findings": "Findings",
    "recommendations": "Recommendations",
}
"""What is counted of external reviews."""
DIVISION = "division"
"""The place of what is about the whole division."""
GRADES = {
    "outstanding": "Outstanding",
    "good": "Good",
    "requires_improvement": "Requires improvement",
    "inadequate": "Inadequate",
}
UNGRADED = "ungraded"
DOMAINS = {
    "history_chronology": "History and chronology",
    "assessment_risk": "Assessment and risk",
    "childs_voice": "Child's voice",
    "plan_review": "Plan and review",
    "direct_work": "Direct work",
    "multi_agency": "Multi-agency work",
    "management_oversight": "Management oversight",
    "recording": "Recording",
    "permanence": "Permanence",
    "impact": "Impact",
}
TIMES = {"on_time": "On time", "late": "Late", "no_due_date": "No due date"}
OUTCOMES = {"same": "Same grade", "lower": "Lowered", "higher": "Raised", "uncompared": "No grade to compare"}
HEARD = "heard"
EXEMPTIONS = {
    "family_declined": "Family declined",
    "not_safe_to_contact": "Not safe to contact",
    "child_too_young_no_carer": "Child too young, no carer",
    "no_response_after_three_tries": "No response after three tries",
    "ongoing_proceedings": "Ongoing proceedings",
}
PARTS = {"took_part": "Took part", "no_part": "Did not take part"}
TESTED = {"checked": "Values looked up", "differing": "Differ from the record"}
PRIORITIES = {"safeguarding": "Safeguarding", "high": "High", "medium": "Medium", "low": "Low"}
REACHES = {"case": "One case", "system": "Wider system"}
AGES = {"0": "Due this month", "1": "Due last month", "2": "Due two months ago", "3": "Due earlier"}
REVIEWS = {"success_review": "Success reviews", "learning_review": "Learning reviews"}
FEEDBACK = {
    "family_feedback": "Family feedback",
    "compliment": "Compliments",
    "complaint": "Complaints",
    "partner_feedback": "Partner feedback",
}
VOICES = {"child": "Child", "parent": "Parent", "carer": "Carer", "partner": "Partner", "other": "Other"}
STAGES = {"1": "Stage 1", "2": "Stage 2", "3": "Stage 3", "unstaged": "No stage recorded"}
CONCLUSIONS = {
    "upheld": "Upheld",
    "partly_upheld": "Partly upheld",
    "not_upheld": "Not upheld",
    "open": "Not yet concluded",
}


def label(month: date) -> str:
    """The month as counts are named with it: ``2026-06``."""
    return f"{month:%Y-%m}"


def month_before(month: date) -> date:
    return (month - timedelta(days=1)).replace(day=1)


def month_after(month: date) -> date:
    return (month + timedelta(days=31)).replace(day=1)


def months_between(earlier: date, later: date) -> int:
    """How many months from one to the other."""
    return (later.year - earlier.year) * 12 + later.month - earlier.month


def in_words(month: date) -> str:
    """``June 2026``."""
    return f"{month:%B %Y}"
