"""Agreement corrected for chance, beside figures that others worked out."""

from __future__ import annotations

from math import sqrt

import pytest

from services.reporting.domain.agreement import ac1
from tests.unit.reporting.invented import GRADES

BEST, GOOD, WEAK, WORST = GRADES
PAIRS = {
    (BEST, BEST): 3, (BEST, GOOD): 1, (GOOD, GOOD): 20, (GOOD, WEAK): 6,
    (WEAK, WEAK): 14, (WEAK, WORST): 4, (WORST, WEAK): 2, (WORST, WORST): 5,
}  # fmt: skip


def test_value_and_spread_are_those_of_irr_cac() -> None:
    """irrCAC 0.4 says AC1 0.69697, standard error 0.07463, agreement 0.76364; it divides the variance by n - 1."""
    found = ac1(PAIRS, GRADES)
    assert found.n == 55
    assert found.observed == pytest.approx(0.76364, abs=1e-5)
    assert found.value == pytest.approx(0.69697, abs=1e-5)
    margin = 1.96 * 0.07463 * sqrt(54 / 55)
    assert (found.low, found.high) == pytest.approx((0.69697 - margin, 0.69697 + margin), abs=2e-5)


def test_pairs_of_which_either_is_no_grade_are_left_out() -> None:
    others = {(GOOD, "ungraded"): 7, ("ungraded", GOOD): 7, ("ungraded", "ungraded"): 7, (WORST, BEST): 0}
    assert ac1({**PAIRS, **others}, GRADES) == ac1(PAIRS, GRADES)


def test_the_interval_ends_at_1_and_at_minus_1() -> None:
    assert ac1({(GOOD, GOOD): 4, (GOOD, WEAK): 1}, GRADES).high == 1
    assert ac1({(GOOD, WEAK): 1, (WEAK, GOOD): 1, (GOOD, GOOD): 1}, [GOOD, WEAK]).low == -1


def test_one_pair_is_enough_and_none_is_not() -> None:
    assert ac1({(GOOD, GOOD): 1}, GRADES).value == pytest.approx(1)
    with pytest.raises(ValueError, match="no pair"):
        ac1({}, GRADES)
