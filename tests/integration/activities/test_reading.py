"""Who sees which activities, and that opening one about a child is written down."""

from __future__ import annotations

from typing import Any

from tests.integration.activities.conftest import Activities, audit, tag


def recorded(activities: Activities, **changes: Any) -> dict[str, Any]:
    answer = activities.qa.post("/audits", json=audit() | changes)
    assert answer.status_code == 201, answer.json
    return dict(answer.json)


def opened(activities: Activities) -> list[str]:
    return activities.column(
        "SELECT principal || ' ' || what || ' ' || key FROM access_log ORDER BY access_id"
    )


def test_opening_an_audit_of_a_child_is_written_down(activities: Activities) -> None:
    made = recorded(activities)
    answer = activities.auditor.get(f"/activities/{made['activity_id']}")
    assert (answer.status_code, answer.headers["ETag"]) == (200, '"1"')
    assert answer.json["content"]["family"]["said"] == "They listen to us now."
    assert answer.json["content"]["findings"][0]["finding_id"]
    assert opened(activities) == [f"M2 activity {made['activity_id']}"]
    assert activities.auditor.get(f"/activities/{made['activity_id']}/case").status_code == 200
    assert opened(activities)[1:] == [f"M2 identifier {made['activity_id']}"]


def test_an_observation_without_a_child_is_read_without_a_trace(activities: Activities) -> None:
    body = audit(setting="groupwork") | {"case": None}
    made = activities.qa.post("/observations", json=body).json
    assert (
        activities.auditor.get(f"/activities/{made['activity_id']}").json["content"]["setting"] == "groupwork"
    )
    assert opened(activities) == []


def test_looking_at_cases_is_written_down(activities: Activities) -> None:
    activities.imported(2)
    shown = activities.auditor.get("/cases").json["items"]
    assert "identifier" not in shown[0]
    assert opened(activities) == [f"M2 case {one['case']}" for one in shown]


def test_another_areas_audits_are_not_there(activities: Activities) -> None:
    made = recorded(activities)
    elsewhere = activities.acting("M9", "team_manager", areas={"early-help"})
    assert elsewhere.get(f"/activities/{made['activity_id']}").status_code == 404
    assert elsewhere.get("/activities").json["items"] == []
    path = f"/activities/{made['activity_id']}/moderation"
    moderator = activities.acting("S9", "service_manager", areas={"early-help"})
    assert moderator.post(path, json={"overall": "good"}, headers=tag(1)).status_code == 404
    nobody = activities.acting("M9", "team_manager", areas=set())
    assert nobody.get("/activities").json["items"] == []


def test_practitioners_see_their_own_practice_alone(activities: Activities) -> None:
    mine = recorded(activities)
    other = recorded(activities, auditor="M3", practitioner="W2", team="line-cin-02")
    assert [one["activity_id"] for one in activities.practitioner.get("/activities").json["items"]] == [
        mine["activity_id"]
    ]
    assert activities.practitioner.get(f"/activities/{mine['activity_id']}").status_code == 200
    assert activities.practitioner.get(f"/activities/{other['activity_id']}").status_code == 404
    both = activities.acting("W1", "practitioner", "practice_leader")
    assert both.get(f"/activities/{other['activity_id']}").status_code == 200


def test_what_awaits_moderation_has_the_inadequate_first(activities: Activities) -> None:
    good = recorded(activities)
    worst = recorded(activities, overall="inadequate")
    done = recorded(activities)
    activities.moderator.post(
        f"/activities/{done['activity_id']}/moderation", json={"overall": "good"}, headers=tag(1)
    )
    activities.qa.post("/observations", json=audit(setting="review"))
    waiting = activities.qa.get("/activities?awaiting_moderation=true").json["items"]
    assert [one["activity_id"] for one in waiting] == [worst["activity_id"], good["activity_id"]]
    first = activities.qa.get("/activities?awaiting_moderation=true&limit=1").json
    assert [one["activity_id"] for one in first["items"]] == [worst["activity_id"]]
    rest = activities.qa.get(f"/activities?awaiting_moderation=true&limit=1&after={first['next']}").json
    assert [one["activity_id"] for one in rest["items"]] == [good["activity_id"]]
    assert rest["next"] is None


def test_lists_are_filtered_and_paged(activities: Activities) -> None:
    made = [recorded(activities) for _ in range(3)]
    recorded(activities, month="2026-02", completed_on="2026-02-10", auditor="M3")
    first = activities.qa.get("/activities?month=2026-03&limit=2").json
    rest = activities.qa.get(f"/activities?month=2026-03&limit=2&after={first['next']}").json
    assert [one["activity_id"] for one in first["items"] + rest["items"]] == [
        one["activity_id"] for one in made
    ]
    assert rest["next"] is None
    for wanted, number in (
        ("auditor=M3", 1),
        ("service=line-cin", 4),
        ("service=looked-after", 0),
        ("status=moderated", 0),
        ("kind=case_file_audit&status=submitted", 4),
    ):
        assert len(activities.qa.get(f"/activities?{wanted}").json["items"]) == number
    assert activities.qa.get("/activities?after=nonsense").status_code == 422
    assert "content" not in activities.qa.get("/activities").json["items"][0]


def test_who_may_do_nothing_gets_403_and_who_is_nobody_401(activities: Activities) -> None:
    assert activities.acting("B1", "business_support").get("/activities").status_code == 403
    assert activities.acting("X1").get("/activities").status_code == 401
