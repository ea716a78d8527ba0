"""Rules are data: read by everybody at work, changed for later months by the QA manager alone."""

from __future__ import annotations

import time
from typing import Any

import psycopg
import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from services.activities.domain.rule_values import DEFINITIONS
from tests.integration.activities.conftest import Activities, audit, tag

WIDER = {
    "value": [8],
    "source": "S05; Performance & Quality Group 2026-11-02, minute 4",
    "effective_from": "2099-01",
    "reason": "December is used for audits from now on.",
}


def changed(activities: Activities, name: str = "reflection-months", version: int = 1, **body: Any) -> Any:
    return activities.qa.post(f"/rules/{name}/versions", json=WIDER | body, headers=tag(version))


def test_the_rules_of_a_day_are_told_with_version_and_source(activities: Activities) -> None:
    found = {one["name"]: one for one in activities.practitioner.get("/rules").json["rules"]}
    assert set(found) == set(DEFINITIONS)
    assert found["reflection-months"]["value"] == [8, 12]
    assert found["closing-days"]["source"] == "S35; assumption: a quarter"
    assert {(one["version"], one["effective_from"]) for one in found.values()} == {(1, "2021-08")}
    assert activities.practitioner.get("/rules?on=2021-07-31").json == {"rules": []}


def test_a_rule_is_changed_for_later_months_and_the_past_stays(activities: Activities) -> None:
    answer = changed(activities)
    assert (answer.status_code, answer.json["version"], answer.headers["ETag"]) == (201, 2, '"2"'), (
        answer.json
    )
    assert (answer.json["author"], answer.json["effective_from"]) == ("Q1", "2099-01")

    def value(day: str) -> Any:
        found = activities.auditor.get(f"/rules?on={day}").json["rules"]
        return next(one["value"] for one in found if one["name"] == "reflection-months")

    assert (value("2026-03-01"), value("2098-12-31"), value("2099-01-01")) == ([8, 12], [8, 12], [8])
    history = activities.auditor.get("/rules/reflection-months/history")
    assert [one["version"] for one in history.json["versions"]] == [1, 2]
    assert history.headers["ETag"] == '"2"'


def test_only_the_qa_manager_changes_a_rule_and_only_the_latest_version(activities: Activities) -> None:
    psw = activities.acting("P1", "principal_social_worker")
    path = "/rules/reflection-months/versions"
    assert psw.post(path, json=WIDER, headers=tag(1)).status_code == 403
    assert psw.get("/rules").status_code == 200
    assert activities.qa.post(path, json=WIDER).status_code == 428
    assert changed(activities, version=2).status_code == 412
    assert changed(activities).status_code == 201
    assert changed(activities).status_code == 412
    assert changed(activities, name="tea-time").status_code == 404


def test_everything_that_is_wrong_with_a_rule_is_named_at_once(activities: Activities) -> None:
    answer = changed(activities, value=[8, 13, 8], effective_from="2026-03")
    assert (answer.status_code, set(answer.json["errors"])) == (422, {"value.1", "value.2", "effective_from"})
    assert len(activities.qa.get("/rules/reflection-months/history").json["versions"]) == 1


def test_a_capture_is_judged_by_the_new_rule_within_seconds(activities: Activities) -> None:
    plan = {"month": "2099-12", "service": "line-cin", "kind": "case_file_audit", "target": 12}
    refused = activities.qa.post("/plans", json=plan)
    assert (refused.json["rule"], refused.json["version"]) == ("reflection-month", "reflection-months 1")
    changed(activities)
    deadline = time.monotonic() + 5
    while (answer := activities.qa.post("/plans", json=plan)).status_code != 201:
        assert time.monotonic() < deadline, answer.json
        time.sleep(0.05)
    august = activities.qa.post("/plans", json=plan | {"month": "2099-08"}).json
    assert (august["version"], august["source"]) == ("reflection-months 2", WIDER["source"])


def test_a_fixed_rule_names_the_framework_it_comes_from(activities: Activities) -> None:
    refused = activities.auditor.post("/audits", json=audit(overall="inadequate", findings=[])).json
    assert (refused["rule"], refused["version"]) == ("action-needed", "framework 2021-08")
    unknown = {"outcome": "exempt", "code": "too_busy", "approved_by": "S1"}
    refused = activities.auditor.post("/audits", json=audit(family=unknown)).json
    assert (refused["rule"], refused["version"]) == ("family-voice", "family-exemptions 1")


@pytest.mark.parametrize("change", ["UPDATE rule_version SET value = '[1]'", "DELETE FROM rule_version"])
def test_nobody_alters_a_version_by_hand(activities: Activities, change: str) -> None:
    with activities.database.engine.connect() as connection:
        with pytest.raises(DBAPIError) as refused:
            connection.execute(text(change))
        assert isinstance(refused.value.orig, psycopg.errors.RestrictViolation)
