"""What the invented year looks at and why: a theme for each month with audits, its spotlight, and regulation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from shared.demo.chance import stream

THEMED_SERVICE = "line-cin"
"""Its sample is drawn for the month's theme."""
SHARE = 0.3
"""Of the other audits and of the observations that may serve a theme, those that do."""
VALUES_LOOKED_UP = 30
VALUES_WRONG = 0.06


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemeScript:
    """A month's theme with its indicator, the question of its spotlight, and what the audits taught."""

    title: str
    indicator: str
    value: float
    unit: str
    direction: str
    field: str
    question: str
    explanation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RegulatoryScript:
    service: str
    title: str
    regulation: str


THEMES: Mapping[int, ThemeScript] = {
    4: ThemeScript(
        title="Supervision of practice",
        indicator="Supervision held within four weeks of the last",
        value=78,
        unit="%",
        direction="fell",
        field="supervision_date",
        question="Is the date of supervision in the data that of a recorded conversation?",
        explanation="Supervision was held and written up late where teams had two vacancies or more.",
    ),
    5: ThemeScript(
        title="Children seen alone",
        indicator="Visits in which the child was seen alone",
        value=71,
        unit="%",
        direction="fell",
        field="seen_alone",
        question="Does the record say that the child was seen alone where the data say so?",
        explanation="Visits to schools were not marked as seen alone, although they were.",
    ),
    6: ThemeScript(
        title="Repeat referrals",
        indicator="Referrals within 12 months of another",
        value=24.5,
        unit="%",
        direction="rose",
        field="closing_reason",
        question="Was the plan done when the case was closed?",
        explanation="Cases were closed before the plan had been tried without us.",
    ),
    7: ThemeScript(
        title="Chronologies",
        indicator="Open cases whose chronology was touched within six months",
        value=66,
        unit="%",
        direction="fell",
        field="chronology_date",
        question="Is the chronology kept up, or only opened?",
        explanation="The new form opened a chronology anew in place of going on with the old one.",
    ),
    9: ThemeScript(
        title="Return home interviews",
        indicator="Return home interviews held within 72 hours",
        value=61,
        unit="%",
        direction="fell",
        field="interview_date",
        question="Was the interview held when the data say so?",
        explanation="Interviews after weekends wait until the Tuesday.",
    ),
    10: ThemeScript(
        title="Plans that drift",
        indicator="Child protection plans of 18 months or more",
        value=9,
        unit="%",
        direction="rose",
        field="review_date",
        question="Did each review change something?",
        explanation="Reviews carried actions over without saying what stood in their way.",
    ),
    11: ThemeScript(
        title="Stability of placements",
        indicator="Children with three placements or more in a year",
        value=11,
        unit="%",
        direction="rose",
        field="placement_start",
        question="Is each move in the data a move of the child?",
        explanation="Short breaks were counted as placements.",
    ),
    1: ThemeScript(
        title="Timely assessments",
        indicator="Assessments finished within 45 working days",
        value=79,
        unit="%",
        direction="fell",
        field="assessment_end",
        question="Was the assessment finished, or closed to meet the date?",
        explanation="Assessments that began before the holidays went over.",
    ),
    2: ThemeScript(
        title="Fathers in plans",
        indicator="Plans that name the father",
        value=58,
        unit="%",
        direction="steady",
        field="father_named",
        question="Where no father is named, did anybody ask?",
        explanation="Nothing changed, as the form asks for one carer alone.",
    ),
    3: ThemeScript(
        title="Step-down to early help",
        indicator="Families known again within three months of stepping down",
        value=13,
        unit="%",
        direction="rose",
        field="step_down_date",
        question="Did somebody of early help meet the family before the step-down?",
        explanation="Families who met the new worker first came back less often.",
    ),
}
"""By calendar month; none in August and December."""

REGULATORY = (
    RegulatoryScript(
        service="youth-justice",
        title="Out of court disposals",
        regulation="The standards for children in the youth justice system",
    ),
    RegulatoryScript(
        service="targeted-youth",
        title="Safe and voluntary youth work",
        regulation="The national youth work standards",
    ),
)


def serves(seed: int, *key: object) -> bool:
    """Whether an audit or observation that may serve a theme does."""
    return stream(seed, "serves", *key).random() < SHARE


def looked_up(seed: int, month: str) -> list[bool]:
    """Of each value that the month's dip sample looks up, whether the record agrees."""
    rng = stream(seed, "looked-up", month)
    return [rng.random() >= VALUES_WRONG for _ in range(VALUES_LOOKED_UP)]
