"""Rules about the year's programme that may say no."""

from __future__ import annotations

from services.activities.domain.refusals import Refusal


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
