"""Codes in plain words. A code that is not here is shown with its underscores as spaces."""

from __future__ import annotations

WORDS = {
    "coo": "Chief operating officer",
    "dcs": "Director of children's services",
    "qa_manager": "QA manager",
    "qa": "QA",
    "ops": "Operations",
    "team": "The team",
    "case": "For this case",
    "wider": "For practice more widely",
    "rate": "Rate",
    "standard": "Standard",
    "requires_improvement": "Requires improvement",
    "good": "Good",
    "outstanding": "Outstanding",
    "inadequate": "Inadequate",
    "ungraded": "Not graded",
    "handed_over": "Handed over",
    "case_file_audit": "Case-file audit",
    "practice_observation": "Practice observation",
}
STAGES = {
    "practitioner_view": "Give your view of the work",
    "auditor_view": "Give your view of the case",
    "exemption": "Decide whether the family need not be asked",
    "family": "Talk with the family",
    "learning": "Agree the learning",
    "submission": "Check and submit the audit",
}
"""What is to be done in each stage of an audit."""

TONES = {
    "open": "blue",
    "evidenced": "yellow",
    "closed": "green",
    "overdue": "red",
    "allocated": "blue",
    "submitted": "yellow",
    "moderated": "green",
    "withdrawn": "grey",
    "inadequate": "red",
    "requires_improvement": "orange",
    "good": "green",
    "outstanding": "turquoise",
}


def words(code: object) -> str:
    """What people call it."""
    text = str(code or "")
    return WORDS.get(text) or text.replace("_", " ").replace("-", " ").capitalize()


def tone(code: object) -> str:
    """The colour of a tag; the words say the same without it."""
    return TONES.get(str(code), "grey")
