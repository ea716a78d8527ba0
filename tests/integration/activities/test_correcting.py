"""A recorded activity is corrected and withdrawn by those who may; what stood is kept and shown."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, IntegrityError

from shared.testing.clock import Clock
from tests.integration.activities.conftest import Activities, tag
from tests.integration.activities.recorded_bodies import ACTION, body, finding, record

WHY = {"reason": "typing_error", "note": ""}
GONE = {"reason": "duplicate"}


def corrected(who: Any, kind_path: str, one: dict[str, Any], said: dict[str, Any], version: int = 1) -> Any:
    return who.post(f"{kind_path}/{one['activity_id']}/versions", json=said | WHY, headers=tag(version))


def withdrawn(who: Any, one: dict[str, Any], version: int = 1, **why: Any) -> Any:
    path = f"/recorded-activities/{one['activity_id']}/withdrawal"
    return who.post(path, json=GONE | why, headers=tag(version))


def later(activities: Activities, days: int) -> None:
    clock = activities.database.clock
    assert isinstance(clock, Clock)
    clock.pass_by(days=days)


def recorder(activities: Activities) -> Any:
    return activities.acting("M3", "team_manager")


def test_a_correction_is_the_next_version_and_the_old_one_is_kept(activities: Activities) -> None:
    one = record(activities, "dip_sample", summary="First.").json
    known = {"cases": [{"case": one["cases"][0]}], "summary": "Second."}
    answer = corrected(recorder(activities), "/dip-samples", one, body("dip_sample", **known))
    assert (answer.status_code, answer.headers["ETag"]) == (201, '"2"'), answer.json
    assert answer.json["cases"] == one["cases"]
    what, sequence, told = activities.events()[-1]
    assert (what, sequence, told.reason, told.amended_by) == ("activity.amended", 2, "typing_error", "M3")
    found = activities.qa.get(f"/recorded-activities/{one['activity_id']}").json
    assert (found["written"]["summary"], found["version"]) == ("Second.", 2)
    history = activities.qa.get(f"/recorded-activities/{one['activity_id']}/history").json["history"]
    assert [(line["what"], line["by"], line["reason"]) for line in history] == [
        ("recorded", "M3", None),
        ("amended", "M3", "typing_error"),
    ]
    assert history[1]["changes"] == [{"field": "summary", "from": "First.", "to": "Second."}]
    assert history[1]["replaced"]["summary"] == "First."
    assert activities.column("SELECT body FROM event_log WHERE body LIKE '%0001234%'") == []


def test_what_stood_is_never_altered(activities: Activities) -> None:
    one = record(activities, "participation").json
    who = activities.acting("W1", "practitioner")
    assert corrected(who, "/participations", one, body("participation", summary="Two.")).status_code == 201
    for change in ("UPDATE recorded_version SET version = 9", "DELETE FROM recorded_version"):
        with pytest.raises((IntegrityError, DBAPIError)), activities.database.engine.begin() as connection:
            connection.execute(text(change))


def test_a_stale_correction_is_told_what_another_changed(activities: Activities) -> None:
    one = record(activities, "dip_sample").json
    assert (
        corrected(activities.qa, "/dip-samples", one, body("dip_sample", summary="Theirs.")).status_code
        == 201
    )
    answer = corrected(recorder(activities), "/dip-samples", one, body("dip_sample", summary="Mine."))
    assert answer.status_code == 412
    told = answer.json["difference"]
    assert (told["version"], told["by"]) == (2, "Q1")
    assert told["changes"] == [{"field": "summary", "was": "", "yours": "Mine.", "theirs": "Theirs."}]
    opened = activities.column("SELECT what FROM access_log WHERE principal = 'M3'")
    assert "recorded activity" in opened
    gone = withdrawn(recorder(activities), one)
    assert gone.status_code == 412
    assert gone.json["difference"]["changes"] == [
        {"field": "summary", "was": "", "yours": "", "theirs": "Theirs."}
    ]
    assert (
        recorder(activities)
        .post(f"/dip-samples/{one['activity_id']}/versions", json=body("dip_sample") | WHY)
        .status_code
        == 428
    )


def test_whoever_recorded_it_has_some_days_and_the_qa_manager_any(activities: Activities) -> None:
    one = record(activities, "dip_sample").json
    said = body("dip_sample", summary="Again.")
    other = corrected(activities.acting("M1", "team_manager"), "/dip-samples", one, said)
    assert (other.status_code, other.json["rule"]) == (403, "own-activities")
    later(activities, 14)
    assert corrected(recorder(activities), "/dip-samples", one, said).status_code == 201
    later(activities, 1)
    refused = withdrawn(recorder(activities), one, 2).json
    assert (refused["rule"], refused["source"], refused["version"]) == (
        "correction-days",
        "S41; assumption",
        "correction-days 1",
    )
    assert corrected(activities.qa, "/dip-samples", one, body("dip_sample"), 2).status_code == 201
    assert withdrawn(activities.qa, one, 3).status_code == 200


def test_a_withdrawn_one_counts_no_more_and_can_still_be_read(activities: Activities) -> None:
    one = record(activities, "dip_sample", findings=[finding()]).json
    accuracy = "/data-accuracy?from=2026-03&to=2026-03"
    assert activities.qa.get(accuracy).json["dip_samples"] == 1
    done = withdrawn(recorder(activities), one)
    assert (done.status_code, done.json["status"], done.headers["ETag"]) == (200, "withdrawn", '"2"')
    what, sequence, told = activities.events()[-1]
    assert (what, sequence, told.owners, told.reason) == ("activity.withdrawn.v2", 2, ["W1"], "duplicate")
    assert activities.qa.get(accuracy).json["dip_samples"] == 0
    assert activities.qa.get(f"/recorded-activities/{one['activity_id']}").json["status"] == "withdrawn"
    listed = activities.qa.get("/recorded-activities?status=withdrawn").json["items"]
    assert [each["activity_id"] for each in listed] == [one["activity_id"]]
    for again in (
        withdrawn(activities.qa, one, 2),
        corrected(activities.qa, "/dip-samples", one, body("dip_sample", summary="No."), 2),
    ):
        assert (again.status_code, again.json["rule"]) == (409, "withdrawn")
    day = record(activities, "practice_day", details={"activities": [one["activity_id"]]})
    assert "details.activities.0" in day.json["errors"]


def test_an_action_that_was_asked_for_stands_and_more_may_be_asked_for(activities: Activities) -> None:
    one = record(activities, "external_review", findings=[finding(service="line-cin")]).json
    found = activities.qa.get(f"/recorded-activities/{one['activity_id']}").json
    kept = found["written"]["findings"][0]
    asked = [
        {"text": "Agree thresholds.", "accepted": True, "action": {**ACTION, "owner": "H1", "service": "line-cin"},
         "recommendation_id": found["details"]["recommendations"][0]["recommendation_id"]},
    ]  # fmt: skip
    details = {"recommendations": asked}
    for wrong in ([], [kept | {"action": None}], [{**kept, "finding_id": None}]):
        said = body("external_review", findings=wrong, details=details)
        answer = corrected(activities.qa, "/external-reviews", one, said)
        assert (answer.status_code, answer.json["rule"]) == (409, "action-stands"), answer.json
    unknown = {**kept, "finding_id": one["activity_id"]}
    said = body("external_review", findings=[unknown], details=details)
    assert "findings.0.finding_id" in corrected(activities.qa, "/external-reviews", one, said).json["errors"]
    more = body("external_review", findings=[kept, finding(service="line-cin", owner="M1")], details=details)
    done = corrected(activities.qa, "/external-reviews", one, more)
    assert done.status_code == 201, done.json
    told = activities.events()[-1][2]
    assert [action.owner for action in told.actions] == ["W1", "M1", "H1"]
    assert str(told.actions[0].finding_id) == kept["finding_id"]
    assert (told.external.findings, told.external.recommendations) == (2, 1)


@pytest.mark.parametrize(
    ("changes", "status", "rule"),
    [
        ({}, 409, "nothing-changed"),
        ({"service": "youth-justice", "team": None}, 422, None),
        ({"summary": "As of CH-0001234."}, 409, "no-identifiers"),
        ({"led_by": "M1", "practitioners": ["W1"]}, 403, "own-activities"),
        ({"completed_on": "2026-03-21"}, 409, "future-date"),
    ],
)
def test_a_correction_that_may_not_be_leaves_everything(
    activities: Activities, changes: dict[str, Any], status: int, rule: str | None
) -> None:
    one = record(activities, "dip_sample").json
    who = activities.acting("M3", "team_manager", areas={"social-work", "early-help"})
    answer = corrected(who, "/dip-samples", one, body("dip_sample", **changes))
    assert (answer.status_code, answer.json.get("rule")) == (status, rule), answer.json
    assert len(activities.events()) == 1
    assert activities.column("SELECT count(*) FROM recorded_version") == [0]


def test_other_needs_a_note_and_no_note_holds_an_identifier(activities: Activities) -> None:
    activities.imported(1)
    one = record(activities, "dip_sample", cases=[{"case": "K0"}]).json
    assert withdrawn(activities.qa, one, reason="other").json["errors"] == {
        "note": ["is needed where the reason is other"]
    }
    named = withdrawn(activities.qa, one, note="It was K0 twice.")
    assert named.json["rule"] == "no-identifiers", named.json


def test_a_correction_of_another_kind_is_not_there(activities: Activities) -> None:
    one = record(activities, "dip_sample").json
    answer = corrected(activities.qa, "/participations", one, body("participation"))
    assert answer.status_code == 404
