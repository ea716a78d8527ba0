"""Who sees which recorded activities, and what they say together."""

from __future__ import annotations

from services.activities.domain.tags import GOALS
from tests.integration.activities.conftest import Activities
from tests.integration.activities.recorded_bodies import (
    body,
    chair,
    record,
)


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
        ("status=recorded", 3),
        ("status=withdrawn", 0),
    ):
        assert len(activities.qa.get(f"/recorded-activities?{wanted}").json["items"]) == number, wanted
    assert "written" not in first["items"][0]


def test_the_quarter_of_all_chairs_is_summed_up(activities: Activities) -> None:
    chair(activities, "I2")
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
    known = {one["code"] for one in activities.qa.get("/review-types").json["types"]}
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
    assert new in activities.qa.get("/review-types").json["types"]
    assert record(activities, "external_review", details={"type": "hmip_thematic"}).status_code == 201
