"""A dip sample is drawn, looked up over days on a sheet, and recorded with its proof (S21)."""

from __future__ import annotations

from typing import Any

import pytest

from tests.integration.activities.conftest import Activities, tag
from tests.integration.activities.recorded_bodies import body, record
from tests.integration.activities.test_programme import drawn

WHOLE = {"completed_on": "2026-03-20", "summary": "Dates are typed twice."}


@pytest.fixture
def sample(activities: Activities) -> dict[str, Any]:
    activities.imported(6)
    return drawn(activities, purpose="dip_sample", size=3)


def looker(activities: Activities) -> Any:
    return activities.acting("M3", "team_manager")


def begun(activities: Activities, sample: dict[str, Any], *fields: str, **changes: Any) -> Any:
    asked = {
        "sample_id": sample["sample_id"],
        "led_by": "M3",
        "source": "Monthly performance book",
        "as_at": "2026-03-01",
        "fields": list(fields or ("last_visit", "seen_alone")),
    }
    return looker(activities).post("/dip-sheets", json=asked | changes)


def value(case: str, field: str, in_data: str | None, in_record: str | None, **more: Any) -> dict[str, Any]:
    return {"case": case, "field": field, "in_data": in_data, "in_record": in_record, **more}


def put(who: Any, sheet: dict[str, Any], version: int, *values: dict[str, Any]) -> Any:
    return who.put(
        f"/dip-sheets/{sheet['activity_id']}/values", json={"values": list(values)}, headers=tag(version)
    )


def finished(who: Any, sheet: dict[str, Any], version: int, **more: Any) -> Any:
    return who.post(f"/dip-sheets/{sheet['activity_id']}/recording", json=WHOLE | more, headers=tag(version))


def test_a_sample_for_a_dip_sample_is_allocated_to_nobody_and_past_audits_keep_no_case_out(
    activities: Activities,
) -> None:
    activities.imported(6)
    assert len(drawn(activities)["allocations"]) > 0
    found = drawn(activities, purpose="dip_sample")
    assert (found["frame_size"], found["excluded"], found["allocations"]) == (6, {}, [])
    proof = activities.qa.get(f"/samples/{found['sample_id']}/proof").json
    assert (proof["same"], proof["sample"]["purpose"]) == (True, "dip_sample")
    assert "dip v1" in proof["sample"]["rules"]


def test_what_was_drawn_is_looked_up_over_days_and_recorded_with_its_proof(
    activities: Activities, sample: dict[str, Any]
) -> None:
    who = looker(activities)
    answer = begun(activities, sample)
    assert (answer.status_code, answer.headers["ETag"]) == (201, '"1"'), answer.json
    sheet = answer.json
    cases = sheet["cases"]
    assert len(cases) == 3
    assert len(sheet["missing"]) == 6
    named = who.get(f"/dip-sheets/{sheet['activity_id']}/cases").json["cases"]
    assert {one["identifier"] for one in named} < {f"K{n}" for n in range(6)}
    assert [one["case"] for one in named] == cases
    first = [
        value(cases[0], "last_visit", "2026-02-03", "2026-02-13"),
        value(cases[0], "seen_alone", "yes", "Yes "),
    ]
    assert put(who, sheet, 1, *first).headers["ETag"] == '"2"'
    assert put(who, sheet, 1, *first).headers["ETag"] == '"2"'  # the answer was lost
    early = finished(who, sheet, 2)
    assert (early.status_code, early.json["rule"]) == (409, "all-looked-up")
    rest = [
        value(cases[1], "last_visit", "2026-02-04", "4 Feb 2026", agrees=True, note="The same day."),
        value(cases[1], "seen_alone", "yes", None),
        value(cases[2], "last_visit", None, None),
        value(cases[2], "seen_alone", "no", "no"),
    ]
    kept = put(who, sheet, 2, *rest)
    assert (kept.json["missing"], kept.headers["ETag"]) == ([], '"3"')
    done = finished(who, sheet, 3)
    assert (done.status_code, done.json["activity_id"]) == (201, sheet["activity_id"]), done.json
    assert done.json["cases"] == cases
    found = activities.qa.get(f"/recorded-activities/{sheet['activity_id']}").json
    assert found["details"]["sample"] == {
        "sample_id": sample["sample_id"],
        "frame_hash": sample["frame_hash"],
        "rules": activities.qa.get(f"/samples/{sample['sample_id']}").json["rules"],
        "seed": 7,
    }
    rates = {one["field"]: (one["checked"], one["differing"]) for one in found["result"]["by_field"]}
    assert rates == {"last_visit": (3, 1), "seen_alone": (3, 1)}
    assert found["result"]["all"]["low"] < 0.333 < found["result"]["all"]["high"]
    told = activities.events()[-1][2]
    assert [(one.field, one.checked, one.differing) for one in told.accuracy] == [
        ("last_visit", 3, 1),
        ("seen_alone", 3, 1),
    ]
    for event in activities.column("SELECT body FROM event_log"):
        assert "2026-02-03" not in event
        assert '"K' not in event
    again = finished(who, sheet, 4)
    assert (again.status_code, again.json["rule"]) == (409, "sheet-recorded")
    assert who.get(f"/dip-sheets/{sheet['activity_id']}/cases").json["rule"] == "sheet-recorded"


