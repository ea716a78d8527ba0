"""Agreement of two raters: published figures, what holds for all pairs, and what has no answer."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.activities.domain.agreement import (
    NO_SPREAD,
    ONE_GRADE,
    ONE_PAIR,
    Coefficient,
    Pair,
    agreement,
    cohen,
    gwet,
    identity,
    percentage,
    quadratic,
)
from services.activities.domain.chance import student
from services.activities.domain.vocabulary import GRADES

ABSTRACTORS = [[13, 0, 0], [0, 20, 7], [0, 4, 56]]
"""cont3x3abstractors of irrCAC."""
DIAGNOSIS = [[40, 4, 4, 17], [6, 25, 2, 13], [4, 1, 21, 12], [15, 5, 9, 45]]
"""cont4x4diagnosis of irrCAC."""
SAS = [[0, 4, 1], [0, 8, 0], [0, 1, 5]]
"""table10 of statsmodels' test_inter_rater: the example of the SAS manual."""
ANXIETY = list(zip("36462424332333221334", "21443216111233113322", strict=True))
"""anxiety of the R package irr, its second and third rater, who never give a 5."""

PAIRS = st.lists(st.tuples(st.sampled_from(GRADES), st.sampled_from(GRADES)), min_size=2, max_size=40)


def pairs(table: list[list[int]]) -> list[Pair]:
    places = range(len(table))
    return [(str(k), str(m)) for k in places for m in places for _ in range(table[k][m])]


def scale(table: list[list[int]]) -> str:
    return "0123"[: len(table)]


def error(found: Coefficient, n: int) -> float:
    assert found.value is not None
    assert found.low is not None
    return (found.value - found.low) / student(n - 1)


@pytest.mark.parametrize(
    ("table", "kind", "value", "se", "low", "high"),
    [
        # value and se: irrCAC, vignette "overview", kappa2.table and gwet.ac1.table of cont3x3abstractors (to 7
        # digits for kappa); ends, and all of cont4x4diagnosis and of quadratic weights: irrCAC 0.4.4 of Python,
        # irrCAC.table.CAC(...).cohen() and .gwet(), which its own tests give to 3 digits.
        (ABSTRACTORS, "kappa", 0.7964094, 0.05891072, 0.679518, 0.913301),
        (ABSTRACTORS, "ac", 0.849331, 0.043217, 0.763578, 0.935083),
        (ABSTRACTORS, "weighted kappa", 0.892157, 0.035352, 0.822012, 0.962302),
        (ABSTRACTORS, "weighted ac", 0.940237, 0.017920, 0.904679, 0.975794),
        (DIAGNOSIS, "kappa", 0.431501, 0.045969, 0.340909, 0.522093),
        (DIAGNOSIS, "ac", 0.456158, 0.043450, 0.370531, 0.541785),
        (DIAGNOSIS, "weighted kappa", 0.383186, 0.065795, 0.253524, 0.512848),
        (DIAGNOSIS, "weighted ac", 0.298573, 0.075179, 0.150416, 0.446730),
    ],
)
def test_coefficients_errors_and_intervals_are_those_of_irr_cac(
    table: list[list[int]], kind: str, value: float, se: float, low: float, high: float
) -> None:
    weight = quadratic(len(table)) if "weighted" in kind else identity
    found = (gwet if "ac" in kind else cohen)(pairs(table), weight, scale(table))
    n = sum(map(sum, table))
    assert (found.value, found.low, found.high) == pytest.approx((value, low, high), abs=5e-6)
    assert error(found, n) == pytest.approx(se, abs=5e-6)
    assert found.reason is None


def test_kappa_and_its_error_are_those_of_sas() -> None:
    """SAS says 0.4842 with ASE 0.1380, and by linear weights 0.4701 with ASE 0.1457 (statsmodels, table10)."""
    plain = cohen(pairs(SAS), identity, "012")
    assert plain.value == pytest.approx(0.4842, abs=5e-5)
    assert error(plain, 19) == pytest.approx(0.1380, abs=5e-5)
    linear = cohen(pairs(SAS), lambda k, m: 1 - abs(k - m) / 2, "012")
    assert linear.value == pytest.approx(0.4701, abs=5e-5)
    assert error(linear, 19) == pytest.approx(0.1457, abs=5e-5)


def test_quadratic_kappa_is_that_of_irr() -> None:
    """kappa2(anxiety[,2:3], "squared") of irr says 0.2520325; it leaves out grades that nobody gave."""
    used = sorted({grade for pair in ANXIETY for grade in pair})
    assert cohen(ANXIETY, quadratic(len(used)), used).value == pytest.approx(0.2520325, abs=5e-8)


