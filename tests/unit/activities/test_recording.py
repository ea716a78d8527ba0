"""What makes a recorded activity fit, whatever its kind."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.activities.domain.content import Family
from services.activities.domain.kind import CODES, KINDS
from services.activities.domain.organisation import Organisation
from services.activities.domain.recorded import Recorded, Written
from services.activities.domain.recorded_refusals import CaseNeedsArea, NotALead
from services.activities.domain.recording import ensure_recordable
from services.activities.domain.refusals import (
    ExemptionNotApproved,
    FamilyVoiceMissing,
    FutureDate,
    NotIndependent,
    ReflectionMonth,
    UnknownOwner,
    UnknownPerson,
)
from services.activities.domain.vocabulary import OFFICES
from shared.contracts.errors import Invalid
from shared.contracts.identifiers import IdentifierInText
from tests.unit.activities.builders import TODAY, organisation, person
from tests.unit.activities.recorded_builders import HEARD, activity, assigned, found, recommended
from tests.unit.activities.rulings import RULES

OPEN_ALL_YEAR = {"group_supervision", "oversight", "external_review", "participation"}


def fit(one: Recorded, *identifiers: str, org: Organisation | None = None) -> None:
    ensure_recordable(
        one, identifiers=identifiers, today=TODAY, organisation=org or organisation(), rules=RULES
    )


def test_a_plain_one_of_each_kind_is_fit() -> None:
    fit(activity("dip_sample"))
    fit(activity("bespoke_audit", practitioners=("W1",)))
    fit(activity("group_supervision", practitioners=("W1", "W2")))
    fit(activity("guided_conversation", practitioners=("W1",)))
    fit(activity("participation"))
    fit(activity("external_review"))


def test_audits_and_tests_rest_in_august_and_december_and_nothing_else_does() -> None:
    assert {code for code, kind in KINDS.items() if kind.always} == OPEN_ALL_YEAR
    december = {"month": date(2025, 12, 1), "completed_on": date(2025, 12, 4)}
    with pytest.raises(ReflectionMonth):
        fit(activity("bespoke_audit", **december))
    fit(activity("participation", **december))


def test_it_is_not_recorded_before_it_happened() -> None:
    with pytest.raises(FutureDate):
        fit(activity(completed_on=date(2026, 3, 21)))


def test_the_offices_that_lead_each_kind() -> None:
    line = {"practice_leader", "team_manager", "service_manager", "head_of_service"}
    quality = {"qa_manager", "principal_social_worker"}
    own = {code: set(KINDS[code].leads) for code in CODES}
    assert own["dip_sample"] == own["bespoke_audit"] == line | quality | {"independent_chair"}
    assert own["multi_agency_audit"] == {"service_manager", "head_of_service", "independent_chair"} | quality
    assert own["group_supervision"] == line | quality
    assert own["guided_conversation"] == OFFICES
    assert own["practice_day"] == {"dcs", "divisional_director", "head_of_service"}
    assert own["external_review"] == {"qa_manager"}
    assert own["participation"] == OFFICES | {"practitioner"}


def test_who_may_not_lead_is_told_whose_office_it_is_by_the_row_of_the_kind() -> None:
    with pytest.raises(NotALead) as refused:
        fit(activity("external_review", led_by="M3"))
    assert refused.value.source == "S17"
    assert "qa_manager" in refused.value.detail
    with pytest.raises(NotALead):
        fit(activity(led_by="G1"))  # has left
    with pytest.raises(UnknownPerson):
        fit(activity(led_by="M404"))


def test_everybody_is_known_and_has_one_part() -> None:
    with pytest.raises(Invalid) as wrong:
        fit(activity(practitioners=("W1", "W404"), colleagues=("M404",)))
    assert set(wrong.value.fields) == {"practitioners.1", "colleagues.0"}
    for doubled in ({"practitioners": ("M3",)}, {"practitioners": ("W1",), "colleagues": ("W1",)}):
        with pytest.raises(Invalid):
            fit(activity(**doubled))


def test_an_audit_of_a_theme_is_independent_and_other_kinds_need_not_be() -> None:
    with pytest.raises(NotIndependent):
        fit(activity("bespoke_audit", led_by="M1", practitioners=("W1",)))
    with pytest.raises(NotIndependent):  # of the team that is looked at, with nobody named
        fit(activity("bespoke_audit", led_by="M1"))
    fit(activity("guided_conversation", led_by="M1", practitioners=("W1",)))


def test_each_family_of_an_audit_is_heard_or_exempt() -> None:
    def audit(*families: Family | None, **changes: Any) -> Recorded:
        written = Written(families=families)
        return activity("bespoke_audit", cases=("C-1", "C-2")[: len(families)], written=written, **changes)

    fit(audit(HEARD, HEARD))
    with pytest.raises(FamilyVoiceMissing) as missing:
        fit(audit(HEARD, None))
    assert set(missing.value.fields) == {"cases.1.family"}
    by_practitioner = Family(outcome="exempt", code="family_declined", approved_by="W1")
    with pytest.raises(ExemptionNotApproved) as own:
        fit(audit(by_practitioner, practitioners=("W2", "W1")))
    assert set(own.value.fields) == {"cases.0.family.approved_by"}
    fit(activity("dip_sample", cases=("C-1",), written=Written(families=(None,))))
    with pytest.raises(FamilyVoiceMissing):
        fit(activity("dip_sample", cases=("C-1",), written=Written(families=(Family(outcome="heard"),))))


def test_what_names_a_case_is_of_an_area() -> None:
    division = {"area": "all", "service": None, "team": None}
    fit(activity(**division))
    with pytest.raises(CaseNeedsArea):
        fit(activity(**division, cases=("C-1",), written=Written(families=(None,))))


def test_owners_of_findings_and_of_recommendations_are_at_work() -> None:
    with pytest.raises(UnknownOwner) as unknown:
        fit(activity(written=Written(findings=(found(), found(assigned(owner="G1"))))))
    assert set(unknown.value.fields) == {"findings.1.action.owner"}
    review = activity("external_review")
    asked = type(review.part)(  # type: ignore[call-arg]
        type="lga_review",
        body="LGA",
        began_on=date(2026, 3, 2),
        scope="",
        recommendations=(recommended(action=assigned(owner="W404")),),
    )
    with pytest.raises(UnknownOwner) as unknown:
        fit(replace(review, part=asked))
    assert set(unknown.value.fields) == {"details.recommendations.0.action.owner"}


@given(st.sampled_from(["summary", "findings", "details"]), st.sampled_from(["CH-1", "ch-2", " CH-2 "]))
def test_no_case_s_identifier_stands_in_any_text(where: str, identifier: str) -> None:
    text = f"About {identifier.strip()}, who"
    one = activity("participation")
    match where:
        case "summary":
            one = replace(one, written=Written(summary=text))
        case "findings":
            one = replace(one, written=Written(findings=(found(assigned(title=text)),)))
        case _:
            one = activity("participation", part=type(one.part)(**{**_fields(one), "said": text}))
    with pytest.raises(IdentifierInText):
        fit(one, "CH-1", "CH-2")
    fit(one, "CH-3")


def test_numbers_that_name_a_child_stand_in_no_text_though_no_case_is_named() -> None:
    with pytest.raises(IdentifierInText):
        fit(activity(written=Written(summary="NHS 943 476 5919")))


def test_a_chair_s_oversight_is_a_chair_s() -> None:
    assert KINDS["oversight"].leads == {"independent_chair"}
    chairs = organisation(person("I1", "independent_chair", None, None, service="looked-after"))
    fit(activity("participation", led_by="I1"), org=chairs)


def _fields(one: Recorded) -> dict[str, Any]:
    return {name: getattr(one.part, name) for name in one.part.__struct_fields__}
