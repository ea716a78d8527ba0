"""A month's figures as one answer, in full: for those who run the service, not for publication."""

from __future__ import annotations

from typing import Any

from services.reporting.domain import vocabulary as say
from services.reporting.domain.agreement import ac1
from services.reporting.domain.facts import Theme
from services.reporting.domain.figures import ALL, Figures
from services.reporting.domain.themes import COLUMNS

HEADLINES = {
    "audits_planned": ("target", say.AUDIT, ALL),
    "audits_finished": ("submitted", say.AUDIT, ALL),
    "audits_on_time": ("time", say.AUDIT, "on_time", ALL),
    "audits_late": ("time", say.AUDIT, "late", ALL),
    "audits_outstanding": ("outstanding", say.AUDIT, ALL),
    "observations_planned": ("target", say.OBSERVATION, ALL),
    "observations_finished": ("submitted", say.OBSERVATION, ALL),
    "audits_moderated": ("moderated", ALL),
    "moderation_outstanding": ("required", "outstanding"),
    "actions_opened": ("opened", ALL),
    "actions_closed": ("closed", ALL),
    "actions_closed_on_time": ("closed_on_time", ALL),
    "actions_open": ("open", ALL),
    "actions_overdue": ("overdue", ALL),
    "families_heard": ("voice", say.HEARD, ALL),
    "families_exempt": ("voice", "exempt", ALL),
    "practitioners_took_part": ("part", "took_part", ALL),
    "feedback_received": ("feedback", ALL, ALL),
    "complaints_received": ("feedback", "complaint", ALL),
    "success_reviews_completed": ("review", "success_review"),
    "learning_reviews_completed": ("review", "learning_review"),
}
AREA = {
    "audits_planned": ("target", say.AUDIT),
    "audits_finished": ("submitted", say.AUDIT),
    "observations_planned": ("target", say.OBSERVATION),
    "observations_finished": ("submitted", say.OBSERVATION),
    "actions_opened": ("opened",),
    "actions_closed": ("closed",),
    "actions_open": ("open",),
    "actions_overdue": ("overdue",),
    "families_heard": ("voice", say.HEARD),
}


def summary(figures: Figures) -> dict[str, Any]:
    """The counts by readable names."""
    values, month = figures.values, f"{figures.month:%Y-%m}"

    def n(*cell: str) -> int:
        return values[(month, *cell)]

    grades = (*say.GRADES, say.UNGRADED)
    domains = dict.fromkeys(cell[2] for cell in values if cell[:2] == (month, "domain"))
    known = {str(fact.id): fact.state for fact in figures.themes if isinstance(fact.state, Theme)}
    compared = {pair: count for pair, count in figures.pairs.items() if say.UNGRADED not in pair}
    agreed = ac1(compared, list(say.GRADES)) if sum(compared.values()) else None
    return {
        "month": figures.month,
        "disclosure": "none: counts in full, not for publication",
        "headlines": {name: n(*cell) for name, cell in HEADLINES.items()},
        "areas": [
            {
                "area": area,
                "name": figures.organisation.name(area),
                **{name: n(*cell, f"area:{area}") for name, cell in AREA.items()},
                "grades": {grade: n("grade", grade, f"area:{area}") for grade in grades},
                "services": [
                    {
                        "service": service,
                        "name": figures.organisation.name(service),
                        **{
                            name: n(*AREA[name], figures.organisation.place(area, service))
                            for name in AREA
                            if AREA[name][0] in ("target", "submitted")
                        },
                    }
                    for service in services
                ],
            }
            for area, services in figures.organisation.areas.items()
        ],
        "grades": {grade: n("grade", grade, ALL) for grade in grades},
        "domains": {one: {grade: n("domain", one, grade) for grade in say.GRADES} for one in domains},
        "moderation": {
            **{outcome: n("moderated", outcome) for outcome in say.OUTCOMES},
            "agreement": round(agreed.observed, 4) if agreed else None,
            "ac1": round(agreed.value, 4) if agreed else None,
        },
        "feedback": {kind: n("feedback", kind, ALL) for kind in say.FEEDBACK},
        "recorded": {cell[3]: n for cell, n in values.items() if cell[:3] == (month, "recorded", ALL)},
        "external": {
            title: {what: n("external", title, what) for what in say.REGISTER}
            for title in dict.fromkeys(cell[2] for cell in values if cell[:2] == (month, "external"))
        },
        "themes": [
            {
                "theme_id": theme,
                "kind": known[theme].kind if theme in known else None,
                "title": known[theme].title if theme in known else None,
                **{column: n("served", theme, column) for column in COLUMNS},
                "grades": {grade: n("served_grade", theme, grade) for grade in grades},
            }
            for theme in dict.fromkeys(cell[2] for cell in values if cell[:2] == (month, "served"))
        ],
        "accuracy": {
            tested: {what: n("accuracy", tested, what) for what in say.TESTED}
            for tested in dict.fromkeys(cell[2] for cell in values if cell[:2] == (month, "accuracy"))
        },
        "facts": figures.facts,
        "events": figures.events,
    }
