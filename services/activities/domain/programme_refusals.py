"""Rules about the year's programme that may say no."""

from __future__ import annotations

from services.activities.domain.refusals import Refusal
from shared.contracts.errors import Fields


class AlreadyAgreed(Refusal):
    rule = "already-agreed"
    source = "S13"


class AgreedTooLate(Refusal):
    """A spotlight is agreed before its month is over."""

    rule = "agreement-date"
    source = "S13"


class AlreadyEnded(Refusal):
    """A regulatory theme has one last month."""

    rule = "already-ended"
    source = "S14"


class ThemeElsewhere(Refusal):
    """An activity serves a theme of its month and service; ``source`` is that of the theme's kind."""

    rule = "theme-scope"

    def __init__(self, detail: str, *, source: str, fields: Fields) -> None:
        super().__init__(detail, fields=fields)
        self.source = source


class VisitorsMissing(Refusal):
    """A role that must visit in each half-year does not."""

    rule = "practice-day-visits"
    source = "S15"


class VisitsPlanned(Refusal):
    """A half-year has one plan of visits, which gets new versions."""

    rule = "visits-planned"
    source = "S15"


class VisitHeld(Refusal):
    """A planned visit is fulfilled once, and one that was held stays in the plan."""

    rule = "visit-held"
    source = "S15"


class ThemeExists(Refusal):
    """A month does not have the same theme twice."""

    rule = "theme-exists"
    source = "S09"
