"""The verdict is honest: whatever is missing, doubled or invented shows."""

from __future__ import annotations

import pytest

from shared.demo.ledger import Ledger, judge


@pytest.fixture
def ledger() -> Ledger:
    taken = Ledger()
    for audit in ("a", "b", "c"):
        taken.took("audit", audit)
    taken.took("feedback", "a")
    return taken


def test_everything_confirmed_and_everything_there_is_sound(ledger: Ledger) -> None:
    verdict = judge(ledger, {"audit": ["c", "b", "a"], "feedback": ["a"]})
    assert str(verdict) == "captured 4  projected 4  lost 0  duplicated 0"
    assert verdict.sound


def test_a_confirmed_audit_that_reporting_has_not_is_lost(ledger: Ledger) -> None:
    verdict = judge(ledger, {"audit": ["a", "b"], "feedback": ["a"]})
    assert str(verdict) == "captured 4  projected 3  lost 1  duplicated 0"
    assert not verdict.sound


def test_a_kind_without_any_feed_is_lost(ledger: Ledger) -> None:
    assert judge(ledger, {"audit": ["a", "b", "c"]}).lost == 1


@pytest.mark.parametrize("feed", [["a", "b", "c", "c"], ["a", "b", "c", "d"]])
def test_what_is_there_twice_or_was_never_confirmed_is_duplicated(ledger: Ledger, feed: list[str]) -> None:
    verdict = judge(ledger, {"audit": feed, "feedback": ["a"]})
    assert (verdict.lost, verdict.duplicated) == (0, 1)


def test_a_rollup_that_counts_more_than_its_facts_is_duplicated(ledger: Ledger) -> None:
    assert judge(ledger, {"audit": ["a", "b", "c"], "feedback": ["a"]}, rollup_excess=2).duplicated == 2


def test_an_id_that_was_given_to_two_requests_is_duplicated(ledger: Ledger) -> None:
    ledger.took("audit", "a")
    assert judge(ledger, {"audit": ["a", "b", "c"], "feedback": ["a"]}).duplicated == 1
