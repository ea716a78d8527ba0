"""The programme over HTTP: framework, themes, spotlights, visits, targets, and the year that shows them all."""

from __future__ import annotations

from typing import Any

import psycopg
import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from services.activities.tables.organisation import Snapshot
from tests.integration.activities.conftest import Activities, audit, changed_person, tag, written
from tests.integration.activities.test_programme import drawn, of_m2

THEME = {
    "month": "2026-03",
    "title": "Repeat referrals",
    "indicator": "Referrals within 12 months of another",
    "value": 24.5,
    "unit": "%",
    "direction": "rose",
    "period_from": "2025-04",
    "period_to": "2026-02",
}
VISIT = {
    "service": "line-cin",
    "team": "line-cin-01",
    "on": "2026-05-12",
    "doing": ["observation", "session"],
}


@pytest.fixture
def led(activities: Activities) -> Activities:
    """With a director of children's services and a divisional director."""
    leaders = [
        changed_person("Q1", person_id=name, roles=[role], area="all", service=None)
        for name, role in (("D1", "dcs"), ("V1", "divisional_director"))
    ]
    activities.told(*leaders)
    assert "D1" in Snapshot(activities.database).known().organisation.people
    return activities


def made(activities: Activities, path: str, body: dict[str, Any]) -> dict[str, Any]:
    answer = activities.qa.post(path, json=body)
    assert answer.status_code == 201, answer.json
    assert path in ("/manager-targets", "/framework/versions") or answer.headers["ETag"] == '"1"'
    return dict(answer.json)


def test_a_theme_says_which_indicator_caused_it_and_later_why_it_rose(activities: Activities) -> None:
    theme = made(activities, "/themes", THEME)
    assert (theme["value"], theme["direction"], theme["explanation"]) == (24.5, "rose", "")
    assert activities.qa.post("/themes", json=THEME).json["rule"] == "theme-exists"
    august = activities.qa.post("/themes", json=THEME | {"month": "2026-08"}).json
    assert (august["rule"], august["version"]) == ("reflection-month", "reflection-months 1")
    path = f"/themes/{theme['theme_id']}/explanation"
    why = {"explanation": "Cases were closed before the plan was done."}
    assert activities.auditor.post(path, json=why, headers=tag(1)).status_code == 403
    naming = {"explanation": "The child with NHS number 943 476 5919 came back."}
    assert activities.qa.post(path, json=naming, headers=tag(1)).json["rule"] == "no-identifiers"
    explained = activities.qa.post(path, json=why, headers=tag(1))
    assert (explained.headers["ETag"], explained.json["explanation"]) == ('"2"', why["explanation"])
    assert activities.qa.post(path, json=why, headers=tag(1)).status_code == 412
    listed = activities.practitioner.get("/themes?from=2026-03&to=2026-03").json["items"]
    assert listed == [explained.json]
    assert activities.practitioner.get("/themes?from=2026-04").json["items"] == []


def test_a_spotlight_counts_once_the_group_has_agreed_it(activities: Activities) -> None:
    theme = made(activities, "/themes", THEME)
    body = {"method": "dip_sample", "question": "Was the plan done when the case was closed?"}
    path = f"/themes/{theme['theme_id']}/spotlights"
    spotlight, other = made(activities, path, body), made(activities, path, body)
    agreement = {"agreed_on": "2026-03-03", "minute": "2026-03-03/4"}
    path = f"/spotlights/{spotlight['spotlight_id']}/agreement"
    agreed = activities.qa.post(path, json=agreement, headers=tag(1))
    assert (agreed.status_code, agreed.json["agreed_on"], agreed.json["version"]) == (200, "2026-03-03", 2)
    assert activities.qa.post(path, json=agreement, headers=tag(2)).json["rule"] == "already-agreed"
    late = agreement | {"agreed_on": "2026-04-01"}
    path = f"/spotlights/{other['spotlight_id']}/agreement"
    assert activities.qa.post(path, json=late, headers=tag(1)).json["rule"] == "future-date"
    shown = activities.practitioner.get("/spotlights?from=2026-03&to=2026-03").json["items"]
    assert [one["minute"] for one in shown] == ["2026-03-03/4", None]
    month = activities.practitioner.get("/programme/2025").json["months"][-1]
    assert [one["spotlight_id"] for one in month["spotlights"]] == [spotlight["spotlight_id"]]
    assert (month["proposed"], month["themes"][0]["title"]) == (1, "Repeat referrals")


