"""A known rule of each service, made wrong, turns the unit test red that is named beside it."""

from __future__ import annotations

import re
import subprocess
import sys

from tests.architecture.source import ROOT, SERVICES

KNOWN = {
    "actions/domain/action.py: raise FourEyes(": (
        "actions/test_evidence_and_closure.py::test_neither_the_owner_nor_who_gave_the_evidence_accepts_it"
    ),
    "activities/domain/calendar.py: month.month in rules.reflection_months.value -> month.month not": (
        "activities/test_calendar.py::test_august_and_december_are_for_reflection"
    ),
    "activities/domain/capture.py: raise FamilyVoiceMissing('Record": (
        "activities/test_capture.py::test_neither_conversation_nor_coded_exemption_is_refused"
    ),
    "activities/domain/independence.py: auditor.id == worker -> auditor.id != worker": (
        "activities/test_independence.py::test_nobody_audits_their_own_case"
    ),
    "directory/domain/revision.py: key == by -> key != by": (
        "directory/test_revisions.py::test_nobody_changes_their_own_roles"
    ),
    "feedback/domain/feedback.py: raise AlreadyConcluded(": (
        "feedback/test_complaints.py::test_an_outcome_is_given_once"
    ),
    "notifications/domain/audience.py: p.id != telling.person -> p.id == telling.person": (
        "notifications/test_audience.py::test_an_auditor_does_not_moderate_themselves"
    ),
    "portal/domain/session.py: now - session.began_at >= self.longest -> now - session.began_at > self.longest": (
        "portal/test_session.py::test_it_is_over_in_the_end_however_busy"
    ),
    "reporting/domain/disclosure.py: 5 -> 4  in  largest: int = 5": (
        "reporting/test_edges.py::test_counts_of_1_to_5_are_small"
    ),
}
"""Each change, and the test that notices; no other tests are run."""


def test_a_rule_made_wrong_turns_its_test_red() -> None:
    assert {change.split("/")[0] for change in KNOWN} == set(SERVICES)
    changes = "|".join(re.escape(f"services/{change}") for change in KNOWN)
    tests = [f"tests/unit/{test}" for test in KNOWN.values()]
    run = [sys.executable, "-m", "tests.mutation", "--only", changes, "--tests", *tests]
    ended = subprocess.run(run, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)
    said = ended.stdout + ended.stderr
    assert ended.returncode == 0, said
    assert f"mutants {len(KNOWN)}  caught {len(KNOWN)}  survived 0" in said.splitlines(), said


def test_what_may_survive_has_a_reason() -> None:
    reason = ""
    for line in (ROOT / "tests" / "mutation" / "equivalent.txt").read_text().splitlines():
        reason = line if line and not line.startswith(" ") else reason if line else ""
        assert reason or not line, f"no reason above: {line}"
