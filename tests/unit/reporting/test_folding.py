"""Facts come out the same whatever the order and however often their events arrive."""

from __future__ import annotations

import random
from datetime import date
from itertools import permutations
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from services.reporting.domain.counting import OPEN, Key, contributions, recount
from services.reporting.domain.facts import Activity
from shared.contracts.events.reviews import ReviewCompleted
from tests.unit.reporting.invented import JUNE, MAY, action, folded, moderated, months, rescheduled, submitted

A = UUID(int=1)


def event_id(n: int) -> UUID:
    return UUID(int=1000 + n)


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10**6))
def test_any_order_and_repeats_make_the_same_facts_and_counts(seed: int) -> None:
    happened = months(seed % 50, audits=6)
    shuffled = happened + random.Random(seed).choices(happened, k=10)
    random.Random(seed).shuffle(shuffled)
    there, here = folded(happened), folded(shuffled)
    assert {one: (f.state, f.events) for one, f in here.items()} == {
        one: (f.state, f.events) for one, f in there.items()
    }
    assert recount(here.values()) == recount(there.values())


def test_a_moderation_before_its_submission_is_kept_and_counts_once_both_are_there() -> None:
    fact = folded([(moderated(A, "good", "inadequate"), 3, event_id(2)), (submitted(A), 2, event_id(1))])[A]
    counts = contributions(fact)
    assert counts[_key("moderation.pair", "case_file_audit|good|inadequate")] == 1
    assert counts[_key("grade.overall", "case_file_audit|good|inadequate|not_required")] == 1
    assert fact.events == (event_id(1), event_id(2))


def test_a_moderation_alone_counts_no_submission() -> None:
    counts = contributions(folded([(moderated(A, "good", "good"), 3, event_id(2))])[A])
    assert counts[_key("moderation.pair", "case_file_audit|good|good")] == 1
    assert not any(key.measure.startswith(("activity", "grade")) for key in counts)


def test_an_older_word_on_the_same_thing_changes_nothing_but_the_lineage() -> None:
    newer, older = submitted(A, overall="inadequate"), submitted(A, overall="good")
    fact = folded([(newer, 4, event_id(2)), (older, 2, event_id(1))])[A]
    assert isinstance(fact.state, Activity)
    assert fact.state.submitted is not None
    assert fact.state.submitted.overall == "inadequate"
    assert (fact.sequence, len(fact.events)) == (4, 2)


def test_every_inadequate_must_be_moderated_whatever_the_event_says() -> None:
    waiting = contributions(folded([(submitted(A, overall="inadequate"), 1, event_id(1))])[A])
    assert waiting[_key("grade.overall", "case_file_audit|inadequate|inadequate|outstanding")] == 1
    both = [
        (submitted(A, overall="inadequate"), 1, event_id(1)),
        (moderated(A, "inadequate", "good"), 2, event_id(2)),
    ]
    done = contributions(folded(both)[A])
    assert done[_key("grade.overall", "case_file_audit|inadequate|good|done")] == 1


def test_an_inadequate_of_before_counts_and_waits_for_no_moderation() -> None:
    past = contributions(folded([(submitted(A, overall="inadequate", historic=True), 1, event_id(1))])[A])
    assert past[_key("grade.overall", "case_file_audit|inadequate|inadequate|not_required")] == 1


def test_on_time_is_up_to_the_due_date() -> None:
    for day, word in ((19, "on_time"), (20, "late")):
        event = submitted(A, submitted_on=date(2026, 6, day), due_on=date(2026, 6, 19))
        assert contributions(folded([(event, 1, event_id(1))])[A])[
            _key("activity.submitted", f"case_file_audit|{word}|heard|took_part")
        ]
    none = contributions(folded([(submitted(A, due_on=None), 1, event_id(1))])[A])
    assert none[_key("activity.submitted", "case_file_audit|no_due_date|heard|took_part")] == 1


def test_an_action_is_judged_by_the_date_agreed_last_in_any_order() -> None:
    opened, due, agreed = date(2026, 5, 4), date(2026, 5, 18), date(2026, 6, 1)
    told = [
        (action(A, opened, due, None), 1, event_id(1)),
        (rescheduled(A, opened, agreed, due), 2, event_id(2)),
        (action(A, opened, agreed, agreed), 3, event_id(3)),
    ]
    for order in permutations(told):
        assert contributions(folded(list(order))[A])[_key("action.life", "2026-05|2026-06|on_time")] == 1
    for order in permutations(told[:2]):
        still = contributions(folded(list(order))[A])
        assert still[_key("action.life", "2026-05|2026-06|open", OPEN)] == 1


def test_an_action_is_kept_under_the_month_of_its_closing() -> None:
    opened, due = date(2026, 5, 20), date(2026, 6, 17)
    late = contributions(folded([(action(A, opened, due, date(2026, 6, 18)), 2, event_id(1))])[A])
    assert late[_key("action.life", "2026-05|2026-06|late")] == 1
    still = contributions(folded([(action(A, opened, due, None), 1, event_id(1))])[A])
    assert still[_key("action.life", "2026-05|2026-06|open", OPEN)] == 1
    assert still[_key("action.opened", "high|case", MAY)] == 1


def _key(measure: str, bucket: str, month: date = JUNE) -> Key:
    return Key(month, "social-work", "line-cin", measure, bucket)


def test_a_written_review_counts_once_in_the_month_it_was_written_in() -> None:
    review = ReviewCompleted(
        area="social-work",
        review_id=A,
        kind="learning_review",
        service="line-cin",
        team="line-cin-01",
        completed_on=date(2026, 6, 30),
        actions=[],
    )
    fact = folded([(review, 4, event_id(1)), (review, 4, event_id(1))])[A]
    assert (fact.kind, fact.month, fact.team) == ("review", JUNE, "line-cin-01")
    (key,) = (key for key in contributions(fact) if key.measure != "facts")
    assert key == Key(JUNE, "social-work", "line-cin", "review.completed", "learning_review")
