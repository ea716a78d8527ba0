"""The steps of a review, who is in its circle, and what it tells others."""

from __future__ import annotations

from datetime import date
from typing import get_args
from uuid import UUID

import pytest

from services.activities.domain.review import Step, decision_of
from services.activities.domain.review_events import completed, decided, invited, released
from services.activities.domain.review_learning import Learning
from services.activities.domain.review_record import LearningRecord, Needed
from services.activities.domain.review_refusals import WrongStep
from services.activities.domain.review_words import REVIEW_STATUSES
from shared.contracts.events.reviews import ReviewCompleted
from tests.unit.activities.reviewing import review

WAYS = {
    "proposed": {"agreed": "agreed", "declined": "declined", "procedure_noted": "proposed"},
    "declined": {},
    "agreed": {
        "extended": "agreed",
        "handed_on": "agreed",
        "invited": "agreed",
        "procedure_noted": "agreed",
        "consented": "agreed",
        "held": "held",
        "called_off": "called_off",
    },
    "held": {
        "extended": "held",
        "handed_on": "held",
        "invited": "held",
        "procedure_noted": "held",
        "consented": "held",
        "written": "written",
        "called_off": "called_off",
    },
    "written": {
        "handed_on": "written",
        "procedure_noted": "written",
        "consented": "written",
        "released": "released",
        "closed": "closed",
    },
    "released": {
        "handed_on": "released",
        "procedure_noted": "released",
        "consented": "released",
        "closed": "closed",
    },
    "closed": {"consented": "closed"},
    "called_off": {},
}
STEPS = [step for step in get_args(Step) if step != "proposed"]


@pytest.mark.parametrize("status", REVIEW_STATUSES)
@pytest.mark.parametrize("step", STEPS)
def test_a_review_goes_these_ways_and_no_other(status, step) -> None:
    before = review(status=status, version=4)
    if step in WAYS[status]:
        after = before.step(step)
        assert (after.status, after.version) == (WAYS[status][step], 5)
    else:
        with pytest.raises(WrongStep, match=status) as refused:
            before.step(step)
        assert step.replace("_", " ") in str(refused.value)


def test_a_review_begins_with_its_first_version() -> None:
    assert review().version == 1


def test_a_step_changes_what_it_is_asked_to_and_nothing_else() -> None:
    assert review(version=4).step("extended", due_on=date(2026, 5, 29)) == review(
        version=5, due_on=date(2026, 5, 29)
    )


def test_whoever_proposed_it_learns_only_what_was_decided() -> None:
    assert {status: decision_of(status) for status in ("proposed", "declined")} == {
        "proposed": "awaited",
        "declined": "declined",
    }
    assert {decision_of(status) for status in ("agreed", "held", "written", "released", "closed")} == {
        "agreed"
    }


def test_the_circle_is_the_chair_and_the_workers_each_once() -> None:
    assert review().circle == ["M3", "W1", "L1"]
    assert review(chair="W1").circle == ["W1", "L1"]
    assert review(chair=None, participants=()).circle == []


def test_the_decisions_are_the_practitioners_and_the_workers() -> None:
    assert review().decided == ["W1", "L1"]
    assert review(practitioner="W2").decided == ["W2", "W1", "L1"]
    assert review(practitioner=None).decided == ["W1", "L1"]


def test_events_carry_the_review_and_what_their_readers_need() -> None:
    of = {
        "area": "social-work",
        "review_id": UUID(int=1),
        "kind": "learning_review",
        "service": "line-cin",
        "team": "line-cin-01",
    }
    told = decided(review(status="agreed"), by="Q1")
    assert (told.agreed, told.decided_by, told.proposed_by) == (True, "Q1", "M1")
    assert decided(review(status="declined"), by="Q1").agreed is False
    asked = invited(review(), chair=None, people=["W1"], due_on=date(2026, 4, 30))
    assert (asked.chair, asked.people, asked.due_on) == (None, ["W1"], date(2026, 4, 30))
    need = Needed(
        finding_id=UUID(int=7),
        title="Name cover",
        owner="M2",
        reach="system",
        priority="low",
        record_reference="LL-1",
    )
    done = completed(review(), LearningRecord(actions=(need,)), date(2026, 3, 20))
    assert {name: getattr(done, name) for name in of} == of
    assert isinstance(done, ReviewCompleted)
    (action,) = done.actions
    assert action.finding_id == UUID(int=7)
    assert (action.action.title, action.action.owner) == ("Name cover", "M2")
    assert (action.action.reach, action.action.priority) == ("system", "low")
    assert "LL-1" not in repr(done)
    assert done.completed_on == date(2026, 3, 20)
    learning = Learning(learning_id=UUID(int=8), title="x", learning="y", released_on=date(2026, 3, 21))
    shared = released(review(), learning)
    assert (shared.learning_id, shared.released_on) == (UUID(int=8), date(2026, 3, 21))
    assert (shared.area, shared.kind) == ("all", "learning_review")
