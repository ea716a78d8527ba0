"""The register of external QA, and its kinds of review, which are data (S17)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Self
from uuid import UUID

import msgspec

from services.activities.domain.part import Assigned, Beside, Part, identified
from services.activities.domain.recorded_refusals import RecommendationUnanswered, ReviewTypeExists
from shared.contracts.errors import Invalid


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewType:
    """A kind of external review, such as a peer review. Its title stays as it is: reports were written with it."""

    code: str
    title: str


FRAMEWORK: tuple[ReviewType, ...] = (
    ReviewType(code="dfe_adviser_review", title="Department for Education adviser review"),
    ReviewType(code="improvement_board_review", title="Improvement board thematic review"),
    ReviewType(code="lga_review", title="Local Government Association review"),
    ReviewType(code="regional_alliance_peer_review", title="Annual regional alliance peer review"),
    ReviewType(code="themed_test", title="Test of practice on a theme"),
    ReviewType(code="youth_offending_peer_review", title="Youth offending service peer review"),
)
"""The types that the framework names; the QA manager adds others."""


def ensure_new(new: ReviewType, known: Iterable[ReviewType]) -> None:
    """Code and title are each of one type. Raises ReviewTypeExists."""
    if any(new.code == one.code or new.title.casefold() == one.title.casefold() for one in known):
        raise ReviewTypeExists(f"There is a review type of the code {new.code} or the title {new.title}")


class Recommendation(msgspec.Struct, frozen=True, kw_only=True):
    """What reviewers ask for, and the answer: accepted with an action, or not accepted for a reason."""

    recommendation_id: UUID
    text: str
    accepted: bool
    response: str = ""
    action: Assigned | None = None


class ExternalReview(Part, frozen=True, kw_only=True):
    """``body`` is who reviewed; ``type`` the code of a review type."""

    type: str
    body: str
    began_on: date
    scope: str
    recommendations: tuple[Recommendation, ...] = ()

    @classmethod
    def of(cls, details: Mapping[str, Any], new_id: Callable[[], UUID], known: Collection[UUID] = ()) -> Self:
        asked = identified(
            details["recommendations"], "recommendation_id", "details.recommendations", new_id, known
        )
        return msgspec.convert({**details, "recommendations": asked}, cls)

    def ensure(self, beside: Beside) -> None:
        """Raises Invalid: it began after it ended. RecommendationUnanswered: neither an action nor a reason."""
        if self.began_on > beside.completed_on:
            raise Invalid(fields={"details.began_on": ["is after it was completed"]})
        wrong = {}
        for n, one in enumerate(self.recommendations):
            if one.accepted and one.action is None:
                wrong[f"details.recommendations.{n}.action"] = ["is needed where it is accepted"]
            elif not one.accepted and (one.action or not one.response):
                wrong[f"details.recommendations.{n}.response"] = [
                    "says why it is not accepted, without an action"
                ]
        if wrong:
            raise RecommendationUnanswered(
                "An accepted recommendation has an action, another one the reason why not", fields=wrong
            )

    def ids(self) -> frozenset[UUID]:
        return frozenset(one.recommendation_id for one in self.recommendations)

    def actions(self) -> Iterator[tuple[UUID, Assigned, str]]:
        for n, one in enumerate(self.recommendations):
            if one.action is not None:
                yield one.recommendation_id, one.action, f"details.recommendations.{n}.action"
