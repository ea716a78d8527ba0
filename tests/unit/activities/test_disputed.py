"""What follows a moderation: any dispute at any time, by anybody, and what never happens."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any, cast

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule, run_state_machine_as_test

from services.activities import usecases
from services.activities.domain.moderation import Moderation
from services.activities.domain.reasons import Reason
from services.activities.domain.vocabulary import GRADES
from tests.unit.activities.rulings import RULES
from tests.unit.activities.test_life import EVERYBODY, SEEN, SELDOM, Life


class Disputed(Life):
    """As before; the audits are done soon, and then people do not agree."""

    @rule(n=st.integers(0, 2), moderator=st.sampled_from(["S2", "H1", "H1"]), overall=st.sampled_from(GRADES))
    def done_and_moderated(self, n: int, moderator: str, overall: Any) -> None:
        self.submit(n, False, "", self.at(n).practitioner)
        self.shelf.actor = moderator
        judged = Moderation(
            moderator=moderator, moderated_on=self.shelf.on, overall=overall, comment="More was done."
        )
        self.tried(n, False, usecases.ModerateActivity, judgement=judged)

    @rule()
    def a_fortnight_passes(self) -> None:
        self.shelf.on += timedelta(RULES.contest_days.value)

    @rule(n=st.integers(0, 2), stranger=SELDOM, actor=EVERYBODY)
    def contest(self, n: int, stranger: bool, actor: str) -> None:
        self.shelf.actor = actor if stranger else self.at(n).auditor
        self.tried(n, False, usecases.ContestModeration, reason="The visits were made.")

    @rule(
        n=st.integers(0, 2),
        actor=st.sampled_from(["H1", "H1", "Q1", "S1"]),
        overall=st.sampled_from(GRADES),
    )
    def adjudicate(self, n: int, actor: str, overall: Any) -> None:
        self.shelf.actor = actor
        self.tried(n, False, usecases.Adjudicate, overall=overall, comment="Both saw a part of it.")

    @rule(n=st.integers(0, 2), actor=EVERYBODY)
    def concern(self, n: int, actor: str) -> None:
        self.shelf.actor = actor
        before, told = self.at(n), len(self.shelf.told)
        asked = usecases.RaiseConcern(activity_id=before.activity_id, reason=Reason(code="immediate_danger"))
        usecases.raise_concern(asked, cast(Any, self.shelf))
        assert self.at(n) == replace(before, version=before.version + 1)
        assert len(self.shelf.told) == told + 1

    @invariant()
    def nobody_looks_twice_at_the_same_audit_or_at_their_own_practice(self) -> None:
        for one in self.shelf.kept.values():
            first = one.moderation.moderator if one.moderation else None
            last = one.adjudication.adjudicator if one.adjudication else None
            parts = [person for person in (one.auditor, one.practitioner, first, last) if person]
            assert len(set(parts)) == len(parts)

    @invariant()
    def the_final_grade_is_the_last_that_was_given(self) -> None:
        for one in self.shelf.kept.values():
            given = [one.overall, one.moderation and one.moderation.overall]
            given.append(one.adjudication and one.adjudication.overall)
            assert one.final == ([grade for grade in given if grade] or [None])[-1]

    @invariant()
    def a_third_person_decides_where_it_was_contested_or_two_grades_lie_between(self) -> None:
        for one in self.shelf.kept.values():
            if one.adjudication and one.adjudication.because == "two_grades_apart":
                assert one.moderation
                places = [GRADES.index(grade) for grade in (one.overall, one.moderation.overall) if grade]
                assert max(places) - min(places) >= 2
            elif one.adjudication:
                assert self.shelf.contested(one.activity_id)

    @invariant()
    def no_audit_lives_in_a_reflection_month(self) -> None:
        assert {one.month.month for one in self.shelf.kept.values()}.isdisjoint({8, 12})


def test_any_dispute_keeps_the_rules() -> None:
    """Every step was taken at least once, or else it would prove nothing; each rule has a test of its own."""
    SEEN.clear()
    often = settings(max_examples=250, stateful_step_count=25, deadline=None, derandomize=True)
    run_state_machine_as_test(Disputed, settings=often)
    steps = {"submitted", "moderated", "contested", "adjudicated"}
    assert steps | {"NothingToAdjudicate", "NotAnAdjudicator", "AlreadyModerated"} <= SEEN, SEEN
