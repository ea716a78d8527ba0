"""What is compared with what, and what is told of few pairs."""

from __future__ import annotations

from datetime import date
from typing import Any

from services.activities.domain.calibration import Comparison, Judged, calibrate
from tests.unit.activities.builders import MARCH


def compared(**changes: Any) -> Comparison:
    whole: dict[str, Any] = {
        "service": "line-cin",
        "auditor": "M2",
        "month": MARCH,
        "given": Judged("good", {"impact": "good", "recording": "good"}),
    }
    return Comparison(**(whole | changes))


def test_few_pairs_are_told_by_their_number_alone() -> None:
    again = Judged("good", {"impact": "good"})
    four = calibrate([compared(rated=again)] * 4).second_ratings
    for figure in (four.overall, *four.domains, *four.services, *four.auditors):
        assert (figure.n, figure.agreement) == (4, None)
    five = calibrate([compared(rated=again)] * 5).second_ratings
    for figure in (five.overall, *five.domains, *five.services, *five.auditors):
        assert figure.agreement is not None
        assert (figure.n, figure.agreement.n, figure.agreement.percentage.value) == (5, 5, 1.0)


def test_second_ratings_and_moderation_are_told_apart() -> None:
    found = calibrate(
        [compared(rated=Judged("inadequate", {}))] * 5 + [compared(moderated=Judged("good", {}))] * 6
    )
    assert (found.second_ratings.overall.of, found.second_ratings.overall.n) == ("overall", 5)
    assert found.second_ratings.overall.agreement.percentage.value == 0.0
    assert found.moderation.overall.n == 6
    assert found.moderation.overall.agreement.percentage.value == 1.0
    assert found.second_ratings.domains == ()


def test_figures_are_by_service_auditor_and_the_domains_that_both_graded() -> None:
    rated = Judged("good", {"recording": "inadequate", "impact": "good", "permanence": "good"})
    found = calibrate(
        [compared(rated=rated)] * 5
        + [compared(rated=Judged("good", {"impact": "good"}), auditor="M1", service="a-service")]
    ).second_ratings
    assert [(one.of, one.n) for one in found.services] == [("a-service", 1), ("line-cin", 5)]
    assert [(one.of, one.n) for one in found.auditors] == [("M1", 1), ("M2", 5)]
    assert [(one.of, one.n) for one in found.domains] == [("recording", 5), ("impact", 6)]
    recording, impact = found.domains
    assert (recording.agreement.percentage.value, impact.agreement.percentage.value) == (0.0, 1.0)


def test_a_pair_is_first_and_second() -> None:
    mixed = [
        compared(rated=Judged(again, {})) for again in ("good", "good", "good", "inadequate", "inadequate")
    ]
    assert calibrate(mixed).second_ratings.overall.agreement.percentage.value == 0.6


def test_an_audit_counts_as_changed_when_its_overall_grade_came_out_otherwise() -> None:
    same, other = Judged("good", {"impact": "inadequate"}), Judged("inadequate", {})
    assert not compared(moderated=same, rated=same).changed
    assert not compared(rated=same).changed
    assert compared(moderated=other).changed
    assert compared(rated=other).changed
    assert compared(moderated=same, rated=other).changed


def test_drift_counts_each_audit_once() -> None:
    both = compared(moderated=Judged("inadequate", {}), rated=Judged("inadequate", {}))
    found = calibrate([both, *[compared(moderated=Judged("good", {}), month=date(2026, 2, 1))] * 4]).drift
    assert (found.n, found.share) == (5, 0.2)
    assert [(one.month, one.n) for one in found.auditors[0].months] == [(date(2026, 2, 1), 4), (MARCH, 1)]
