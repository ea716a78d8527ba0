"""Every kind of QA activity beside audits and observations is recorded, read and told."""

from __future__ import annotations

from typing import Any

import pytest

from services.activities.domain.kind import CODES
from tests.integration.activities.conftest import Activities, audit
from tests.integration.activities.recorded_bodies import (
    DETAILS,
    HEARD,
    LEADS,
    PATHS,
    body,
    finding,
    record,
)

UNKNOWN = "01994e1c-0000-7000-8000-000000000000"


def holds(found: Any, said: Any) -> bool:
    """Whether all that was said is there, among what the service adds, such as ids."""
    if isinstance(said, dict):
        return all(holds(found.get(name), value) for name, value in said.items())
    if isinstance(said, list):
        return len(found) == len(said) and all(map(holds, found, said))
    return bool(found == said)


@pytest.mark.parametrize("kind", CODES)
def test_a_kind_is_recorded_told_and_read_as_it_was_written(activities: Activities, kind: str) -> None:
    answer = record(activities, kind)
    assert (answer.status_code, answer.headers.get("ETag")) == (201, '"1"'), answer.json
    ((what, sequence, told),) = activities.events()
    assert (what, sequence, told.kind) == ("activity.recorded", 1, kind)
    assert (told.service, told.led_by) == (answer.json["service"], LEADS[kind][0])
    found = activities.qa.get(f"/recorded-activities/{answer.json['activity_id']}").json
    assert found is not None
    assert holds(found["details"], DETAILS[kind])
    assert found["area"] == ("all" if kind == "external_review" else "social-work")


def test_the_childs_identifier_is_kept_nowhere_and_the_pseudonym_is_that_of_its_audits(
    activities: Activities,
) -> None:
    made = activities.qa.post("/audits", json=audit()).json
    answer = record(activities, "dip_sample")
    assert answer.json["cases"] == [made["case"]]
    assert activities.column("SELECT body FROM event_log WHERE body LIKE '%0001234%'") == []
    (row,) = activities.column("SELECT to_jsonb(recorded_activity)::text FROM recorded_activity")
    assert "0001234" not in row


def test_findings_and_accepted_recommendations_ask_for_actions_where_they_are_to_be_done(
    activities: Activities,
) -> None:
    findings = [finding(), finding(service="looked-after", owner="S2"), {**finding(), "action": None}]
    answer = record(activities, "external_review", findings=findings)
    assert answer.status_code == 201, answer.json
    ((_, _, told),) = activities.events()
    assert [(one.owner, one.area, one.service) for one in told.actions] == [
        ("W1", "social-work", "line-cin"),  # where its owner works
        ("S2", "social-work", "looked-after"),
        ("H1", "social-work", "line-cin"),
    ]
    review = told.external
    assert (review.title, review.findings, review.recommendations) == (
        "Local Government Association review",
        3,
        2,
    )
    record(activities, "dip_sample", findings=[finding()])
    (placed,) = activities.events()[-1][2].actions
    assert (placed.area, placed.service, placed.team) == ("social-work", "line-cin", "line-cin-01")


@pytest.mark.parametrize("kind", ["dip_sample", "bespoke_audit", "multi_agency_audit", "practice_day"])
def test_august_and_december_are_closed_to_what_audits_and_tests(activities: Activities, kind: str) -> None:
    details = {"as_at": "2025-12-01"} if kind == "dip_sample" else {}
    answer = record(activities, kind, month="2025-12", completed_on="2025-12-04", details=details)
    assert (answer.status_code, answer.json["rule"]) == (409, "reflection-month")


@pytest.mark.parametrize("kind", ["participation", "group_supervision", "oversight", "external_review"])
def test_august_and_december_are_open_to_families_learning_and_what_others_decide(
    activities: Activities, kind: str
) -> None:
    details = {"oversight": {"quarter": "2025-10"}, "external_review": {"began_on": "2025-12-01"}}.get(
        kind, {}
    )
    answer = record(activities, kind, month="2025-12", completed_on="2025-12-04", details=details)
    assert answer.status_code == 201, answer.json