def test_a_case_or_field_outside_the_sample_is_refused(
    activities: Activities, sample: dict[str, Any]
) -> None:
    sheet = begun(activities, sample).json
    other = value("C-AAAAAAAAAAAA", "last_visit", "x", "y")
    answer = put(looker(activities), sheet, 1, other, value(sheet["cases"][0], "age", "1", "2"))
    assert (answer.status_code, answer.json["rule"], answer.json["source"]) == (409, "as-drawn", "S21")
    assert set(answer.json["errors"]) == {"values.0.case", "values.1.field"}
    assert len(looker(activities).get(f"/dip-sheets/{sheet['activity_id']}").json["missing"]) == 6


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"in_data": "yes", "in_record": "Yes", "agrees": False}, "values.0.agrees"),
        ({"in_data": "3 May", "in_record": "03/05", "agrees": True}, "values.0.note"),
        ({"in_data": "yes"}, "values.0.in_record"),
    ],
)
def test_a_value_that_contradicts_itself_is_named(
    activities: Activities, sample: dict[str, Any], more: dict[str, Any], field: str
) -> None:
    sheet = begun(activities, sample).json
    said = {"case": sheet["cases"][0], "field": "last_visit", **more}
    assert set(put(looker(activities), sheet, 1, said).json["errors"]) == {field}


def test_two_who_look_up_at_once_see_what_the_other_found(
    activities: Activities, sample: dict[str, Any]
) -> None:
    sheet = begun(activities, sample).json
    case = sheet["cases"][0]
    assert put(activities.qa, sheet, 1, value(case, "seen_alone", "yes", "no")).status_code == 200
    stale = put(looker(activities), sheet, 1, value(case, "seen_alone", "yes", "yes"))
    assert stale.status_code == 412
    assert stale.json["difference"]["by"] == "Q1"
    assert stale.json["difference"]["changes"] == [
        {"field": f"{case}.seen_alone.in_record", "was": None, "yours": "yes", "theirs": "no"}
    ]


def test_a_sheet_is_for_whoever_looks_and_the_qa_manager(
    activities: Activities, sample: dict[str, Any]
) -> None:
    sheet = begun(activities, sample).json
    path = f"/dip-sheets/{sheet['activity_id']}"
    stranger = activities.acting("M1", "team_manager")
    assert (stranger.get(path).status_code, stranger.get("/dip-sheets").json["items"]) == (404, [])
    assert activities.qa.get(path).status_code == 200
    assert activities.qa.get(f"{path}/cases").status_code == 404
    assert [one["activity_id"] for one in activities.qa.get("/dip-sheets").json["items"]] == [
        sheet["activity_id"]
    ]
    for_another = begun(activities, sample, "age", led_by="M1")
    assert (for_another.status_code, for_another.json["rule"]) == (403, "own-activities")
    assert "in_data" not in activities.column("SELECT to_jsonb(dip_sheet)::text FROM dip_sheet")[0]
    opened = set(activities.column("SELECT what FROM access_log"))
    assert "sheet" in opened


def test_a_field_of_a_sample_is_looked_up_once_unless_it_was_withdrawn(
    activities: Activities, sample: dict[str, Any]
) -> None:
    sheet = begun(activities, sample, "seen_alone").json
    taken = begun(activities, sample, "age", "seen_alone")
    assert (taken.json["rule"], list(taken.json["errors"])) == ("field-looked-up", ["fields.1"])
    who = looker(activities)
    assert (
        put(who, sheet, 1, *(value(one, "seen_alone", "a", "a") for one in sheet["cases"])).status_code == 200
    )
    assert finished(who, sheet, 2).status_code == 201
    gone = who.post(
        f"/recorded-activities/{sheet['activity_id']}/withdrawal", json={"reason": "not_done"}, headers=tag(1)
    )
    assert gone.status_code == 200, gone.json
    assert begun(activities, sample, "seen_alone").status_code == 201


def test_a_correction_keeps_what_was_drawn(activities: Activities, sample: dict[str, Any]) -> None:
    sheet = begun(activities, sample, "seen_alone").json
    who, cases = looker(activities), sheet["cases"]
    put(who, sheet, 1, *(value(one, "seen_alone", "a", "b") for one in cases))
    assert finished(who, sheet, 2).status_code == 201
    items = [
        {
            "field": "seen_alone",
            "in_data": "a",
            "in_record": "a" if n == 1 else "b",
            "agrees": n == 1,
            "case": n,
        }
        for n in (1, 2, 3)
    ]
    plain = {
        "service": None,
        "team": None,
        "area": "social-work",
        "completed_on": "2026-03-20",
        "cases": [{"case": one} for one in cases],
        "reason": "typing_error",
    }
    details = {"source": sheet["source"], "as_at": sheet["as_at"], "items": items}
    path = f"/dip-samples/{sheet['activity_id']}/versions"
    fewer = body("dip_sample", **plain) | {"details": details | {"items": items[1:]}}
    refused = who.post(path, json=fewer, headers=tag(1))
    assert (refused.status_code, refused.json["rule"]) == (409, "as-drawn"), refused.json
    right = body("dip_sample", **plain) | {"details": details}
    done = who.post(path, json=right, headers=tag(1))
    assert done.status_code == 201, done.json
    found = activities.qa.get(f"/recorded-activities/{sheet['activity_id']}").json
    assert found["details"]["sample"]["sample_id"] == sample["sample_id"]
    assert found["result"]["all"]["differing"] == 2
    assert activities.events()[-1][2].accuracy[0].differing == 2


def test_only_what_was_drawn_is_proved(activities: Activities, sample: dict[str, Any]) -> None:
    record(activities, "dip_sample")
    assert activities.events()[-1][2].accuracy == []
    found = activities.qa.get("/data-accuracy?from=2026-03&to=2026-03").json
    assert (found["dip_samples"], found["drawn"]["dip_samples"], found["drawn"]["all"]["checked"]) == (
        1,
        0,
        0,
    )
