"""Short sentences in plain English for the invented year: no names, and no detail of any child."""

from __future__ import annotations

import random
from collections.abc import Mapping

NOTICE = "Invented data: nobody in this report is real"

DOMAIN_NOUN: Mapping[str, str] = {
    "history_chronology": "the chronology",
    "assessment_risk": "the assessment of risk",
    "childs_voice": "the child's voice",
    "plan_review": "the plan and its review",
    "direct_work": "direct work",
    "multi_agency": "work with partners",
    "management_oversight": "management oversight",
    "recording": "recording",
    "permanence": "planning for permanence",
    "impact": "what difference was made",
}
GRADE_SENTENCE: Mapping[str, tuple[str, ...]] = {
    "outstanding": (
        "Work on {noun} is exceptional and could be shown to other teams.",
        "There is unusual depth in {noun}, and it clearly helps the family.",
    ),
    "good": (
        "Work on {noun} is timely, clear and leads to better outcomes.",
        "The record shows careful attention to {noun}.",
        "There is consistent good practice in {noun}.",
    ),
    "requires_improvement": (
        "Work on {noun} is present but not consistent.",
        "There are gaps in {noun} that slow progress.",
        "What is written about {noun} is more description than analysis.",
    ),
    "inadequate": (
        "Work on {noun} falls well below the standard.",
        "There is too little evidence of {noun} to be assured.",
    ),
}
ACTION_SENTENCE: Mapping[str, tuple[str, ...]] = {
    "history_chronology": ("Bring the chronology up to date", "Add the significant events that are missing"),
    "assessment_risk": ("Update the assessment of risk", "Review the danger statement with partners"),
    "childs_voice": (
        "Record a visit in which the child is seen alone",
        "Show how the child's view shaped the plan",
    ),
    "plan_review": ("Agree a plan with clear dates and owners", "Hold the overdue review"),
    "direct_work": ("Plan direct work sessions with the child", "Record what was learnt from direct work"),
    "multi_agency": (
        "Invite the missing partners to the next meeting",
        "Share the plan with the school and health",
    ),
    "management_oversight": (
        "Record a reflective supervision",
        "Set out the manager's decision and the reason",
    ),
    "recording": ("Complete the case summary", "Record the last visits in the agreed form"),
    "permanence": (
        "Record the permanence plan and the fallback plan",
        "Bring the case to a permanence meeting",
    ),
    "impact": ("State what has changed for the child", "Agree how progress will be measured"),
}
SYSTEM_ACTION: tuple[str, ...] = (
    "Brief the team on {noun}",
    "Add {noun} to the next team meeting and agree a standard",
    "Test {noun} by a dip sample in this team",
)
EVIDENCE = (
    "The record has been updated and checked.",
    "Done and discussed in supervision.",
    "The document is on the record, with the date of the meeting.",
    "The team has agreed the change and the minutes are on file.",
)
REOPENING = (
    "The evidence does not show what was agreed.",
    "The record was checked and the change is not there.",
)
WORKING_WELL = (
    "Trusting relationship with the worker.",
    "Family network takes part.",
    "Partners share information.",
)
WORRIED_ABOUT = ("Plans drift between reviews.", "Decisions are hard to find.", "Some visits are late.")
NEEDS_TO_HAPPEN = (
    "Agree next steps with dates.",
    "Hear from the wider network.",
    "Record reasons for decisions.",
)
PRACTITIONER_VIEW = (
    "The conversation was useful and the points are fair.",
    "I would like more time for direct work.",
    "I agree with the grade and know what to do next.",
)
FAMILY_SAID = (
    "We knew what the plan was.",
    "Our worker listened to us.",
    "We had to tell our story more than once.",
    "Meetings were easier to follow this time.",
    "We would have liked to see the plan sooner.",
)
MODERATION = {
    "agreed": ("The grade is supported by the evidence.", "Same judgement on the same evidence."),
    "down": ("The record does not support the higher grade.", "Impact on the family is not yet shown."),
    "up": ("The quality of direct work was undervalued.", "The evidence supports a higher grade."),
}
IMPROVEMENT_LINK = (
    "Links to the improvement strategy on the voice of the family.",
    "Links to the improvement strategy on purposeful visits.",
    "Links to the improvement strategy on partnership.",
)
SETTING_VIEW = ("The session had a clear purpose.", "The worker adapted well to what the family brought.")
FEEDBACK = {
    "family_feedback": FAMILY_SAID,
    "compliment": (
        "Thank you for the support.",
        "The worker went the extra mile.",
        "We felt respected throughout.",
    ),
    "complaint": (
        "Calls were not returned.",
        "The plan changed without explanation.",
        "The report came too late to read before the meeting.",
    ),
    "partner_feedback": (
        "Minutes arrive in good time.",
        "Thresholds are clearer than last year.",
        "We would like earlier notice of meetings.",
    ),
}


def about(rng: random.Random, domain: str, grade: str) -> str:
    """A comment for a domain's grade."""
    sentence = rng.choice(GRADE_SENTENCE[grade])
    return sentence.format(noun=DOMAIN_NOUN[domain])


def action_title(rng: random.Random, domain: str, reach: str) -> str:
    if reach == "system":
        return rng.choice(SYSTEM_ACTION).format(noun=DOMAIN_NOUN[domain])
    return rng.choice(ACTION_SENTENCE[domain])
