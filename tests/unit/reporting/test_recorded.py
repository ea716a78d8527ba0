"""QA activity of other kinds, and external reviews, in the figures and in the report (S17, S19)."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

from services.reporting.documents.model import Narrative, Provenance, Table
from services.reporting.documents.monthly import compose, others
from services.reporting.documents.monthly.view import View
from services.reporting.domain.counting import contributions
from services.reporting.domain.disclosure import Thresholds, protect
from services.reporting.usecases.summary import summary
from shared.contracts.events.recorded import ExternalReview
from tests.unit.reporting.invented import MAY, Happening, folded, months, recorded
from tests.unit.reporting.test_figures import figures

LGA = ExternalReview(type="lga_review", title="LGA review", findings=4, recommendations=3)
QUIET = ExternalReview(type="themed_test", title="Themed test", findings=0, recommendations=0)
DIVISION = {"area": "all", "service": None}


def happening(n: int, kind: str, **other: object) -> Happening:
    return recorded(UUID(int=n), kind, **other), 1, UUID(int=n + 1000)


def reviewed(*reviews: ExternalReview) -> list[Happening]:
    return [happening(n, "external_review", external=one, **DIVISION) for n, one in enumerate(reviews, 1)]


def view(happened: list[Happening]) -> View:
    counted = figures(happened)
    return View(counted, protect(counted.counts), Thresholds())


def tables(shown: View) -> dict[str, dict[str, list[str]]]:
    found = [one for one in others.section(shown).blocks if isinstance(one, Table)]
    return {one.key: {row.label: [cell.text for cell in row.cells] for row in one.rows} for one in found}


def sentence(shown: View) -> str:
    (words,) = [one for one in others.section(shown).blocks if isinstance(one, Narrative)]
    return words.sentences[-1]


def test_each_kind_is_counted_by_area_with_the_division_beside() -> None:
    many = [happening(n, "dip_sample", area="early-help", service=None) for n in range(1, 12)]
    many += [happening(n, "dip_sample", **DIVISION) for n in range(20, 29)]
    told = tables(view(many))["other-activity"]
    assert told["Dip samples"] == ["0", "11", "0", "9", "20"]
    assert told["Practice day visits"] == ["0"] * 5
    assert len(told) == 8


def test_a_small_number_of_them_is_withheld_like_any_other() -> None:
    few = [happening(n, "oversight") for n in range(1, 4)]
    assert tables(view(few))["other-activity"]["Independent chairs' oversight"] == ["c", "0", "0", "0", "c"]


def test_the_register_shows_every_type_of_the_month_with_what_it_asked_for() -> None:
    shown = view(reviewed(LGA, LGA, QUIET))
    assert tables(shown)["external-reviews"] == {
        "LGA review": ["2", "8", "6"],
        "Themed test": ["1", "0", "0"],
    }
    assert sentence(shown) == "3 external reviews were completed."
    assert sentence(view(reviewed(LGA))) == "1 external review was completed."


def test_a_month_without_external_reviews_says_so() -> None:
    last_month = [happening(1, "external_review", external=LGA, month=MAY, **DIVISION)]
    for happened in ([], last_month):
        assert sentence(view(happened)) == "No external review was completed."
        assert tables(view(happened)) == {}
        assert len(others.section(view(happened)).blocks) == 1


def test_external_reviews_are_in_the_register_alone() -> None:
    counted = figures(reviewed(LGA))
    assert {cell[1] for cell, n in counted.values.items() if n} == {"external"}
    assert {cell for cell in counted.values if cell[1] == "external"} <= counted.counts.open


def test_a_kind_that_this_release_does_not_know_is_shown_by_its_code() -> None:
    many = [happening(n, "pulse_survey") for n in range(1, 12)]
    assert tables(view(many))["other-activity"]["Pulse survey"] == ["11", "0", "0", "0", "11"]


def test_the_figures_tell_them_in_full() -> None:
    told = summary(figures([*reviewed(LGA), happening(9, "oversight")]))
    assert told["recorded"]["oversight"] == 1
    assert "external_review" not in told["recorded"]
    assert told["external"] == {"LGA review": {"reviews": 1, "findings": 4, "recommendations": 3}}


def test_a_review_adds_itself_and_what_it_found() -> None:
    (fact,) = folded(reviewed(QUIET)).values()
    assert {(key.measure, key.bucket): n for key, n in contributions(fact).items()} == {
        ("facts", "recorded|1"): 1,
        ("activity.recorded", "external_review"): 1,
        ("external.review", "themed_test|Themed test|reviews"): 1,
    }
    assert (fact.kind, fact.area, fact.service) == ("recorded", "all", "-")


def test_they_are_a_section_of_the_monthly_report() -> None:
    about = Provenance(datetime(2026, 7, 8, tzinfo=UTC), "P0042", 1, 1, 0)
    report = compose(view([*months(3, 40), *reviewed(LGA)]), edition=1, notice="", provenance=about)
    (found,) = [section for section in report.sections if section.title == "Other QA activity"]
    assert [block.key for block in found.blocks if isinstance(block, Table)] == [
        "other-activity",
        "external-reviews",
    ]
