"""The rules of feedback, in plain Python: no database, no web, no framework."""

from services.feedback.domain.clocks import CLOCKS, STAGES, Clock, clock_of
from services.feedback.domain.feedback import KINDS, LINKS, OUTCOMES, RATINGS, VOICES, Feedback, receive
from services.feedback.domain.refusals import (
    AlreadyConcluded,
    ComplaintsOnly,
    ConcludedBeforeReceived,
    OtherArea,
    UnknownService,
)

__all__ = [
    "CLOCKS",
    "KINDS",
    "LINKS",
    "OUTCOMES",
    "RATINGS",
    "STAGES",
    "VOICES",
    "AlreadyConcluded",
    "Clock",
    "ComplaintsOnly",
    "ConcludedBeforeReceived",
    "Feedback",
    "OtherArea",
    "UnknownService",
    "clock_of",
    "receive",
]
