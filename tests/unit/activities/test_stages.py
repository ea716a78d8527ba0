"""Who does what when in an audit that is made together, and what nobody sees too early."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from services.activities.domain import parts
from services.activities.domain.assembly import (
    assembled,
    ensure_decidable,
    ensure_exemptible,
    ensure_learning,
)
from services.activities.domain.parts import Body, Part, as_written, texts
from services.activities.domain.refusals import (
    BlindView,
    ExemptionNotApproved,
    FamilyHeard,
    FamilyVoiceMissing,
    NoExemptionAsked,
    PartsMissing,
    ViewGiven,
    ViewsNotOpen,
)
from services.activities.domain.stages import (
    Progress,
    ensure_complete,
    ensure_first,
    ensure_views_open,
    stages_for,
    states,
)
from services.activities.domain.vocabulary import ABSENCE_REASONS
from shared.contracts.errors import Invalid
from tests.unit.activities.builders import content, organisation, person
from tests.unit.activities.rulings import RULES, ruling
from tests.unit.activities.test_lifecycle import AUDIT

OWN = parts.PractitionerView(view="She opened the door to me.")
THEIRS = parts.AuditorView(content=content(family=None))
ABSENT = parts.PractitionerAbsent(reason="absent")
HEARD = parts.Conversation(who="parent", said="They listen to us now.")
ASKED = parts.ExemptionAsked(code="family_declined", reason="She said no twice.")
AGREED = parts.ExemptionApproved()
REFUSED = parts.ExemptionRefused(comment="Ask the grandmother.")
LEARNT = parts.Learning(text="Write it down the same day.", agreed=True)
MOVED = parts.HandedOn()
BY = {"practitioner_view": "W1", "practitioner_absent": "M2", "exemption_approved": "S1"}
UNWORKED = replace(AUDIT, practitioner=None)


def progress(*bodies: Body) -> Progress:
    return Progress(_parts(bodies))


def _parts(bodies: tuple[Body, ...]) -> Iterator[Part]:
    for version, body in enumerate(bodies, 2):
        one = Part(version=version, by="M2", on=date(2026, 3, 20), body=body)
        yield replace(one, by=BY.get(one.name, "M2"))


def state(*bodies: Body, audit: Any = AUDIT) -> dict[str, str]:
    return dict(states(audit, progress(*bodies)))


def read_by(reader: str, *bodies: Body) -> dict[str, Any]:
    return {one.stage: one for one in stages_for(reader, AUDIT, progress(*bodies))}


def test_at_first_each_gives_their_view_and_the_family_is_asked() -> None:
    assert state() == {
        "practitioner_view": "open",
        "auditor_view": "open",
        "exemption": "not_needed",
        "family": "open",
        "learning": "waiting",
        "submission": "waiting",
    }


def test_both_views_open_the_learning_and_all_parts_the_submission() -> None:
    assert state(OWN)["learning"] == state(THEIRS)["learning"] == state(OWN, HEARD)["learning"] == "waiting"
    assert state(OWN, THEIRS)["learning"] == "open"
    assert state(OWN, THEIRS, LEARNT)["submission"] == state(OWN, THEIRS, HEARD)["submission"] == "waiting"
    assert state(OWN, THEIRS, HEARD, LEARNT)["submission"] == "open"


@pytest.mark.parametrize(("reader", "sees"), [("W1", {"W1"}), ("M2", {"M2"}), ("S1", set()), ("Q1", set())])
def test_a_view_is_its_writers_alone_until_both_are_given(reader: str, sees: set[str]) -> None:
    for first in ((OWN,), (THEIRS,)):
        for one in read_by(reader, *first).values():
            if one.part:
                assert (one.written is not None) == (one.by in sees)
                assert one.withheld == (None if one.by in sees else "blind-view")
    both = read_by(reader, OWN, THEIRS)
    assert both["practitioner_view"].written == {"part": "practitioner_view", "view": OWN.view}
    assert both["auditor_view"].written["overall"] == "requires_improvement"


def test_absence_opens_what_a_view_would_have_opened() -> None:
    assert state(ABSENT, THEIRS)["learning"] == "open"
    assert read_by("W1", ABSENT, THEIRS)["auditor_view"].withheld is None
    assert read_by("W1", ABSENT)["practitioner_view"].withheld is None
    assert ABSENCE_REASONS == ("declined", "absent", "left", "other")


def test_without_a_known_practitioner_nobodys_view_is_waited_for() -> None:
    assert state(audit=UNWORKED)["practitioner_view"] == "not_needed"
    ensure_views_open(UNWORKED, progress(THEIRS))
    with pytest.raises(ViewsNotOpen):
        ensure_views_open(UNWORKED, progress())


def test_a_view_is_given_once_and_never_after_the_other_could_be_read() -> None:
    ensure_first("practitioner_view", AUDIT, progress(ABSENT))
    ensure_first("practitioner_view", AUDIT, progress(THEIRS))
    for view, given in (("practitioner_view", OWN), ("auditor_view", THEIRS)):
        with pytest.raises(ViewGiven) as again:
            ensure_first(view, AUDIT, progress(given))
        assert (again.value.rule, again.value.source) == ("view-given", "S08")
    with pytest.raises(BlindView) as late:
        ensure_first("practitioner_view", AUDIT, progress(ABSENT, THEIRS))
    assert (late.value.rule, late.value.source) == ("blind-view", "S08")


def test_learning_waits_for_both_and_says_whose_view_is_missing() -> None:
    ensure_views_open(AUDIT, progress(OWN, THEIRS))
    for given, missing in (
        ((), ["auditor_view", "practitioner_view"]),
        ((OWN,), ["auditor_view"]),
        ((THEIRS,), ["practitioner_view"]),
    ):
        with pytest.raises(ViewsNotOpen) as early:
            ensure_views_open(AUDIT, progress(*given))
        assert list(early.value.fields) == missing


def test_where_they_do_not_agree_the_difference_is_told() -> None:
    ensure_learning(LEARNT)
    ensure_learning(parts.Learning(text="To ring first.", agreed=False, difference="He rings always."))
    with pytest.raises(Invalid):
        ensure_learning(parts.Learning(text="To ring first.", agreed=False, difference=" "))


def test_submission_names_all_that_is_missing_and_who_gives_it() -> None:
    with pytest.raises(PartsMissing) as refused:
        ensure_complete(AUDIT, progress(ASKED))
    assert refused.value.fields == {
        "practitioner_view": ["is missing; it is for the practitioner to give"],
        "auditor_view": ["is missing; it is for the auditor to give"],
        "family": ["is missing; it is for the approver to give"],
        "learning": ["is missing; it is for the auditor to give"],
    }
    with pytest.raises(PartsMissing) as one:
        ensure_complete(AUDIT, progress(OWN, THEIRS, ASKED, REFUSED, LEARNT))
    assert one.value.fields == {"family": ["is missing; it is for the auditor to give"]}
    ensure_complete(AUDIT, progress(OWN, THEIRS, ASKED, AGREED, LEARNT))


def test_an_exemption_is_void_when_what_was_approved_changes() -> None:
    assert state(ASKED, AGREED)["family"] == "done"
    assert state(ASKED, AGREED, ASKED)["family"] == "waiting"
    assert state(ASKED, AGREED, ASKED)["exemption"] == "open"
    assert state(ASKED, AGREED, MOVED)["family"] == "open"
    heard = progress(ASKED, AGREED, HEARD)
    assert not heard.exempted
    assert states(AUDIT, heard)["family"] == "done"
    assert state(ASKED, REFUSED)["family"] == "open"


def test_who_takes_an_audit_over_begins_the_auditors_parts_anew() -> None:
    after = state(OWN, THEIRS, HEARD, LEARNT, MOVED)
    assert (after["practitioner_view"], after["family"]) == ("done", "done")
    assert (after["auditor_view"], after["learning"]) == ("open", "waiting")
    assert read_by("M2", OWN, THEIRS, MOVED)["practitioner_view"].withheld == "blind-view"


def test_an_exemption_is_decided_once_by_a_manager_who_is_neither_auditor_nor_practitioner() -> None:
    org = organisation(person("D1", "dcs"), person("S9", "service_manager", active=False))
    for approver in ("S1", "H1", "Q1"):
        ensure_decidable(approver, AUDIT, progress(ASKED), org, RULES)
    for approver in ("M3", "W1", "D1", "S9", "X1"):
        with pytest.raises(ExemptionNotApproved):
            ensure_decidable(approver, AUDIT, progress(ASKED), org, RULES)
    for party in (replace(AUDIT, auditor="S1"), replace(AUDIT, practitioner="S1")):
        with pytest.raises(ExemptionNotApproved):
            ensure_decidable("S1", party, progress(ASKED), org, RULES)
    for nothing in ((), (ASKED, AGREED), (ASKED, REFUSED), (ASKED, MOVED), (ASKED, HEARD)):
        with pytest.raises(NoExemptionAsked):
            ensure_decidable("S1", AUDIT, progress(*nothing), org, RULES)
    assert set(RULES.exemption_approver_roles.value) == {"service_manager", "head_of_service", "qa_manager"}


def test_whoever_was_heard_needs_no_exemption() -> None:
    ensure_exemptible("family_declined", progress(ASKED, REFUSED), RULES)
    with pytest.raises(FamilyHeard):
        ensure_exemptible("family_declined", progress(HEARD), RULES)


def test_an_exemption_has_a_code_of_the_months_rules() -> None:
    with pytest.raises(FamilyVoiceMissing) as refused:
        ensure_exemptible("too_busy", progress(), RULES)
    assert (refused.value.rule, list(refused.value.fields)) == ("family-voice", ["code"])
    ensure_exemptible("too_busy", progress(), ruling(family_exemptions=("too_busy",)))


def test_the_audit_is_made_from_its_parts() -> None:
    whole, tool = assembled(progress(OWN, THEIRS, HEARD, LEARNT))
    assert tool is None
    assert (whole.practitioner_part.took_part, whole.practitioner_part.view) == (True, OWN.view)
    assert whole.family
    assert (whole.family.outcome, whole.family.who, whole.family.said) == ("heard", "parent", HEARD.said)
    assert (whole.findings, whole.overall) == (THEIRS.content.findings, "requires_improvement")
    without, _ = assembled(progress(ABSENT, THEIRS, ASKED, AGREED, LEARNT))
    assert (without.practitioner_part.took_part, without.practitioner_part.view) == (False, "")
    assert without.family
    assert (without.family.code, without.family.approved_by) == ("family_declined", "S1")


def test_an_audit_that_was_written_in_one_go_has_no_stages() -> None:
    done = AUDIT.submit(content(), practitioner="W1", on=date(2026, 3, 20), must_be_moderated=False)
    assert stages_for("M2", done, progress()) == ()
    assert {one.state for one in stages_for("M2", done, progress(OWN, THEIRS, HEARD, LEARNT))} == {
        "done",
        "not_needed",
    }


def test_nothing_is_to_do_in_a_withdrawn_audit_and_its_views_stay_closed() -> None:
    gone = stages_for("W1", AUDIT.withdraw(), progress(THEIRS))
    assert {one.state for one in gone} == {"done", "not_needed"}
    assert [one.withheld for one in gone if one.part] == ["blind-view"]


def test_every_text_of_a_part_can_be_asked_for_names() -> None:
    assert dict(texts(HEARD)) == {"who": "parent", "said": HEARD.said}
    assert dict(texts(parts.Learning(text="a", agreed=False, difference="b"))) == {
        "text": "a",
        "difference": "b",
    }
    assert dict(texts(THEIRS))["findings.0.text"]
    assert {"practitioner_part", "family"}.isdisjoint(as_written(THEIRS))