@pytest.mark.parametrize(
    ("kind", "changes", "rule", "source"),
    [
        ("oversight", {"led_by": "M1"}, "lead-role", "S16"),
        ("practice_day", {"led_by": "M1"}, "lead-role", "S15"),
        ("bespoke_audit", {"cases": [{"case": "CH-1"}]}, "family-voice", "S18"),
        ("multi_agency_audit", {"details": {"agencies": []}}, "partner-agency", "S19"),
        ("bespoke_audit", {"led_by": "M1"}, "independence", "S06; sector practice, Kirklees"),
        ("group_supervision", {"practitioners": ["W1"]}, "group-size", "S19"),
        ("guided_conversation", {"practitioners": []}, "practitioner-needed", "S20"),
        ("participation", {"summary": "NHS 943 476 5919"}, "no-identifiers", "Promise 4"),
        ("dip_sample", {"summary": "As of ch-0001234."}, "no-identifiers", "Promise 4"),
        ("dip_sample", {"findings": [finding(owner="W404")]}, "action-owner", "S23"),
        ("external_review", {"findings": [finding(owner="Q1")]}, "action-place", "S23"),
        ("external_review", {"cases": [{"case": "CH-1"}]}, "case-area", "Promise 5"),
        ("dip_sample", {"service": None, "team": None, "area": "narnia"}, "unknown-unit", "S01"),
        (
            "external_review",
            {"details": {"recommendations": [{"text": "Do it.", "accepted": True}]}},
            "recommendation-answer",
            "S17",
        ),
    ],
)
def test_a_refusal_names_its_rule_and_leaves_nothing(
    activities: Activities, kind: str, changes: dict[str, Any], rule: str, source: str
) -> None:
    answer = activities.qa.post(PATHS[kind], json=body(kind, **changes))
    assert (answer.status_code, answer.json["rule"], answer.json["source"]) == (409, rule, source), (
        answer.json
    )
    assert activities.events() == []
    assert activities.column("SELECT count(*) FROM recorded_activity") == [0]


@pytest.mark.parametrize(
    ("kind", "changes", "fields"),
    [
        ("dip_sample", {"details": {"items": []}}, {"details.items"}),
        ("dip_sample", {"details": {"as_at": "2026-03-11"}}, {"details.as_at"}),
        ("dip_sample", {"cases": []}, {"details.items.0.case", "details.items.2.case"}),
        ("bespoke_audit", {"details": {"met": 13}}, {"details.met"}),
        ("oversight", {"details": {"quarter": "2026-02"}}, {"details.quarter"}),
        ("external_review", {"details": {"type": "tea_party"}}, {"details.type"}),
        ("external_review", {"details": {"began_on": "2026-03-11"}}, {"details.began_on"}),
        ("practice_day", {"details": {"activities": [UNKNOWN]}}, {"details.activities.0"}),
        ("practice_day", {"colleagues": ["W404"], "practitioners": ["W405"]}, {"colleagues.0", "practitioners.0"}),
        ("practice_day", {"colleagues": ["S1", "S1"]}, {"practitioners"}),
        ("participation", {"service": None}, {"service"}),
        ("participation", {"area": "early-help"}, {"area"}),
        ("participation", {"tags": ["goal_tea"], "month": "March", "surprise": 1}, {"tags.0", "month", "surprise"}),
    ],
)  # fmt: skip
def test_what_contradicts_itself_is_told_field_by_field(
    activities: Activities, kind: str, changes: dict[str, Any], fields: set[str]
) -> None:
    answer = record(activities, kind, **changes)
    assert (answer.status_code, set(answer.json["errors"])) == (422, fields), answer.json


def test_an_exemption_of_a_family_is_approved_by_somebody_else(activities: Activities) -> None:
    exempt = {"outcome": "exempt", "code": "family_declined", "approved_by": "W1"}
    cases = [{"case": "CH-1", "family": HEARD}, {"case": "CH-2", "family": exempt}]
    answer = record(activities, "bespoke_audit", cases=cases)
    assert (answer.status_code, answer.json["rule"]) == (409, "exemption-approval")
    assert set(answer.json["errors"]) == {"cases.1.family.approved_by"}
    exempt["approved_by"] = "M1"
    assert record(activities, "bespoke_audit", cases=cases).status_code == 201


def test_one_writes_down_what_one_led_and_the_qa_manager_anybodys(activities: Activities) -> None:
    other = activities.acting("M2", "team_manager").post("/dip-samples", json=body("dip_sample"))
    assert (other.status_code, other.json["rule"]) == (403, "own-activities")
    assert activities.qa.post("/dip-samples", json=body("dip_sample")).status_code == 201
    assert activities.practitioner.post("/dip-samples", json=body("dip_sample")).status_code == 403


def test_a_practice_day_names_what_was_recorded_of_it(activities: Activities) -> None:
    made = [
        activities.qa.post("/audits", json=audit()).json["activity_id"],
        record(activities, "guided_conversation").json["activity_id"],
    ]
    answer = record(activities, "practice_day", details={"activities": made})
    assert answer.status_code == 201, answer.json
    found = activities.qa.get(f"/recorded-activities/{answer.json['activity_id']}").json
    assert found["details"]["activities"] == made


def test_a_repeated_key_repeats_the_answer(activities: Activities) -> None:
    person, role = LEADS["participation"]
    who = activities.acting(person, role)
    key = {"Idempotency-Key": "once"}
    first = who.post("/participations", json=body("participation"), headers=key)
    again = who.post("/participations", json=body("participation"), headers=key)
    assert (first.status_code, again.json) == (201, first.json)
    assert len(activities.events()) == 1
