"""Success and learning reviews in the month's figures and report: how many, and never a small number."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from services.reporting.documents.monthly import reviews
from services.reporting.documents.monthly.view import View
from services.reporting.domain.disclosure import Thresholds, protect
from services.reporting.usecases.summary import summary
from shared.contracts.events.reviews import ReviewCompleted, ReviewKind
from tests.unit.reporting.invented import Happening
from tests.unit.reporting.test_figures import figures


def written(kind: ReviewKind, number: int, month: int = 6) -> list[Happening]:
    return [
        (
            ReviewCompleted(
                area="social-work",
                review_id=UUID(int=month * 1000 + n + (500 if kind == "success_review" else 0)),
                kind=kind,
                service="line-cin",
                team=None,
                completed_on=date(2026, month, 30),
                actions=[],
            ),
            4,
            UUID(int=90_000 + month * 1000 + n + (500 if kind == "success_review" else 0)),
        )
        for n in range(number)
    ]


def test_reviews_are_counted_by_kind_in_the_month_they_were_written_in() -> None:
    counted = figures(
        [
            *written("success_review", 7),
            *written("learning_review", 2),
            *written("learning_review", 9, month=5),
        ]
    )
    headlines = summary(counted)["headlines"]
    assert (headlines["success_reviews_completed"], headlines["learning_reviews_completed"]) == (7, 2)


def test_the_report_withholds_a_small_number_and_shows_zero() -> None:
    def shown(*happened: Happening) -> list[str]:
        counted = figures(list(happened))
        section = reviews.section(View(counted, protect(counted.counts), Thresholds()))
        (table,) = section.blocks
        return [row.cells[0].text for row in table.rows]  # type: ignore[union-attr]

    assert shown() == ["0", "0"]
    assert shown(*written("success_review", 7), *written("learning_review", 2)) == ["7", "c"]
