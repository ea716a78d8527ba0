"""The rules that may say no to a recorded activity, as ``refusals`` has those of audits and observations."""

from __future__ import annotations

from services.activities.domain.refusals import Refusal
from shared.contracts.errors import Fields


class NotALead(Refusal):
    """Each kind of activity is for certain roles to do; ``source`` is the kind's."""

    rule = "lead-role"

    def __init__(self, detail: str, *, source: str, fields: Fields) -> None:
        super().__init__(detail, fields=fields)
        self.source = source


class CaseNeedsArea(Refusal):
    """A case is seen in its area, never by the whole division."""

    rule = "case-area"
    source = "Promise 5"


class ActionNowhere(Refusal):
    """An action that is of no service would be nobody's to track."""

    rule = "action-place"
    source = "S23"


class PartnerMissing(Refusal):
    rule = "partner-agency"
    source = "S19"


class GroupTooSmall(Refusal):
    rule = "group-size"
    source = "S19"


class PractitionerMissing(Refusal):
    rule = "practitioner-needed"
    source = "S20"


class RecommendationUnanswered(Refusal):
    """Every recommendation of an external review is answered."""

    rule = "recommendation-answer"
    source = "S17"


class ReviewTypeExists(Refusal):
    rule = "review-type-exists"
    source = "S17"
