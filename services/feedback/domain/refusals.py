"""Every rule that may say no, by name, with the row of the framework it comes from."""

from __future__ import annotations

from shared.contracts.errors import Refusal, Withheld


class UnknownService(Refusal):
    """Feedback is about one of the division's services."""

    rule = "unknown-service"
    source = "S01"


class OtherArea(Withheld):
    """Who sees only some areas records feedback about these."""

    rule = "area"
    source = "Promise 5"

    def __init__(self, area: str) -> None:
        super().__init__(f"This is about {area}, which is outside your areas")


class ComplaintsOnly(Refusal):
    """Only a complaint is upheld or not; the rest is heard and learned from."""

    rule = "complaints-only"
    source = "S32"


class AlreadyConcluded(Refusal):
    """A complaint has one outcome at each stage; a next stage is recorded as a complaint of its own."""

    rule = "already-concluded"
    source = "S32"


class ConcludedBeforeReceived(Refusal):
    """Nothing is concluded before it was received."""

    rule = "dates-in-order"
    source = "S32"
