"""A success review or a learning review, from its proposal to its end (S24, S25, S26)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Literal
from uuid import UUID

from services.activities.domain.review_learning import Learning
from services.activities.domain.review_people import Participant, workers
from services.activities.domain.review_proposal import Proposal
from services.activities.domain.review_record import Record
from services.activities.domain.review_refusals import WrongStep
from services.activities.domain.review_words import ReviewKind, ReviewStatus

Step = Literal[
    "proposed",
    "agreed",
    "declined",
    "extended",
    "handed_on",
    "invited",
    "procedure_noted",
    "consented",
    "held",
    "written",
    "released",
    "closed",
    "called_off",
]

_BEFORE: Mapping[Step, tuple[ReviewStatus, ...]] = {
    "agreed": ("proposed",),
    "declined": ("proposed",),
    "extended": ("agreed", "held"),
    "handed_on": ("agreed", "held", "written", "released"),
    "invited": ("agreed", "held"),
    "procedure_noted": ("proposed", "agreed", "held", "written", "released"),
    "consented": ("agreed", "held", "written", "released", "closed"),
    "held": ("agreed",),
    "written": ("held",),
    "released": ("written",),
    "closed": ("written", "released"),
    "called_off": ("agreed", "held"),
}
"""How a review must stand before each step. A yes to being named may be taken back even when it is closed."""

_AFTER: Mapping[Step, ReviewStatus] = {
    "agreed": "agreed",
    "declined": "declined",
    "held": "held",
    "written": "written",
    "released": "released",
    "closed": "closed",
    "called_off": "called_off",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """One review. ``case`` is a pseudonym; ``chair`` leads it, whichever kind it is."""

    review_id: UUID
    kind: ReviewKind
    status: ReviewStatus
    area: str
    service: str
    team: str | None
    case: str
    practitioner: str | None
    proposal: Proposal
    proposed_by: str
    proposed_on: date
    chair: str | None = None
    due_on: date | None = None
    participants: tuple[Participant, ...] = ()
    held_on: date | None = None
    record: Record | None = None
    learning: Learning | None = None
    version: int = 1

    def step(self, what: Step, **changes: Any) -> Review:
        """The review after a step, at its next version. Raises WrongStep: it does not stand where that can be."""
        if self.status not in _BEFORE[what]:
            raise WrongStep(f"This review is {self.status}: it cannot be {what.replace('_', ' ')} now")
        status = _AFTER.get(what, self.status)
        return replace(self, status=status, version=self.version + 1, **changes)

    @property
    def circle(self) -> list[str]:
        """The people who read the detail: the chair, and the workers who take part (S26)."""
        return list(dict.fromkeys([*([self.chair] if self.chair else []), *workers(self.participants)]))

    @property
    def decided(self) -> list[str]:
        """Whose decisions the review is about: the practitioner, and the workers who take part."""
        return list(
            dict.fromkeys([*([self.practitioner] if self.practitioner else []), *workers(self.participants)])
        )


def decision_of(status: ReviewStatus) -> Literal["awaited", "agreed", "declined", "called_off"]:
    """What became of the proposal: all that whoever made it is told of its status (S26)."""
    if status == "proposed":
        return "awaited"
    return status if status in ("declined", "called_off") else "agreed"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewChange:
    """One line of a review's history, never altered. ``version`` is the review's after it.

    ``before`` and ``after`` are due dates where it was extended, chairs where it was handed on, statuses elsewhere.
    """

    version: int
    what: Step
    by: str
    recorded_at: datetime
    before: str | None
    after: str
    reason: str | None = None
    note: str = ""
    approved_by: str | None = None
