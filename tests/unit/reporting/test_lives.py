"""Audits that are handed on, extended or withdrawn: counted as they stand, whatever arrived first."""

from __future__ import annotations

import random
from collections import Counter
from datetime import timedelta
from itertools import permutations
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from services.reporting.domain.counting import Totals, contributions, flat, recount, tally
from services.reporting.domain.facts import Activity, Fact, merge
from services.reporting.domain.folding import fact_of
from shared.contracts.events.activities import ActivityAllocated, ActivitySubmitted, ActivityWithdrawn
from tests.unit.reporting.invented import Happening, folded, moderated, submitted
from tests.unit.reporting.lives import DUE, adjudicated, allocated, extended, lives, reallocated, withdrawn

A = UUID(int=1)
LATER = DUE + timedelta(7)


def happened(*events: object) -> list[Happening]:
    return [(event, n, UUID(int=1000 + n)) for n, event in enumerate(events, 1)]  # type: ignore[misc]


def counts(happenings: list[Happening]) -> dict[str, int]:
    """What one audit adds, by measure and bucket, its number of events aside."""
    found = contributions(folded(happenings)[A])
    return {f"{key.measure} {key.bucket}": n for key, n in found.items() if n and key.measure != "facts"}


def test_a_withdrawn_audit_is_neither_allocated_nor_outstanding_in_any_order() -> None:
    told = happened(allocated(A), reallocated(A), extended(A, LATER), withdrawn(A))
    for order in permutations(told):
        assert counts(list(order)) == {"activity.withdrawn case_file_audit|case_closed": 1}
        assert folded(list(order)) == folded(told)


def test_a_withdrawal_alone_counts_as_one() -> None:
    assert counts(happened(withdrawn(A))) == {"activity.withdrawn case_file_audit|case_closed": 1}


def test_handing_on_and_extending_allocate_nothing_twice() -> None:
    once = {"activity.allocated case_file_audit": 1, "activity.outstanding case_file_audit": 1}
    for events in ([allocated(A)], [allocated(A), reallocated(A)], [allocated(A), extended(A, LATER)]):
        assert counts(happened(*events)) == once


def test_the_newest_due_date_stands_in_any_order() -> None:
    told = happened(
        allocated(A), extended(A, LATER), reallocated(A, LATER), extended(A, LATER + timedelta(1))
    )
    for order in permutations(told):
        state = folded(list(order))[A].state
        assert isinstance(state, Activity)
        assert state.allocated is not None
        assert (state.allocated.due_on, state.allocated.sequence) == (LATER + timedelta(1), 4)


def test_an_extended_audit_is_on_time_up_to_its_new_date() -> None:
    done = submitted(A, due_on=LATER, submitted_on=LATER)
    found = counts(happened(allocated(A), extended(A, LATER), done))
    assert found["activity.submitted case_file_audit|on_time|heard|took_part"] == 1
    assert found["activity.allocated case_file_audit"] == 1
    assert "activity.outstanding case_file_audit" not in found


def test_what_a_third_person_decided_is_the_final_grade_in_any_order_and_agreement_stays() -> None:
    """Agreement is between auditor and moderator; a decision alters neither."""
    told = happened(
        submitted(A, overall="good"), moderated(A, "good", "inadequate"), adjudicated(A, "good", "inadequate")
    )
    for order in permutations(told):
        found = counts(list(order))
        assert found["grade.overall case_file_audit|good|requires_improvement|not_required"] == 1
        assert found["moderation.pair case_file_audit|good|inadequate"] == 1
        outcome = "case_file_audit|two_grades_apart|good|inadequate|requires_improvement"
        assert found[f"adjudication.outcome {outcome}"] == 1


def test_a_decision_between_two_ratings_without_a_moderator_is_counted_too() -> None:
    found = counts(happened(submitted(A, overall="good"), adjudicated(A, "good", None)))
    assert found["grade.overall case_file_audit|good|requires_improvement|not_required"] == 1
    outcome = "case_file_audit|two_grades_apart|good|unmoderated|requires_improvement"
    assert found[f"adjudication.outcome {outcome}"] == 1


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10**6))
def test_any_order_and_repeats_make_the_same_counts_as_the_events(seed: int) -> None:
    told = lives(seed, audits=6)
    shuffled = told + random.Random(seed).choices(told, k=8)
    random.Random(seed).shuffle(shuffled)
    assert folded(shuffled) == folded(told)
    found = recount(folded(shuffled).values())
    kinds = Counter(type(event) for event, *_ in told)
    measures: Counter[str] = Counter()
    for key, n in found.items():
        measures[key.measure] += n
    assert measures["activity.withdrawn"] == kinds[ActivityWithdrawn]
    assert measures["activity.submitted"] == kinds[ActivitySubmitted]
    assert measures["activity.allocated"] == kinds[ActivityAllocated] - kinds[ActivityWithdrawn]
    assert measures["activity.outstanding"] == measures["activity.allocated"] - kinds[ActivitySubmitted]


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10**6))
def test_counts_kept_by_difference_are_those_of_a_recount_after_each_event(seed: int) -> None:
    told = lives(seed, audits=4)
    random.Random(seed).shuffle(told)
    facts: dict[UUID, Fact] = {}
    kept: Totals = {}
    for happening in told:
        fact = fact_of(*happening)
        if fact.id in facts:
            tally(facts[fact.id], kept, -1)
            fact = merge(facts[fact.id], fact)
        facts[fact.id] = fact
        tally(fact, kept)
        assert {row[:5]: row[5] for row in flat(kept)} == dict(recount(facts.values()))
