"""Control charts of auditors: exact tails, runs of eight, and nothing about anybody with few audits."""

from __future__ import annotations

from datetime import date

import pytest

from services.activities.domain.chance import at_least, at_most, student
from services.activities.domain.drift import Drift, Looked, drift


def month(number: int) -> date:
    return date(2025 + number // 12, number % 12 + 1, 1)


def looked(auditor: str, number: int, changed: int, n: int) -> list[Looked]:
    return [Looked(auditor=auditor, month=month(number), changed=k < changed) for k in range(n)]


def chart(found: Drift, auditor: str):
    (one,) = [one for one in found.auditors if one.auditor == auditor]
    return one


def test_binomial_tails_are_exact() -> None:
    """scipy 1: binom.cdf(1, 8, 0.3), binom.sf(4, 10, 0.2), binom.sf(3, 5, 0.08)."""
    assert at_most(1, 8, 0.3) == pytest.approx(0.25529833)
    assert at_least(5, 10, 0.2) == pytest.approx(0.0327934976)
    assert at_least(4, 5, 0.08) == pytest.approx(0.0001916928)
    assert at_least(0, 5, 0.4) == at_most(5, 5, 0.4) == pytest.approx(1.0)
    assert (at_most(0, 5, 0.0), at_most(4, 5, 1.0), at_least(5, 5, 1.0), at_least(1, 5, 0.0)) == (1, 0, 1, 0)


@pytest.mark.parametrize(
    ("df", "t"),
    [
        (1, 12.7062),
        (2, 4.3027),
        (3, 3.1824),
        (4, 2.7764),
        (5, 2.5706),
        (9, 2.2622),
        (30, 2.0423),
        (99, 1.9842),
    ],
)
def test_student_s_t_is_that_of_the_tables(df: int, t: float) -> None:
    assert student(df) == pytest.approx(t, abs=5e-5)


def test_months_have_shares_and_limits_of_three_standard_errors() -> None:
    found = drift([*looked("A", 0, 2, 10), *looked("B", 0, 2, 10), *looked("B", 1, 1, 5)])
    assert (found.n, found.share) == (25, 0.2)
    (point,) = chart(found, "A").months
    assert (point.month, point.n, point.share) == (month(0), 10, 0.2)
    assert (point.low, point.high) == pytest.approx((0.0, 0.2 + 3 * (0.2 * 0.8 / 10) ** 0.5))
    assert [one.month for one in chart(found, "B").months] == [month(0), month(1)]
    assert [one.auditor for one in found.auditors] == ["A", "B"]
    (point,) = chart(drift(looked("A", 0, 90, 100)), "A").months
    assert (point.low, point.high) == pytest.approx((0.81, 0.99))
    (point,) = chart(drift(looked("A", 0, 9, 10)), "A").months
    assert (point.low, point.high) == pytest.approx((0.9 - 3 * 0.09**0.5 / 10**0.5, 1.0))


def test_fewer_than_five_audits_are_told_by_their_number_alone() -> None:
    found = drift([*looked("A", 0, 4, 4), *looked("B", 0, 0, 400), *looked("C", 0, 5, 5)])
    (few,) = chart(found, "A").months
    assert (few.n, few.share, few.low, few.high, few.signal) == (4, None, None, None, None)
    (five,) = chart(found, "C").months
    assert (five.n, five.share, five.signal) == (5, 1.0, "above")
    alone = drift(looked("A", 0, 4, 4))
    assert (alone.n, alone.share, chart(alone, "A").run) == (4, None, None)
    assert drift(looked("A", 0, 1, 5)).share == 0.2
    assert drift([]) == Drift(n=0, share=None, auditors=())


def test_a_month_is_signalled_by_its_exact_tail_where_three_sigma_would_mislead() -> None:
    """Of 5 audits at a share of about 0.08 three sigma end at 0.44: 3 changed lie beyond them, and still have a
    chance of 0.0045; 4 have one of 0.0002."""
    others = looked("Z", 0, 77, 995)
    for changed, signal in ((3, None), (4, "above")):
        found = drift([*looked("A", 0, changed, 5), *others])
        (point,) = chart(found, "A").months
        assert point.share > point.high
        assert point.signal == signal


def test_too_few_changes_are_signalled_too() -> None:
    found = drift([*looked("A", 0, 0, 30), *looked("Z", 0, 300, 970)])
    (point,) = chart(found, "A").months
    assert point.signal == "below"
    assert at_most(0, 30, 0.3) < 0.00135
    found = drift([*looked("A", 0, 0, 18), *looked("Z", 0, 305, 982)])
    assert chart(found, "A").months[0].signal is None
    assert 0.00135 < at_most(0, 18, 0.305) < 0.0015


def run_of(months: list[int], n: int = 5) -> str | None:
    """What is said of an auditor with these changes a month, of ``n`` audits each, where half of all are changed."""
    own = [one for number, changed in enumerate(months) for one in looked("A", number, changed, n)]
    changed = sum(months)
    rest = looked("Z", 0, 5000 - changed, 10000 - n * len(months))
    return chart(drift([*own, *rest]), "A").run


def test_eight_months_on_one_side_are_a_run() -> None:
    assert run_of([4] * 8) == "above"
    assert run_of([1] * 8) == "below"
    assert run_of([4] * 7) is None
    assert run_of([10] * 7, n=10) is None
    assert run_of([4, 4, 4, 4, 1, 4, 4, 4, 4]) is None
    assert run_of([1] + [4] * 8) == "above"
    assert run_of([4] * 8 + [1]) == "above"
    assert run_of([4] * 8 + [1] * 8) == "below"


def test_a_month_on_the_line_ends_a_run() -> None:
    assert run_of([6] * 8, n=10) is None
    assert run_of([7] * 8, n=10) == "above"
    assert run_of([9] * 7 + [5], n=10) is None
    assert run_of([1] * 7 + [5], n=10) is None


def test_a_run_that_chance_makes_likely_is_none() -> None:
    """Where one in ten is changed, eight months of five audits without a change have a chance of 0.015."""
    quiet = [one for number in range(8) for one in looked("A", number, 0, 5)]
    found = drift([*quiet, *looked("Z", 0, 1000, 9960)])
    assert chart(found, "A").run is None
    busy = [one for number in range(8) for one in looked("A", number, 0, 8)]
    assert chart(drift([*busy, *looked("Z", 0, 1000, 9936)]), "A").run == "below"


def test_months_of_few_audits_are_no_part_of_a_run() -> None:
    own = [one for number in range(8) for one in looked("A", number, 4, 4 if number == 3 else 5)]
    rest = looked("Z", 0, 4970, 9961)
    assert chart(drift([*own, *rest]), "A").run is None
