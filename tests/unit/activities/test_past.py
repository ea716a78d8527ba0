"""Past audits: what cannot be true is refused, what is odd is told, and the rest is kept as it was."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.activities.domain.activity import moderated, submitted
from services.activities.domain.past import (
    NOT_RECORDED,
    PastAudit,
    area_of,
    contradictions,
    doubts,
    past_activity,
    team_of,
)
from services.activities.domain.reference import Referred, digest, ensure_names_nobody
from services.activities.domain.refusals import ReferenceUsed
from shared.contracts.identifiers import IdentifierInText
from tests.unit.activities.builders import organisation

ID = UUID(int=7)
PLAIN = PastAudit(
    reference="A-1",
    identifier="CH-0001234",
    service="line-cin",
    team="line-cin-01",
    auditor="M2",
    practitioner="W1",
    completed_on=date(2024, 5, 14),
    month=date(2024, 5, 1),
    overall="good",
    domains={"impact": "good", "recording": "inadequate"},
    family_voice="heard",
    took_part=True,
    moderator=None,
    moderated_overall=None,
    moderated_on=None,
)
JUDGED = replace(PLAIN, moderator="S2", moderated_overall="inadequate", moderated_on=date(2024, 6, 3))
UNGRADED = replace(PLAIN, overall=None, domains={})


def fields(audit: PastAudit) -> list[str]:
    return [field for field, _ in contradictions(audit)]


def odd(audit: PastAudit) -> list[str]:
    return [field for field, _ in doubts(audit, organisation())]


@pytest.mark.parametrize("audit", [PLAIN, JUDGED, UNGRADED, replace(UNGRADED, moderator="S2")])
def test_what_can_be_true_is_not_refused(audit: PastAudit) -> None:
    assert fields(audit) == []


@pytest.mark.parametrize(
    ("audit", "field"),
    [
        (replace(PLAIN, month=date(2024, 6, 1)), "month"),
        (replace(PLAIN, overall=None), "overall"),
        (replace(PLAIN, moderated_overall="good"), "moderator"),
        (replace(PLAIN, moderated_on=date(2024, 6, 3)), "moderator"),
        (replace(JUDGED, moderated_overall=None), "moderated overall"),
        (replace(UNGRADED, moderator="S2", moderated_overall="good"), "moderated overall"),
        (replace(JUDGED, moderated_on=date(2024, 5, 13)), "moderated on"),
    ],
)
def test_what_cannot_be_true_names_its_column(audit: PastAudit, field: str) -> None:
    assert fields(audit) == [field]


def test_on_the_first_of_its_month_and_moderated_the_same_day_is_true_enough() -> None:
    first = date(2024, 5, 1)
    assert fields(replace(JUDGED, completed_on=first, moderated_on=first)) == []


@pytest.mark.parametrize(
    ("audit", "said"),
    [
        (PLAIN, []),
        (replace(PLAIN, auditor="X1"), ["auditor"]),
        (replace(PLAIN, practitioner="X1"), ["practitioner"]),
        (replace(PLAIN, practitioner=None, team=None), []),
        (replace(JUDGED, moderator="X1"), ["moderator"]),
        (replace(PLAIN, team="line-xyz"), ["team"]),
        (replace(PLAIN, team="youth-justice-01"), ["team"]),
        (replace(PLAIN, auditor="M1"), ["auditor"]),
        (replace(JUDGED, moderator="M2"), ["moderator"]),
        (replace(JUDGED, moderator="W1"), ["moderator"]),
    ],
)
def test_what_is_odd_is_told(audit: PastAudit, said: list[str]) -> None:
    assert odd(audit) == said


def test_a_service_is_placed_whenever_it_stood_and_a_team_or_area_is_no_service() -> None:
    known = organisation()
    assert area_of(replace(PLAIN, month=date(1999, 1, 1)), known) == "social-work"
    for code in ("line-cin-01", "social-work", "nowhere"):
        assert area_of(replace(PLAIN, service=code), known) is None
    assert team_of(PLAIN, known) == "line-cin-01"
    assert team_of(replace(PLAIN, team="line-cin"), known) is None


def made(audit: PastAudit):  # type: ignore[no-untyped-def]
    return past_activity(
        audit, activity_id=ID, area="social-work", case="C-ABCDEFGHIJKL", organisation=organisation()
    )


def test_it_is_kept_as_historic_and_nobody_need_moderate_it() -> None:
    kept = made(replace(PLAIN, overall="inadequate"))
    assert (kept.status, kept.version, kept.historic, kept.must_be_moderated) == ("submitted", 1, True, False)
    told = submitted(kept, kept.written, PLAIN.completed_on)
    assert (told.historic, told.must_be_moderated, told.findings) == (True, False, [])
    assert (told.family_voice, told.practitioner_took_part) == ("heard", True)
    assert told.domains == {"impact": "good", "recording": "inadequate"}
    assert kept.written.grading == "graded"
    assert made(UNGRADED).written.grading == "ungraded"


@pytest.mark.parametrize("voice", ["heard", NOT_RECORDED, "family_declined"])
def test_the_family_s_voice_is_told_as_it_was_written(voice: str) -> None:
    assert made(replace(PLAIN, family_voice=voice)).written.family.voice == voice


def test_a_moderation_stands_beside_it_and_without_a_day_counts_as_of_the_audit() -> None:
    kept = made(JUDGED)
    assert (kept.status, kept.version, kept.overall) == ("moderated", 2, "good")
    assert (kept.moderation.overall, kept.moderation.moderated_on) == ("inadequate", date(2024, 6, 3))
    assert moderated(kept, kept.moderation).historic
    undated = made(replace(JUDGED, moderated_on=None))
    assert undated.moderation.moderated_on == PLAIN.completed_on


def test_a_reference_is_the_same_record_s_under_any_key_and_no_other_s() -> None:
    kept = Referred(ID, 1, digest(PLAIN.said(), "C-OLD"))
    kept.ensure_same(PLAIN.said(), ["C-NEW", "C-OLD"])
    for said, case in ((replace(PLAIN, team=None).said(), "C-OLD"), (PLAIN.said(), "C-NEW")):
        with pytest.raises(ReferenceUsed):
            kept.ensure_same(said, [case])


def test_what_is_said_of_an_audit_holds_no_identifier() -> None:
    assert b"0001234" not in PLAIN.said()


@pytest.mark.parametrize(
    ("reference", "case"),
    [
        ("LL/CH-1/7", "CH-1"),
        ("ch-1", "CH-1"),
        ("9434765919", None),
        ("943-476-5919", None),
        ("A801200001001", None),
    ],
)
def test_a_reference_that_is_a_child_s_number_is_refused(reference: str, case: str | None) -> None:
    with pytest.raises(IdentifierInText) as refused:
        ensure_names_nobody(reference, case)
    assert list(refused.value.fields) == ["reference"]


@given(st.uuids())
def test_a_random_name_is_no_child_s_number(name: UUID) -> None:
    ensure_names_nobody(name.hex, "CH-1")
    ensure_names_nobody(str(name), None)
