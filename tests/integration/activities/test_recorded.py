"""Every kind of QA activity beside audits and observations is recorded, read and told."""

from __future__ import annotations

from typing import Any

import pytest

from services.activities.domain.kind import CODES
from services.activities.domain.tags import GOALS, PRINCIPLES
from services.activities.domain.vocabulary import SETTINGS
from tests.integration.activities.conftest import Activities, audit, changed_person
from tests.integration.activities.recorded_bodies import (
    CHAIR,
    DETAILS,
    HEARD,
    LEADS,
    PATHS,
    body,
    finding,
    record,
)


@pytest.fixture(autouse=True)
def chair(activities: Activities) -> None:
    """The small organisation has no independent chair of its own."""
    activities.told(changed_person("W1", **CHAIR, person_id="I1"))


@pytest.mark.parametrize("kind", CODES)
def test_a_kind_is_recorded_told_and_read_as_it_was_written(activities: Activities, kind: str) -> None:
    answer = record(activities, kind)
    assert (answer.status_code, answer.headers.get("ETag")) == (201, '"1"'), answer.json
    ((what, sequence, told),) = activities.events()
    assert (what, sequence, told.kind) == ("activity.recorded", 1, kind)
    assert (told.service, told.led_by) == (answer.json["service"], LEADS[kind][0])
    found = activities.qa.get(f"/recorded-activities/{answer.json['activity_id']}").json
    assert found is not None
    for name, value in DETAILS[kind].items():
        if name not in ("items", "agencies", "themes", "escalations", "recommendations"):
            assert found["details"][name] == value
        else:
            assert [one | asked for one, asked in zip(found["details"][name], value, strict=True)]
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


def test_reading_one_about_a_child_is_written_down_and_another_is_not(activities: Activities) -> None:
    about = record(activities, "dip_sample").json["activity_id"]
    other = record(activities, "group_supervision").json["activity_id"]
    for one in (about, other):
        assert activities.qa.get(f"/recorded-activities/{one}").status_code == 200
    assert activities.column("SELECT what || ' ' || key FROM access_log") == [f"recorded activity {about}"]


