"""The life of allocated audits: any step at any time, by anybody, and what never happens."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, cast
from uuid import uuid4

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from services.activities import usecases
from services.activities.domain.activity import Activity
from services.activities.domain.allocation import allocate
from services.activities.domain.calendar import closes
from services.activities.domain.content import Content
from services.activities.domain.independence import conflict
from services.activities.domain.moderation import Moderation
from services.activities.domain.reasons import Reason
from services.activities.domain.sampling import FrameCase
from services.activities.domain.vocabulary import (
    EXTENSION_REASONS,
    GRADES,
    REALLOCATION_REASONS,
    WITHDRAWAL_REASONS,
)
from shared.contracts.errors import Problem
from tests.unit.activities.builders import MARCH, content, organisation, people, person
from tests.unit.activities.rulings import RULES
from tests.unit.activities.shelf import Shelf

Step = Callable[..., Activity]
START = date(2026, 3, 12)
SEEN: set[str] = set()
EVERYBODY = st.sampled_from([*(one.id for one in people()), "P1", "X1"])
MANAGERS = st.sampled_from(["M2", "M3", "M2", "M3", "M9", "M1"])
APPROVERS = st.sampled_from(["S1", "H1", "Q1", "M2"])
SELDOM = st.integers(0, 9).map(lambda n: n == 9)
WORKERS = st.sampled_from([None, "W1", "W2", "M2", "M3"])


def because(codes: tuple[str, ...]) -> st.SearchStrategy[Reason]:
    note = st.sampled_from(["", "It could not be helped."])
    return st.builds(Reason, code=st.sampled_from(codes), note=note)


class Life(RuleBasedStateMachine):
    """Audits of one sample, in the hands of people who try everything."""

    def __init__(self) -> None:
        super().__init__()
        self.shelf = Shelf(organisation(person("P1", "principal_social_worker")), START)
        self.ids: list[Any] = []
        self.ended: dict[Any, Activity] = {}
        self.written: dict[Any, Content] = {}
        self.judged: dict[Any, Moderation] = {}

    @initialize(workers=st.lists(WORKERS, min_size=1, max_size=3))
    def allocated(self, workers: list[str | None]) -> None:
        cases = [
            FrameCase(
                case=f"C-{n}",
                area="social-work",
                service="line-cin",
                opened_on=date(2024, 1, 1),
                team="line-cin-01",
                worker=worker,
            )
            for n, worker in enumerate(workers)
        ]
        for one in allocate(cases, self.shelf.organisation, {}, 1, RULES)[0]:
            audit = Activity(
                activity_id=uuid4(),
                kind="case_file_audit",
                status="allocated",
                area=one.case.area,
                service=one.case.service,
                team=one.case.team,
                case=one.case.case,
                auditor=one.auditor,
                practitioner=one.case.worker,
                month=MARCH,
                due_on=date(2026, 3, 25),
                sample_id=uuid4(),
            )
            self.shelf.kept[audit.activity_id] = audit
            self.ids.append(audit.activity_id)

    @rule(
        n=st.integers(0, 2), stale=SELDOM, auditor=MANAGERS | EVERYBODY, reason=because(REALLOCATION_REASONS)
    )
    def hand_on(self, n: int, stale: bool, auditor: str, reason: Reason) -> None:
        self.tried(n, stale, usecases.ReallocateActivity, auditor=auditor, reason=reason)

    @rule(
        n=st.integers(0, 2),
        days=st.integers(-5, 130) | st.integers(20, 40),
        approver=APPROVERS | EVERYBODY,
        actor=st.sampled_from(["Q1", "Q1", "M2", "M3"]),
        reason=because(EXTENSION_REASONS),
    )
    def extend(self, n: int, days: int, approver: str, actor: str, reason: Reason) -> None:
        self.shelf.actor = actor
        due_on = self.shelf.on + timedelta(days)
        more = {"due_on": due_on, "approved_by": approver, "reason": reason, "for_others": actor == "Q1"}
        self.tried(n, False, usecases.ExtendActivity, **more)

    @rule(n=st.integers(0, 2), sure=SELDOM, stale=SELDOM, reason=because(WITHDRAWAL_REASONS))
    def withdraw(self, n: int, sure: bool, stale: bool, reason: Reason) -> None:
        if (
            sure or self.at(n).status != "allocated"
        ):  # after it nothing can happen, so it is not to come first
            self.tried(n, stale, usecases.WithdrawActivity, reason=reason)

    @rule(n=st.integers(0, 2), stranger=SELDOM, actor=EVERYBODY, worker=WORKERS)
    def submit(self, n: int, stranger: bool, actor: str, worker: str | None) -> None:
        self.shelf.actor = actor if stranger else self.at(n).auditor
        more = {"practitioner": worker, "completed_on": self.shelf.on, "content": content()}
        self.tried(n, False, usecases.SubmitAudit, **more)

    @rule(n=st.integers(0, 2), moderator=APPROVERS | EVERYBODY, overall=st.sampled_from(GRADES))
    def moderate(self, n: int, moderator: str, overall: Any) -> None:
        self.shelf.actor = moderator
        judged = Moderation(
            moderator=moderator, moderated_on=self.shelf.on, overall=overall, comment="More was done."
        )
        self.tried(n, False, usecases.ModerateActivity, judgement=judged)

    @rule(days=st.integers(1, 9))
    def wait(self, days: int) -> None:
        self.shelf.on += timedelta(days)

    def at(self, n: int) -> Activity:
        return self.shelf.kept[self.ids[n % len(self.ids)]]

    def tried(
        self, n: int, stale: bool, command: Callable[..., Any], step: Step | None = None, **more: Any
    ) -> None:
        """Either all of a step happens, or a rule says no and nothing does."""
        before, lines, told = self.at(n), list(self.shelf.lines), len(self.shelf.told)
        asked = command(activity_id=before.activity_id, version=before.version - stale, **more)
        try:
            after = (step or STEPS[command])(asked, cast(Any, self.shelf))
        except Problem as refusal:
            SEEN.add(type(refusal).__name__)
            assert (self.at(n), self.shelf.lines, len(self.shelf.told)) == (before, lines, told)
            return
        SEEN.add(self.shelf.lines[-1][1].what)
        assert not stale
        assert after == self.at(n)
        assert after.version == before.version + 1
        assert self.shelf.lines[:-1] == lines
        assert (self.shelf.lines[-1][0], self.shelf.lines[-1][1].version) == (
            after.activity_id,
            after.version,
        )
        if step is None or len(self.shelf.told) > told:  # some parts are told to nobody
            assert (len(self.shelf.told), self.shelf.told[-1][1]) == (told + 1, after.version)
        if after.content and not before.content:
            self.written[after.activity_id] = after.content
        if after.content and after.moderation and not before.moderation:
            assert after.activity_id not in self.judged
            self.judged[after.activity_id] = after.moderation
        if after.adjudication or after.status == "withdrawn":
            assert after.activity_id not in self.ended
            self.ended[after.activity_id] = after

    @invariant()
    def nobody_has_a_case_of_their_own_or_of_whom_they_stand_above(self) -> None:
        org = self.shelf.organisation
        for one in self.shelf.kept.values():
            auditor = org.person(one.auditor)
            assert conflict(auditor, one.practitioner, one.team, org) is None
            assert org.area_of_person(auditor) == one.area
            assert auditor.active

    @invariant()
    def what_has_ended_and_what_was_written_stay_as_they_were(self) -> None:
        for activity_id, whole in self.ended.items():
            assert replace(self.shelf.kept[activity_id], version=whole.version) == whole
        for activity_id, moderation in self.judged.items():
            assert self.shelf.kept[activity_id].moderation == moderation
        for activity_id, whole in self.written.items():
            assert self.shelf.kept[activity_id].content == whole

    @invariant()
    def an_audit_is_due_while_it_still_counts(self) -> None:
        assert all(one.due <= closes(one.month, RULES) for one in self.shelf.kept.values())


STEPS: dict[Callable[..., Any], Step] = {
    usecases.ReallocateActivity: usecases.reallocate_activity,
    usecases.ExtendActivity: usecases.extend_activity,
    usecases.WithdrawActivity: usecases.withdraw_activity,
    usecases.SubmitAudit: usecases.submit_audit,
    usecases.ModerateActivity: usecases.moderate_activity,
    usecases.ContestModeration: usecases.contest_moderation,
    usecases.Adjudicate: usecases.adjudicate,
}


def test_any_steps_in_any_order_keep_the_rules() -> None:
    """Every step was taken and every rule said no at least once, or else it would prove nothing."""
    SEEN.clear()
    often = settings(max_examples=150, stateful_step_count=25, deadline=None, derandomize=True)
    run_state_machine_as_test(Life, settings=often)
    assert {
        *("reallocated", "extended", "withdrawn", "submitted", "moderated"),
        *("Stale", "Withdrawn", "AlreadySubmitted", "SameAuditor", "NotAnAuditor", "AuditorElsewhere"),
        *("NotIndependent", "NotLater", "MonthMismatch", "ExtensionNotApproved", "Invalid"),
    } <= SEEN
