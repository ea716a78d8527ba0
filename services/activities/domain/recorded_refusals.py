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


class AlreadyWithdrawn(Refusal):
    """What was withdrawn is over; nothing is done to it any more."""

    rule = "withdrawn"
    source = "S41"


class CorrectionClosed(Refusal):
    """Whoever recorded an activity corrects it for some days; then the QA manager does."""

    rule = "correction-days"
    source = "S41"


class NothingChanged(Refusal):
    """A correction says something else than what stands."""

    rule = "nothing-changed"
    source = "S41"


class ActionStands(Refusal):
    """An action that was asked for is somebody's already: it is closed where it is tracked, not corrected away."""

    rule = "action-stands"
    source = "S23"


class NotAsDrawn(Refusal):
    """A dip sample looks up the cases that were drawn, every one of them, and no other."""

    rule = "as-drawn"
    source = "S21"


class AlreadyRecorded(Refusal):
    """A sheet is recorded once."""

    rule = "sheet-recorded"
    source = "S21"


class NotAllLookedUp(Refusal):
    """A dip sample that was drawn is whole: what nobody finds is recorded as not found."""

    rule = "all-looked-up"
    source = "S21"


class FieldTaken(Refusal):
    """A field of a sample is looked up once."""

    rule = "field-looked-up"
    source = "S21"