def test_a_service_s_regulation_is_its_area_s(activities: Activities) -> None:
    body = {
        "service": "youth-justice",
        "title": "Out of court disposals",
        "regulation": "Youth Justice standards",
        "begins": "2026-01",
    }
    theme = made(activities, "/regulatory-themes", body)
    assert theme["area"] == "early-help"
    early = activities.acting("M9", "team_manager", areas={"early-help"})
    assert [one["title"] for one in early.get("/regulatory-themes").json["items"]] == [body["title"]]
    assert activities.auditor.get("/regulatory-themes").json["items"] == []
    path = f"/regulatory-themes/{theme['theme_id']}/ending"
    assert activities.qa.post(path, json={"ends": "2025-12"}, headers=tag(1)).status_code == 422
    ended = activities.qa.post(path, json={"ends": "2026-02"}, headers=tag(1))
    assert (ended.status_code, ended.json["version"]) == (200, 2)
    months = early.get("/programme/2025").json["months"]
    assert [one["month"] for one in months if one["regulatory"]] == ["2026-01", "2026-02"]
    assert early.get("/regulatory-themes?service=youth-justice&from=2026-03").json["items"] == []
    backwards = body | {"ends": "2025-12"}
    assert activities.qa.post("/regulatory-themes", json=backwards).status_code == 422


def test_the_visits_of_a_half_year_name_everybody_who_must(led: Activities) -> None:
    some = {"half": "2026-04", "visits": [VISIT | {"visitor": "D1"}]}
    refused = led.qa.post("/visit-plans", json=some).json
    assert (refused["rule"], refused["source"], refused["version"]) == (
        "practice-day-visits",
        "S15",
        "visit-roles 1",
    )
    assert led.qa.get("/visit-plans/2026-04").status_code == 404
    assert led.qa.get("/visit-plans/spring").status_code == 404
    whole = [VISIT | {"visitor": visitor} for visitor in ("D1", "V1", "H1")]
    made(led, "/visit-plans", {"half": "2026-04", "visits": whole})
    again = led.qa.post("/visit-plans", json={"half": "2026-04", "visits": whole})
    assert again.json["rule"] == "visits-planned"
    later = {"visits": [*whole[1:], whole[0] | {"on": "2026-06-02"}], "reason": "An inspection."}
    changed = led.qa.post("/visit-plans/2026-04/versions", json=later, headers=tag(1))
    assert (changed.status_code, changed.headers["ETag"]) == (201, '"2"'), changed.json
    assert led.qa.post("/visit-plans/2026-04/versions", json=later, headers=tag(1)).status_code == 412
    shown = led.practitioner.get("/visit-plans/2026-04")
    assert (shown.headers["ETag"], shown.json["reason"]) == ('"2"', "An inspection.")
    kept = led.practitioner.get("/visit-plans/2026-04/history").json["versions"]
    assert [one["visits"][0]["visitor"] for one in kept] == ["D1", "V1"]
    halves = led.practitioner.get("/programme/2026").json["practice_days"]
    assert halves == [
        {"half": "2026-04", "version": 2, "visits": 3, "held": 0},
        {"half": "2026-10", "version": None, "visits": 0, "held": 0},
    ]


