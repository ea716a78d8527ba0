"""The monthly figures say what happened, hang together, and give no small number away."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.reporting.domain.agreement import ac1
from services.reporting.domain.counting import recount
from services.reporting.domain.disclosure import protect
from services.reporting.domain.figures import ALL, Figures, monthly_figures
from services.reporting.domain.vocabulary import AUDIT
from tests.unit.reporting.invented import GRADES, JUNE, MAY, ORGANISATION, Happening, action, folded, months
from tests.unit.reporting.test_disclosure import Attacker


def figures(happened: list[Happening], month: date = JUNE) -> Figures:
    facts = folded(happened)
    rollups = recount(facts.values())
    before = (month - timedelta(days=1)).replace(day=1)
    kept = [
        (key, n)
        for key, n in rollups.items()
        if before <= key.month <= month and key.measure != "action.life"
    ]
    lives = [(key, n) for key, n in rollups.items() if key.month >= before and key.measure == "action.life"]
    known = [fact for fact in facts.values() if fact.kind == "theme"]
    return monthly_figures(month, kept, lives, ORGANISATION, known)


def acting(*lives: tuple[date, date, date | None]) -> list[Happening]:
    return [(action(UUID(int=n), *life), 1, UUID(int=n + 500)) for n, life in enumerate(lives)]


def test_counts_are_those_of_the_events() -> None:
    happened = months(1)
    found = figures(happened)
    done = [e for e, *_ in happened if type(e).__name__ == "ActivitySubmitted" and e.month == JUNE]  # type: ignore[attr-defined]
    assert found.values["2026-06", "activities", ALL] == len(done)
    audits = [e for e in done if e.kind == AUDIT]  # type: ignore[attr-defined]
    assert found.values["2026-06", "submitted", AUDIT, ALL] == len(audits)
    heard = sum(e.family_voice == "heard" for e in done)  # type: ignore[attr-defined]
    assert found.values["2026-06", "voice", "heard", ALL] == heard


def test_open_and_overdue_are_as_at_the_end_of_the_month() -> None:
    june_30, july_1 = date(2026, 6, 30), date(2026, 7, 1)
    found = figures(
        acting(
            (date(2026, 5, 4), date(2026, 5, 18), date(2026, 5, 20)),  # closed before June
            (date(2026, 5, 4), date(2026, 6, 1), date(2026, 6, 1)),  # closed in June, on time
            (date(2026, 5, 4), date(2026, 5, 18), date(2026, 6, 2)),  # closed in June, late
            (date(2026, 5, 4), date(2026, 5, 18), july_1),  # overdue at the end of June, closed since
            (date(2026, 6, 4), june_30, None),  # its last day was the last of June
            (date(2026, 6, 4), july_1, None),  # not due yet
            (july_1, date(2026, 7, 15), None),  # not opened yet
        )
    )
    at = {what: found.values["2026-06", what, ALL] for what in ("opened", "closed", "closed_on_time", "open")}
    assert at == {"opened": 2, "closed": 2, "closed_on_time": 1, "open": 3}
    assert found.values["2026-06", "overdue", ALL] == 2
    assert found.values["2026-05", "open", ALL] == 3
    assert [found.values["2026-06", "age", band] for band in "0123"] == [1, 1, 0, 0]


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 10**6), st.sampled_from([3, 12, 40]))
def test_no_withheld_count_of_a_month_can_be_worked_out(seed: int, audits: int) -> None:
    """All tables of both months at once, with every total, complement and balance that links them."""
    counts = figures(months(seed, audits)).counts
    seen = protect(counts)
    small = {cell for cell, n in counts.values.items() if 1 <= n <= 5 and cell not in counts.open}
    assert small <= seen.withheld
    assert not any(counts.values[cell] == 0 for cell in seen.withheld)
    attacker = Attacker(counts, seen)
    assert not attacker.by_elimination()
    assert not attacker.by_bounds()


def test_totals_of_an_ordinary_month_survive_protection() -> None:
    """Parts go before totals: a board without its totals has no report."""
    counts = figures(months(3, 80)).counts
    seen = protect(counts)
    for cell in (("activities", ALL), ("opened", ALL), ("open", ALL), ("feedback", ALL, ALL)):
        assert ("2026-06", *cell) not in seen.withheld


def test_counts_that_do_not_add_up_are_refused() -> None:
    counts = figures(months(1)).counts
    wrong = {**counts.values, ("2026-06", "activities", ALL): 1}
    with pytest.raises(ValueError, match="do not add up"):
        protect(type(counts)(values=wrong, equations=counts.equations, open=counts.open))


def test_what_was_open_a_month_ago_is_in_the_balance() -> None:
    values = figures(months(5)).values
    before, now = f"{MAY:%Y-%m}", f"{JUNE:%Y-%m}"
    balance = values[before, "open", ALL] + values[now, "opened", ALL] - values[now, "closed", ALL]
    assert balance == values[now, "open", ALL]


def test_agreement_is_that_of_gwets_paper() -> None:
    """Two categories, 118 and 5 agreed, 2 and 0 not (K. L. Gwet 2008, table 1 form): worked by hand."""
    pairs = {("a", "a"): 118, ("b", "b"): 0, ("a", "b"): 5, ("b", "a"): 2}
    n, positive = 125, Fraction(118 * 2 + 5 + 2, 250)
    chance = 2 * positive * (1 - positive)
    expected = (Fraction(118, n) - chance) / (1 - chance)
    found = ac1(pairs, ["a", "b"])
    assert found.value == pytest.approx(float(expected))
    assert found.observed == pytest.approx(118 / 125)
    assert found.low < found.value < found.high <= 1


def test_perfect_agreement_is_one() -> None:
    assert ac1({("good", "good"): 12, ("inadequate", "inadequate"): 3}, GRADES).value == pytest.approx(1)
