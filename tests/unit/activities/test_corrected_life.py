"""Whatever is done to a recorded activity, in any order: who may, what is kept, and what is told."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from msgspec import structs

from services.activities.domain.correction import ensure_amendable, ensure_may_correct
from services.activities.domain.recorded import Recorded, Written
from services.activities.domain.recorded_events import amended, recorded, withdrawn
from services.reporting.domain.counting import recount
from services.reporting.domain.facts import Fact, merge
from services.reporting.domain.folding import fact_of
from shared.contracts.errors import Problem
from shared.contracts.registry import Event
from tests.unit.activities.builders import organisation
from tests.unit.activities.recorded_builders import activity, assigned, found
from tests.unit.activities.rulings import RULES

SEEN: set[str] = set()
ORG = organisation()
BEGAN = datetime(2026, 3, 11, 9, tzinfo=UTC)


class Life(RuleBasedStateMachine):
    """One dip sample, recorded by M3, whom Q1 may help."""

    def __init__(self) -> None:
        super().__init__()
        self.now, self.kept, self.told = BEGAN, [], []
        self.one: Recorded

    @initialize(asks=st.booleans())
    def record(self, asks: bool) -> None:
        said = Written(findings=(found(assigned()),) if asks else ())
        self.one = activity(written=said, recorded_at=BEGAN)
        self.tell(recorded(self.one, ORG))

    @rule(summary=st.sampled_from(["", "One.", "Two."]), actor=st.sampled_from(["M3", "M1", "Q1"]))
    def amend(self, summary: str, actor: str) -> None:
        self.tried(
            actor, replace(self.one, written=_with(self.one, summary=summary), version=self.one.version + 1)
        )

    @rule(actor=st.sampled_from(["M3", "Q1"]))
    def drop_what_was_found(self, actor: str) -> None:
        self.tried(
            actor, replace(self.one, written=_with(self.one, findings=()), version=self.one.version + 1)
        )

    @rule(actor=st.sampled_from(["M3", "Q1"]))
    def ask_for_more(self, actor: str) -> None:
        more = (*self.one.written.findings, found(assigned(title=f"More {self.one.version}")))
        self.tried(
            actor, replace(self.one, written=_with(self.one, findings=more), version=self.one.version + 1)
        )

    @rule(actor=st.sampled_from(["M3", "M1", "Q1"]), sure=st.integers(0, 5))
    def withdraw(self, actor: str, sure: int) -> None:
        if sure == 0:
            self.tried(actor, None)

    @rule(days=st.integers(1, 9))
    def wait(self, days: int) -> None:
        self.now += timedelta(days)

    def tried(self, actor: str, after: Recorded | None) -> None:
        before, today = self.one, self.now.date()
        try:
            ensure_may_correct(before, actor, today, RULES, for_others=actor == "Q1")
            if after is None:
                after, what = before.withdraw(), "withdrawn"
                event: Event = withdrawn(after, by=actor, on=today, reason="duplicate")
            else:
                ensure_amendable(before, after)
                what, event = "amended", amended(after, ORG, by=actor, on=today, reason="typing_error")
        except Problem as refusal:
            SEEN.add(type(refusal).__name__)
            return
        SEEN.add(what)
        assert actor == "Q1" or (
            actor == "M3" and today <= (BEGAN + timedelta(RULES.correction_days.value)).date()
        )
        self.kept.append(before)
        self.one = after
        self.tell(event)

    def tell(self, event: Event) -> None:
        self.told.append(fact_of(event, self.one.version, UUID(int=self.one.version)))

    @invariant()
    def every_action_that_was_ever_asked_for_is_still_there(self) -> None:
        now = {key: action for key, action, _ in self.one.actions()}
        for before in self.kept:
            assert all(now[key] == action for key, action, _ in before.actions())

    @invariant()
    def versions_follow_each_other_and_what_was_withdrawn_is_the_last(self) -> None:
        assert [each.version for each in (*self.kept, self.one)] == list(range(1, self.one.version + 1))
        assert all(before.status == "recorded" for before in self.kept)

    @invariant()
    def it_is_counted_once_as_it_stands_in_whatever_order_it_is_told(self) -> None:
        for order in (self.told, self.told[::-1], [*self.told[1::2], *self.told[::2]]):
            fact: Fact = order[0]
            for newer in order[1:]:
                fact = merge(fact, newer)
            counted = {key.measure: n for key, n in recount([fact]).items() if key.measure != "facts"}
            stands = "activity.recorded" if self.one.status == "recorded" else "activity.withdrawn"
            assert counted == {stands: 1}


def _with(one: Recorded, **changes: Any) -> Written:
    return structs.replace(one.written, **changes)


def test_any_steps_in_any_order_keep_the_rules() -> None:
    """Every step was taken and every rule said no at least once, or else it would prove nothing."""
    SEEN.clear()
    often = settings(max_examples=150, stateful_step_count=20, deadline=None, derandomize=True)
    run_state_machine_as_test(Life, settings=often)
    assert {
        *("amended", "withdrawn", "AlreadyWithdrawn", "OwnActivities"),
        *("CorrectionClosed", "NothingChanged", "ActionStands"),
    } <= SEEN
