"""The life of audits that are made in stages: any part at any time, by anybody, and what never happens."""

from __future__ import annotations

from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule, run_state_machine_as_test

from services.activities import usecases
from services.activities.domain import parts
from services.activities.domain.activity import Activity
from services.activities.domain.stages import Progress, stages_for, views_open
from services.activities.usecases import CompleteAudit, DecideExemption, WritePart
from tests.unit.activities.builders import content, people
from tests.unit.activities.rulings import RULES
from tests.unit.activities.test_life import EVERYBODY, SEEN, SELDOM, Life, Step

WORDS = st.sampled_from(["They were seen each week.", "It was hard to reach him."])
READERS = [*(one.id for one in people()), "P1"]


class Together(Life):
    """As before, and the parts of an audit as well."""

    @rule(n=st.integers(0, 2), stranger=SELDOM, actor=EVERYBODY, view=WORDS)
    def own_view(self, n: int, stranger: bool, actor: str, view: str) -> None:
        actor = actor if stranger else self.at(n).practitioner or actor
        self.part(n, actor, usecases.give_own_view, parts.PractitionerView(view=view))

    @rule(n=st.integers(0, 2), actor=EVERYBODY, own=st.booleans(), reason=st.sampled_from(["declined", "x"]))
    def absence(self, n: int, actor: str, own: bool, reason: str) -> None:
        actor = self.at(n).auditor if own else actor
        self.part(n, actor, usecases.record_absence, parts.PractitionerAbsent(reason=reason))

    @rule(n=st.integers(0, 2))
    def both_views_and_learning(self, n: int) -> None:
        """As it should go, so that what comes late in an audit's life is reached as well."""
        self.own_view(n, False, "W1", "They were seen each week.")
        self.auditors_view(n, False, "")
        self.learning(n, True, "")

    @rule(n=st.integers(0, 2), stranger=SELDOM, actor=EVERYBODY)
    def auditors_view(self, n: int, stranger: bool, actor: str) -> None:
        actor = actor if stranger else self.at(n).auditor
        self.part(n, actor, usecases.give_auditors_view, parts.AuditorView(content=content(family=None)))

    @rule(n=st.integers(0, 2), said=WORDS)
    def conversation(self, n: int, said: str) -> None:
        body = parts.Conversation(who="parent", said=said)
        self.part(n, self.at(n).auditor, usecases.record_conversation, body)

    @rule(n=st.integers(0, 2), code=st.sampled_from([*RULES.family_exemptions.value, "tired"]))
    def exemption(self, n: int, code: str) -> None:
        body = parts.ExemptionAsked(code=code, reason="Three letters were not answered.")
        self.part(n, self.at(n).auditor, usecases.ask_for_exemption, body)

    @rule(
        n=st.integers(0, 2),
        actor=EVERYBODY | st.sampled_from(["S1", "H1", "Q1"]),
        approved=st.booleans(),
        comment=st.sampled_from(["", "Ring the grandmother."]),
    )
    def answer(self, n: int, actor: str, approved: bool, comment: str) -> None:
        self.shelf.actor = actor
        more = {"approved": approved, "comment": comment}
        self.tried(n, False, DecideExemption, usecases.decide_exemption, **more)

    @rule(
        n=st.integers(0, 2), agreed=st.booleans(), difference=st.sampled_from(["", "He sees it otherwise."])
    )
    def learning(self, n: int, agreed: bool, difference: str) -> None:
        body = parts.Learning(text="Write it down the same day.", agreed=agreed, difference=difference)
        self.part(n, self.at(n).auditor, usecases.write_learning, body)

    @rule(n=st.integers(0, 2))
    def complete(self, n: int) -> None:
        self.shelf.actor = self.at(n).auditor
        self.tried(n, False, CompleteAudit, usecases.complete_audit)

    def part(self, n: int, actor: str, step: Step, body: Any) -> None:
        self.shelf.actor = actor
        self.tried(n, False, WritePart, step, body=body)

    def progress(self, audit: Activity) -> Progress:
        return Progress(self.shelf.parts.of([audit.activity_id])[audit.activity_id])

    @invariant()
    def no_view_is_read_by_another_before_both_are_given(self) -> None:
        for audit in self.shelf.kept.values():
            progress = self.progress(audit)
            given = {name for name in ("practitioner_view", "auditor_view") if name in progress.standing}
            both = given == {"practitioner_view", "auditor_view"} or (
                audit.practitioner is None and "auditor_view" in given
            )
            assert views_open(audit, progress) == both
            for reader in READERS:
                for stage in stages_for(reader, audit, progress):
                    if stage.written and stage.written["part"] in ("practitioner_view", "auditor_view"):
                        assert both or stage.by == reader

    @invariant()
    def nobody_writes_anothers_part_or_approves_their_own(self) -> None:
        for audit in self.shelf.kept.values():
            standing = self.progress(audit).standing
            for name, part in standing.items():
                if isinstance(part.body, parts.PractitionerView):
                    assert part.by == audit.practitioner
                elif name == "exemption":
                    assert part.by not in (audit.auditor, audit.practitioner)
                elif name in ("auditor_view", "learning", "asked"):
                    assert part.by == audit.auditor

    @invariant()
    def a_view_is_given_once_by_each_auditor(self) -> None:
        for audit in self.shelf.kept.values():
            since = 0
            for part in self.shelf.parts.of([audit.activity_id])[audit.activity_id]:
                since = 0 if isinstance(part.body, parts.HandedOn) else since
                since += isinstance(part.body, parts.AuditorView)
                assert since <= 1

    @invariant()
    def what_is_submitted_in_stages_holds_what_was_written(self) -> None:
        for audit in self.shelf.kept.values():
            progress = self.progress(audit)
            if audit.content is None or not progress.began:
                continue
            assert audit.content.family
            if audit.content.family.outcome == "exempt":
                assert progress.exempted
                assert audit.content.family.approved_by == progress.standing["exemption"].by
            else:
                assert "conversation" in progress.standing
            view = progress.standing.get("practitioner_view")
            own = view.body.view if view and isinstance(view.body, parts.PractitionerView) else ""
            assert audit.content.practitioner_part.view == own
            assert "learning" in progress.standing


def test_any_parts_in_any_order_keep_the_rules() -> None:
    """Every part was written at least once, or else it would prove nothing; each rule has a test of its own."""
    SEEN.clear()
    often = settings(max_examples=100, stateful_step_count=35, deadline=None, derandomize=True)
    run_state_machine_as_test(Together, settings=often)
    written = {"practitioner_view", "practitioner_absent", "auditor_view", "conversation", "learning"}
    assert written | {"exemption_asked", "submitted", "ViewGiven", "ViewsNotOpen"} <= SEEN, SEEN