def test_the_whole_answer_is_of_the_quadratic_scale_of_grades() -> None:
    found = agreement([(GRADES[int(a)], GRADES[int(b)]) for a, b in pairs(DIAGNOSIS)])
    assert found.n == 223
    assert found.ac1.value == pytest.approx(0.456158, abs=5e-6)
    assert found.ac2.value == pytest.approx(0.298573, abs=5e-6)
    assert found.kappa.value == pytest.approx(0.383186, abs=5e-6)
    assert found.percentage.value == pytest.approx(131 / 223)


def test_a_percentage_has_wilson_s_interval() -> None:
    """statsmodels 0.15, proportion_confint(89, 100, method="wilson") and of 131 in 223."""
    found = percentage(pairs(ABSTRACTORS))
    assert (found.value, found.low, found.high) == pytest.approx((0.89, 0.8136870349, 0.9374580364))
    found = percentage(pairs(DIAGNOSIS))
    assert (found.low, found.high) == pytest.approx((0.5218823752, 0.6500438688))
    assert percentage([("good", "good")] * 5).high == 1.0
    assert percentage([("good", "inadequate")] * 5).low == 0.0


def test_fewer_than_two_pairs_have_no_answer() -> None:
    for few in ([], [("good", "good")]):
        found = agreement(few)
        for one in (found.percentage, found.ac1, found.ac2, found.kappa):
            assert one == Coefficient(None, reason=ONE_PAIR)
    assert percentage([("good", "good")] * 2).value == 1.0


def test_kappa_has_no_answer_where_only_one_grade_was_used() -> None:
    found = agreement([("good", "good")] * 6)
    assert found.kappa == Coefficient(None, reason=ONE_GRADE)
    assert found.ac1 == found.ac2 == Coefficient(1.0, reason=NO_SPREAD)


def test_without_spread_there_is_a_value_and_no_interval() -> None:
    found = agreement([("good", "good"), ("inadequate", "inadequate")] * 3)
    assert found.kappa == Coefficient(1.0, reason=NO_SPREAD)


def test_an_interval_ends_at_one() -> None:
    found = agreement([("good", "good")] * 5 + [("inadequate", "inadequate")] * 5 + [("good", "outstanding")])
    assert found.kappa.high == 1.0


def test_ac2_of_grades_far_apart_may_be_below_minus_one() -> None:
    """irrCAC 0.4.4 says -1.067568, from -1.92788 to -0.207256: it cuts an interval at 1 and nowhere else."""
    far = [("outstanding", "requires_improvement"), ("outstanding", "inadequate"), ("good", "inadequate")]
    found = agreement(far).ac2
    assert (found.value, found.low, found.high) == pytest.approx((-1.067568, -1.92788, -0.207256), abs=5e-6)


@given(PAIRS)
@settings(deadline=None)
def test_it_does_not_matter_who_is_first(given_pairs: list[Pair]) -> None:
    assert_same(given_pairs, [(second, first) for first, second in given_pairs])


@given(PAIRS, st.randoms())
@settings(deadline=None)
def test_the_order_of_pairs_does_not_matter(given_pairs: list[Pair], chance) -> None:
    mixed = list(given_pairs)
    chance.shuffle(mixed)
    assert_same(given_pairs, mixed)


@given(PAIRS)
@settings(deadline=None)
def test_a_scale_turned_round_says_the_same(given_pairs: list[Pair]) -> None:
    turned = dict(zip(GRADES, reversed(GRADES), strict=True))
    assert_same(given_pairs, [(turned[first], turned[second]) for first, second in given_pairs])


@given(st.lists(st.sampled_from(GRADES), min_size=2, max_size=40))
@settings(deadline=None)
def test_perfect_agreement_is_one(grades: list[str]) -> None:
    found = agreement([(grade, grade) for grade in grades])
    assert found.percentage.value == 1.0
    for one in (found.ac1, found.ac2):
        assert one.value == pytest.approx(1.0)
    assert found.kappa.value == (pytest.approx(1.0) if len(set(grades)) > 1 else None)


@given(PAIRS)
@settings(deadline=None)
def test_nothing_is_above_one_and_an_interval_holds_its_value(given_pairs: list[Pair]) -> None:
    found = agreement(given_pairs)
    for one in (found.percentage, found.ac1, found.ac2, found.kappa):
        if one.value is not None:
            assert one.value <= 1 + 1e-12
        if one.low is not None:
            assert one.low - 1e-12 <= one.value <= one.high + 1e-12


def assert_same(one: list[Pair], other: list[Pair]) -> None:
    first, second = agreement(one), agreement(other)
    for name in ("percentage", "ac1", "ac2", "kappa"):
        a, b = getattr(first, name), getattr(second, name)
        assert (a.reason, a.value is None) == (b.reason, b.value is None)
        for end in ("value", "low", "high"):
            if getattr(a, end) is not None:
                assert getattr(a, end) == pytest.approx(getattr(b, end), abs=1e-6)