def test_each_manager_s_audits_are_counted_against_their_target(activities: Activities) -> None:
    activities.imported(6, "".join(f"K{n},line-cin-01,W1,2024-02-02,\n" for n in range(6)))
    found = drawn(activities)
    mine = of_m2(activities, found)
    done = activities.auditor.post(
        f"/audits/{mine['activity_id']}/submission", json=written(), headers=tag(1)
    )
    assert done.status_code == 200, done.json
    assert activities.auditor.post("/audits", json=audit(case="K-other")).status_code == 201
    path = "/managers/compliance?from=2026-03&to=2026-03"
    line = {one["manager"]: one for one in activities.qa.get(path).json["managers"]}["M2"]
    assert (line["target"], line["met"], line["counts"]["done"]) == (1, True, 2)
    assert (line["counts"]["on_time"], line["counts"]["unallocated"]) == (1, 1)
    given = sum(1 for one in found["allocations"] if one["auditor"] == "M2")
    assert line["counts"]["allocated"] == given
    assert line["counts"]["overdue"] + line["counts"]["outstanding"] == given - 1
    target = {"manager": "M2", "month": "2026-03", "target": 4, "reason": "Full time since January."}
    made(activities, "/manager-targets", target | {"target": 9})
    made(activities, "/manager-targets", target)
    own = activities.auditor.get(path).json["managers"]
    assert [(one["manager"], one["target"], one["met"]) for one in own] == [("M2", 4, False)]
    assert activities.practitioner.get(path).status_code == 403
    head = activities.acting("H9", "head_of_service", areas={"early-help"})
    assert [one["manager"] for one in head.get(path).json["managers"]] == ["M9"]
    elsewhere = activities.qa.get(f"{path}&service=looked-after").json["managers"]
    assert {one["service"] for one in elsewhere} == {"looked-after"}
    assert activities.qa.get("/managers/compliance?from=2026-03&to=2026-02").status_code == 422


def test_a_target_is_for_somebody_who_audits_in_a_month_with_activity(activities: Activities) -> None:
    body = {"manager": "M2", "month": "2026-03", "target": 4, "reason": "Part time."}
    for changes, rule in (
        ({"month": "2026-08"}, "reflection-month"),
        ({"manager": "W1"}, "auditor-role"),
        ({"manager": "X404"}, "unknown-person"),
    ):
        assert activities.qa.post("/manager-targets", json=body | changes).json["rule"] == rule


def test_a_year_shows_quota_plan_and_what_was_done(activities: Activities) -> None:
    plan = {"month": "2026-03", "service": "line-cin", "kind": "case_file_audit", "target": 12}
    made(activities, "/plans", plan)
    activities.auditor.post("/audits", json=audit())
    year = activities.auditor.get("/programme/2025").json
    assert (year["year"], year["framework"]["version"]) == (2025, "2021-08")
    months = {one["month"]: one for one in year["months"]}
    assert [name for name, one in months.items() if one["reflection"]] == ["2025-08", "2025-12"]
    assert months["2025-08"]["services"] == []
    lines = {(one["service"], one["kind"]): one for one in months["2026-03"]["services"]}
    line = lines["line-cin", "case_file_audit"]
    assert (line["quota"], line["target"], line["done"]) == (1, 12, 1)
    assert lines["looked-after", "practice_observation"]["target"] is None
    assert {one["area"] for one in lines.values()} == {"social-work"}
    assert activities.counted(lambda: activities.auditor.get("/programme/2025")) <= 10
    assert activities.auditor.get("/programme/1").status_code == 404


def test_the_framework_has_versions_and_nobody_alters_one(activities: Activities) -> None:
    body = {
        "effective_from": "2099-04",
        "title": "Quality Assurance Framework",
        "summary": "December is used.",
        "agreed_on": "2026-01-15",
        "agreed_by": "Performance & Innovation Board",
        "reference": "2026-01-15/3",
    }
    made(activities, "/framework/versions", body)
    again = activities.qa.post("/framework/versions", json=body)
    assert (again.status_code, list(again.json["errors"])) == (422, ["effective_from"])
    assert activities.auditor.post("/framework/versions", json=body).status_code == 403
    found = activities.auditor.get("/framework").json["versions"]
    assert [one["version"] for one in found] == ["2021-08", "2099-04"]
    with activities.database.engine.connect() as connection:
        with pytest.raises(DBAPIError) as refused:
            connection.execute(text("DELETE FROM framework_version"))
        assert isinstance(refused.value.orig, psycopg.errors.RestrictViolation)
