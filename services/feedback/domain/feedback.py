"""One thing that somebody said."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Literal, get_args
from uuid import UUID

from services.feedback.domain.clocks import Clock, clock_of
from services.feedback.domain.refusals import AlreadyConcluded, ComplaintsOnly, ConcludedBeforeReceived
from shared.contracts.errors import Invalid

Kind = Literal["family_feedback", "compliment", "complaint", "partner_feedback"]
Voice = Literal["child", "parent", "carer", "partner", "other"]
Outcome = Literal["upheld", "partly_upheld", "not_upheld"]
Link = Literal["none", "unverified", "verified", "other_service"]
KINDS, VOICES, OUTCOMES, LINKS = (get_args(each) for each in (Kind, Voice, Outcome, Link))
RATINGS = (1, 2, 3, 4, 5)
COMPLAINT, FROM_FAMILY, FROM_PARTNER = "complaint", "family_feedback", "partner_feedback"


@dataclass(frozen=True, slots=True, kw_only=True)
class Feedback:
    """Feedback, a compliment or a complaint (S32-S34).

    ``words`` are what was said, and may name people: they stay in this service. ``link`` says what is known of
    the activity: nothing asked, not heard of (yet), heard of, or heard of in another service.
    """

    feedback_id: UUID
    kind: Kind
    voice: Voice
    area: str
    service: str
    team: str | None
    activity_id: UUID | None
    received_on: date
    rating: int | None
    stage: int | None
    words: str
    due_on: date | None
    latest_on: date | None
    recorded_by: str
    recorded_at: datetime
    outcome: Outcome | None = None
    concluded_on: date | None = None
    concluded_by: str | None = None
    learning: str | None = None
    link: Link = "none"
    version: int = 1

    def clock(self, on: date) -> Literal["in_time", "extended", "late"] | None:
        """Where a complaint stands on a day, or stood when it was concluded; None without a clock."""
        if self.due_on is None or self.latest_on is None:
            return None
        return Clock(due_on=self.due_on, latest_on=self.latest_on).state(min(on, self.concluded_on or on))

    def conclude(self, outcome: Outcome, *, on: date, by: str, learning: str | None) -> Feedback:
        """The complaint with its outcome and what was learned from it.

        Raises:
            ComplaintsOnly, AlreadyConcluded, ConcludedBeforeReceived.
        """
        if self.kind != COMPLAINT:
            raise ComplaintsOnly(f"This is {self.kind.replace('_', ' ')}: it has no outcome")
        if self.outcome is not None:
            raise AlreadyConcluded(f"It was concluded on {self.concluded_on} as {self.outcome}")
        if on < self.received_on:
            raise ConcludedBeforeReceived(
                f"It was received on {self.received_on}",
                fields={"concluded_on": [f"must not be before {self.received_on}"]},
            )
        return replace(self, outcome=outcome, concluded_on=on, concluded_by=by, learning=learning)


def receive(*, kind: Kind, voice: Voice, stage: int | None, rating: int | None, **rest: Any) -> Feedback:
    """New feedback. A complaint starts at stage 1 unless it says otherwise, and its clock runs from receipt.

    Parameters: ``rest`` are the other fields of ``Feedback`` as they were given.

    Raises:
        Invalid: every field that does not go with the kind.
    """
    wrong: dict[str, list[str]] = {}
    if kind == COMPLAINT:
        stage = stage or 1
        if rating is not None:
            wrong["rating"] = ["A complaint has a stage, not a rating."]
    elif stage is not None:
        wrong["stage"] = ["Only a complaint has a stage."]
    if kind == FROM_PARTNER and voice != "partner":
        wrong["voice"] = ["Partner feedback is a partner's."]
    if kind == FROM_FAMILY and voice == "partner":
        wrong["voice"] = ["A partner's words are partner feedback."]
    if wrong:
        raise Invalid(fields=wrong)
    clock = clock_of(stage, rest["received_on"]) if stage is not None else None
    return Feedback(
        kind=kind,
        voice=voice,
        stage=stage,
        rating=rating,
        due_on=clock.due_on if clock else None,
        latest_on=clock.latest_on if clock else None,
        link="unverified" if rest["activity_id"] is not None else "none",
        **rest,
    )