def test_a_dip_sample_tells_its_error_rate_and_that_of_each_field(activities: Activities) -> None:
    made = record(activities, "dip_sample").json["activity_id"]
    result = activities.qa.get(f"/recorded-activities/{made}").json["result"]
    assert result["all"] == {"checked": 3, "differing": 1, "rate": 0.333, "low": 0.061, "high": 0.792}
    assert [(one["field"], one["rate"]) for one in result["by_field"]] == [
        ("seen_alone", 0.0),
        ("visit_date", 0.5),
    ]
    record(activities, "dip_sample", month="2026-02", completed_on="2026-02-28")
    both = activities.qa.get("/data-accuracy?from=2026-02&to=2026-03").json
    assert (both["dip_samples"], both["all"]["checked"], both["all"]["differing"]) == (2, 6, 2)
    one = activities.qa.get("/data-accuracy?from=2026-03&to=2026-03&service=line-cin").json
    assert one["by_field"] == result["by_field"]
    none = activities.qa.get("/data-accuracy?from=2026-03&to=2026-03&service=looked-after").json
    assert none["all"] == {"checked": 0, "differing": 0, "rate": None, "low": None, "high": None}
    assert activities.qa.get("/data-accuracy?from=2026-03&to=2026-02").status_code == 422


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
    assert (review.title, review.findings, review.recommendations, review.accepted) == (
        "Local Government Association review",
        3,
        2,
        1,
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
        ("dip_sample", {"details": {"as_at": "2026-03-11"}, "cases": []}, {"details.as_at", "details.items.0.case", "details.items.2.case"}),
        ("bespoke_audit", {"details": {"met": 13}}, {"details.met"}),
        ("oversight", {"details": {"quarter": "2026-02"}}, {"details.quarter"}),
        ("external_review", {"details": {"type": "tea_party"}}, {"details.type"}),
        ("external_review", {"details": {"began_on": "2026-03-11"}}, {"details.began_on"}),
        ("practice_day", {"details": {"activities": ["01994e1c-0000-7000-8000-000000000000"]}}, {"details.activities.0"}),
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
    answer = activities.qa.post(PATHS[kind], json=body(kind, **changes))
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


def test_one_area_sees_its_own_and_what_is_of_the_division(activities: Activities) -> None:
    here = record(activities, "dip_sample").json["activity_id"]
    everywhere = record(activities, "external_review").json["activity_id"]
    elsewhere = activities.acting("M9", "team_manager", areas={"early-help"})
    assert [one["activity_id"] for one in elsewhere.get("/recorded-activities").json["items"]] == [everywhere]
    assert elsewhere.get(f"/recorded-activities/{here}").status_code == 404
    assert elsewhere.get(f"/recorded-activities/{everywhere}").status_code == 200
    nobody = activities.acting("M9", "team_manager", areas=set())
    assert nobody.get("/recorded-activities").json["items"] == []
    answer = elsewhere.post("/dip-samples", json=body("dip_sample", led_by="M9"))
    assert (answer.status_code, answer.json["rule"]) == (403, "area")
    division = activities.acting("M3", "team_manager").post(
        "/dip-samples", json=body("dip_sample", service=None, team=None, cases=[])
    )
    assert (division.status_code, division.json["rule"]) == (403, "area")


def test_practitioners_see_what_they_had_a_part_in(activities: Activities) -> None:
    mine = record(activities, "guided_conversation").json["activity_id"]
    other = record(activities, "dip_sample").json["activity_id"]
    seen = activities.practitioner.get("/recorded-activities").json["items"]
    assert [one["activity_id"] for one in seen] == [mine]
    assert activities.practitioner.get(f"/recorded-activities/{other}").status_code == 404
    assert activities.practitioner.get(f"/recorded-activities/{mine}").status_code == 200


def test_lists_are_filtered_and_paged(activities: Activities) -> None:
    tag = next(iter(GOALS))
    for kind in ("dip_sample", "participation", "practice_day"):
        record(activities, kind, tags=[tag] if kind == "participation" else [])
    first = activities.qa.get("/recorded-activities?limit=2").json
    rest = activities.qa.get(f"/recorded-activities?limit=2&after={first['next']}").json
    assert [one["kind"] for one in first["items"] + rest["items"]] == [
        "dip_sample",
        "participation",
        "practice_day",
    ]
    for wanted, number in (
        (f"tag={tag}", 1),
        ("kind=practice_day", 1),
        ("month=2026-02", 0),
        ("led_by=M3", 1),
    ):
        assert len(activities.qa.get(f"/recorded-activities?{wanted}").json["items"]) == number, wanted
    assert "written" not in first["items"][0]


def test_a_practice_day_names_what_was_recorded_of_it(activities: Activities) -> None:
    made = [
        activities.qa.post("/audits", json=audit()).json["activity_id"],
        record(activities, "guided_conversation").json["activity_id"],
    ]
    answer = record(activities, "practice_day", details={"activities": made})
    assert answer.status_code == 201, answer.json
    found = activities.qa.get(f"/recorded-activities/{answer.json['activity_id']}").json
    assert found["details"]["activities"] == made


def test_the_quarter_of_all_chairs_is_summed_up(activities: Activities) -> None:
    activities.told(changed_person("W1", **CHAIR, person_id="I2"))
    themes = [{"theme": "Late reports", "cases": 2}, {"theme": "Good life story work", "cases": 30}]
    open_ = [{"subject": "Drift", "stage": "formal", "resolved": False}]
    record(activities, "oversight")
    activities.qa.post(
        "/oversights", json=body("oversight", led_by="I2", details={"themes": themes, "escalations": open_})
    )
    record(activities, "oversight", details={"quarter": "2025-10"})
    assert activities.qa.get("/oversight-summary?quarter=2026-01").json == {
        "quarter": "2026-01",
        "chairs": 2,
        "cases": 80,
        "themes": [{"theme": "Good life story work", "cases": 30}, {"theme": "Late reports", "cases": 9}],
        "escalations": [
            {"stage": "informal", "escalations": 0, "resolved": 0},
            {"stage": "formal", "escalations": 2, "resolved": 1},
        ],
    }
    assert activities.qa.get("/oversight-summary?quarter=2026-02").status_code == 422


def test_the_qa_manager_adds_types_of_external_review(activities: Activities) -> None:
    known = {one["code"] for one in activities.qa.get("/review-types").json["items"]}
    assert known == {
        "themed_test",
        "lga_review",
        "dfe_adviser_review",
        "regional_alliance_peer_review",
        "youth_offending_peer_review",
        "improvement_board_review",
    }
    new = {"code": "hmip_thematic", "title": "HM Inspectorate of Probation thematic"}
    assert activities.auditor.post("/review-types", json=new).status_code == 403
    assert activities.qa.post("/review-types", json=new).status_code == 201
    again = activities.qa.post("/review-types", json=new | {"code": "hmip"})
    assert (again.status_code, again.json["rule"]) == (409, "review-type-exists")
    barred = activities.qa.post("/review-types", json={"code": "x", "title": "a|b"})
    assert set(barred.json["errors"]) == {"title"}
    first = activities.qa.get("/review-types?limit=3").json
    rest = activities.qa.get(f"/review-types?after={first['next']}").json
    assert len(first["items"]) + len(rest["items"]) == 7
    assert record(activities, "external_review", details={"type": "hmip_thematic"}).status_code == 201


def test_the_shapes_and_tags_go_with_any_kind_and_with_audits_and_observations(
    activities: Activities,
) -> None:
    tags = [next(iter(PRINCIPLES)), next(iter(GOALS))]
    shapes = {
        "signs_of_safety": {
            "working_well": "Aunt Jo.",
            "worried_about": "",
            "needs_to_happen": "",
            "scale": 6,
        },
        "lundy": {
            "space": "A quiet room.",
            "voice": "He drew it.",
            "audience": "The chair.",
            "influence": "More time.",
        },
        "appreciative_inquiry": {
            "discovery": "Calm.",
            "dream": "Always.",
            "design": "A rota.",
            "destiny": "May.",
        },
    }
    made = record(activities, "participation", tags=tags, **shapes).json
    found = activities.qa.get(f"/recorded-activities/{made['activity_id']}").json
    assert {name: found["written"][name] for name in shapes} == shapes
    assert found["tags"] == sorted(tags)
    for path, more in (
        ("/audits", {}),
        ("/observations", {"setting": "review", "improvement_evident": True}),
    ):
        answer = activities.qa.post(path, json=audit(**shapes, **more) | {"tags": tags})
        content = activities.qa.get(f"/activities/{answer.json['activity_id']}").json["content"]
        assert {name: content[name] for name in shapes} == shapes
        assert content["tags"] == tags
        assert content["improvement_evident"] is more.get("improvement_evident")
        assert (
            len(activities.qa.get(f"/activities?tag={tags[0]}&kind={answer.json['kind']}").json["items"]) == 1
        )
    assert activities.qa.get(f"/activities?tag={list(GOALS)[1]}").json["items"] == []
    told = activities.qa.get("/tags").json
    assert (len(told["principles"]), len(told["goals"])) == (6, 5)
    wrong = activities.qa.post("/audits", json=audit(lundy={"voice": "NHS 943 476 5919"}))
    assert (wrong.json["rule"], set(wrong.json["errors"])) == ("no-identifiers", {"lundy.voice"})


def test_practice_is_observed_in_nine_settings_with_its_link_to_improvement(activities: Activities) -> None:
    assert len(SETTINGS) == 9
    for setting in SETTINGS:
        written = audit(setting=setting, improvement_link="Fewer moves.", improvement_evident=False)
        answer = activities.qa.post("/observations", json=written)
        assert answer.status_code == 201, answer.json
        content = activities.qa.get(f"/activities/{answer.json['activity_id']}").json["content"]
        assert (content["setting"], content["improvement_link"], content["improvement_evident"]) == (
            setting,
            "Fewer moves.",
            False,
        )


def test_a_repeated_key_repeats_the_answer(activities: Activities) -> None:
    person, role = LEADS["participation"]
    who = activities.acting(person, role)
    key = {"Idempotency-Key": "once"}
    first = who.post("/participations", json=body("participation"), headers=key)
    again = who.post("/participations", json=body("participation"), headers=key)
    assert (first.status_code, again.json) == (201, first.json)
    assert len(activities.events()) == 1
