"""The verdict is honest: whatever is missing, doubled or invented shows."""

from __future__ import annotations

import pytest

from shared.demo.ledger import Ledger, Seen, judge

ALL = (Seen("a", 2), Seen("b", 1), Seen("c", 1))
FEEDBACK = (Seen("a", 1),)


@pytest.fixture
def ledger() -> Ledger:
    """Audits a, b and c, of which a was moderated, and a piece of feedback that shares an id with an audit."""
    taken = Ledger()
    for audit in ("a", "b", "c", "a"):
        taken.took("activity", audit)
    taken.took("feedback", "a")
    return taken


def test_everything_confirmed_and_everything_there_is_sound(ledger: Ledger) -> None:
    verdict = judge(ledger, {"activity": ALL, "feedback": FEEDBACK})
    assert str(verdict) == "captured 5  projected 5  lost 0  duplicated 0"
    assert verdict.sound


def test_a_confirmed_audit_that_reporting_has_not_is_lost(ledger: Ledger) -> None:
    verdict = judge(ledger, {"activity": ALL[:2], "feedback": FEEDBACK})
    assert str(verdict) == "captured 5  projected 4  lost 1  duplicated 0"
    assert not verdict.sound


def test_a_moderation_that_did_not_reach_its_audit_is_lost(ledger: Ledger) -> None:
    assert judge(ledger, {"activity": (Seen("a", 1), *ALL[1:]), "feedback": FEEDBACK}).lost == 1


def test_a_kind_without_any_feed_is_lost(ledger: Ledger) -> None:
    assert judge(ledger, {"activity": ALL}).lost == 1


@pytest.mark.parametrize("extra", [Seen("c", 1), Seen("never confirmed", 1)])
def test_what_is_there_twice_or_was_never_confirmed_is_duplicated(ledger: Ledger, extra: Seen) -> None:
    verdict = judge(ledger, {"activity": (*ALL, extra), "feedback": FEEDBACK})
    assert str(verdict) == "captured 5  projected 6  lost 0  duplicated 1"


def test_one_lost_and_one_doubled_do_not_make_it_even(ledger: Ledger) -> None:
    verdict = judge(ledger, {"activity": (Seen("a", 3), Seen("b", 1)), "feedback": FEEDBACK})
    assert (verdict.lost, verdict.duplicated) == (1, 1)


def test_a_count_that_differs_from_its_recount_is_duplicated(ledger: Ledger) -> None:
    assert judge(ledger, {"activity": ALL, "feedback": FEEDBACK}, differences=2).duplicated == 2
