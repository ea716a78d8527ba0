"""Contesting a moderation, deciding between two, and a concern for a child, over HTTP."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from shared.testing.client import Client
from tests.integration.activities.conftest import Activities, audit, tag
from tests.integration.activities.test_cover import cover, look_again

WHY = {"reason": "The visits were made and are on the record."}
DECISION = {"overall": "requires_improvement", "comment": "Both saw a part of it."}


@pytest.fixture
def head(activities: Activities) -> Client:
    return activities.acting("H1", "head_of_service")


def moderated(activities: Activities, judged: str, **changes: Any) -> str:
    made = activities.auditor.post("/audits", json=audit() | changes).json["activity_id"]
    body = {"overall": judged, "comment": "More was missing."}
    answer = activities.moderator.post(f"/activities/{made}/moderation", json=body, headers=tag(1))
    assert answer.status_code == 200, answer.json
    assert answer.json["contest_by"] == (None if judged == answer.json["overall"] else "2026-04-03")
    return str(made)


def post(who: Client, activity_id: str, what: str, body: dict[str, Any], version: int = 2) -> Any:
    return who.post(f"/activities/{activity_id}/{what}", json=body, headers=tag(version))


def waiting(who: Client) -> dict[str, str]:
    return {one["activity_id"]: one["because"] for one in who.get("/adjudications").json["items"]}


def test_a_contested_grade_is_decided_by_a_third_person_and_all_three_stay(
    activities: Activities, head: Client
) -> None:
    one = moderated(activities, "requires_improvement")
    assert waiting(head) == {}
    assert post(head, one, "adjudication", DECISION).json["rule"] == "nothing-to-adjudicate"
    assert activities.qa.get(f"/activities/{one}").json["contest_by"] == "2026-04-03"
    assert activities.events()[-1][2].contest_by == date(2026, 4, 3)
    contested = post(activities.auditor, one, "contest", WHY)
    assert activities.qa.get(f"/activities/{one}").json["contest_by"] is contested.json["contest_by"] is None
    assert (contested.status_code, contested.headers["ETag"]) == (200, '"3"')
    what, sequence, told = activities.events()[-1]
    assert (what, sequence, told.auditor, told.moderator) == ("activity.contested", 3, "M2", "S2")
    assert post(activities.auditor, one, "contest", WHY, 3).json["rule"] == "already-contested"
    assert waiting(head) == {one: "contested"}
    decided = post(head, one, "adjudication", DECISION | {"overall": "good"}, 3)
    assert (decided.status_code, decided.json["final"], decided.json["overall"]) == (200, "good", "good")
    assert decided.json["moderation"]["overall"] == "requires_improvement"
    assert decided.json["adjudication"] == {
        "adjudicator": "H1",
        "adjudicated_on": "2026-03-20",
        "because": "contested",
        "overall": "good",
        "domains": {},
        "comment": DECISION["comment"],
        "on_behalf_of": None,
    }
    what, sequence, told = activities.events()[-1]
    assert (what, sequence) == ("activity.adjudicated", 4)
    assert (told.original, told.moderated, told.rated, told.adjudicated) == (
        "good",
        "requires_improvement",
        None,
        "good",
    )
    assert waiting(head) == {}
    assert post(head, one, "adjudication", DECISION, 4).json["rule"] == "already-adjudicated"
    assert post(activities.auditor, one, "contest", WHY, 4).json["rule"] == "already-adjudicated"
    history = activities.qa.get(f"/activities/{one}/history").json["history"]
    assert [(line["what"], line["by"], line["note"]) for line in history][2:] == [
        ("contested", "M2", WHY["reason"]),
        ("adjudicated", "H1", ""),
    ]


def test_two_ratings_two_grades_apart_wait_without_being_contested(
    activities: Activities, head: Client
) -> None:
    apart = moderated(activities, "good", overall="inadequate")
    near = moderated(activities, "requires_improvement", case="CH-2")
    rated = activities.auditor.post("/audits", json=audit() | {"case": "CH-3"}).json["activity_id"]
    asked = activities.qa.post(f"/audits/{rated}/second-ratings", json={"rater": "M3"}).json
    assert waiting(head) == {apart: "two_grades_apart"}
    grades = {"overall": "inadequate", "domains": [{"domain": "impact", "grade": "good"}]}
    path = f"/audits/{rated}/second-ratings/{asked['rating_id']}/grades"
    assert activities.acting("M3", "team_manager").post(path, json=grades, headers=tag(1)).status_code == 200
    assert waiting(head) == {apart: "two_grades_apart", rated: "two_grades_apart"}
    assert near not in waiting(activities.qa)
    decided = post(activities.qa, rated, "adjudication", DECISION, 1)
    assert (decided.json["moderation"], decided.json["final"]) == (None, "requires_improvement")
    assert activities.events()[-1][2].rated == "inadequate"
    late = post(activities.moderator, rated, "moderation", {"overall": "good"}, 2)
    assert late.json["rule"] == "already-adjudicated"


def test_what_must_be_moderated_is_moderated_first(activities: Activities, head: Client) -> None:
    worst = activities.auditor.post("/audits", json=audit(overall="inadequate")).json["activity_id"]
    asked = activities.qa.post(f"/audits/{worst}/second-ratings", json={"rater": "M3"}).json
    grades = {"overall": "good", "domains": [{"domain": "impact", "grade": "good"}]}
    path = f"/audits/{worst}/second-ratings/{asked['rating_id']}/grades"
    activities.acting("M3", "team_manager").post(path, json=grades, headers=tag(1))
    assert waiting(head) == {}
    assert post(head, worst, "adjudication", DECISION, 1).json["rule"] == "not-moderated"


def test_who_had_a_part_in_it_does_not_decide(activities: Activities, head: Client) -> None:
    made = activities.auditor.post("/audits", json=audit(overall="inadequate")).json["activity_id"]
    assert post(head, made, "moderation", {"overall": "good", "comment": "Seen."}, 1).status_code == 200
    refused = post(head, made, "adjudication", DECISION)
    assert (refused.status_code, refused.json["rule"]) == (409, "adjudicator-independence")
    assert post(activities.moderator, made, "adjudication", DECISION).json["rule"] == "adjudicator-role"
    assert post(activities.practitioner, made, "adjudication", DECISION).status_code == 403
    assert post(activities.qa, made, "contest", WHY).json["rule"] == "own-audits"
    silent = post(activities.qa, made, "adjudication", {"overall": "good"})
    assert (silent.status_code, list(silent.json["errors"])) == (422, ["comment"])
    twice = DECISION | {"domains": [{"domain": "impact", "grade": "good"}] * 2}
    assert post(activities.qa, made, "adjudication", twice).json["rule"] == "repeated-domain"
    assert post(activities.qa, made, "adjudication", DECISION).status_code == 200


def test_a_deputy_decides_for_a_head_who_is_away_and_the_record_says_for_whom(activities: Activities) -> None:
    one = moderated(activities, "requires_improvement")
    post(activities.auditor, one, "contest", WHY)
    deputy = activities.acting("S1", "service_manager")
    assert waiting(deputy) == {}
    refused = post(deputy, one, "adjudication", DECISION, 3)
    assert (refused.status_code, refused.json["rule"], refused.json["version"]) == (
        409,
        "adjudicator-role",
        "adjudicator-roles 1",
    )
    activities.told(cover("H1", away=True, deputy="S1"))
    look_again(activities)
    assert waiting(deputy) == {one: "contested"}
    decided = post(deputy, one, "adjudication", DECISION, 3)
    assert decided.status_code == 200, decided.json
    assert (decided.json["adjudication"]["adjudicator"], decided.json["adjudication"]["on_behalf_of"]) == (
        "S1",
        "H1",
    )
    last = activities.qa.get(f"/activities/{one}/history").json["history"][-1]
    assert (last["what"], last["by"], last["on_behalf_of"]) == ("adjudicated", "S1", "H1")
    assert activities.qa.get(f"/activities/{one}").json["adjudication"]["on_behalf_of"] == "H1"


def test_what_is_not_contested_in_time_stands(activities: Activities) -> None:
    one = moderated(activities, "requires_improvement")
    same = moderated(activities, "good", case="CH-2")
    assert post(activities.auditor, same, "contest", WHY).json["rule"] == "grade-unchanged"
    activities.database.clock.pass_by(days=15)  # type: ignore[attr-defined]
    refused = post(activities.auditor, one, "contest", WHY)
    assert (refused.status_code, refused.json["rule"]) == (409, "contest-period")


def test_a_concern_is_told_at_once_and_not_shown_to_the_practitioner(activities: Activities) -> None:
    one = moderated(activities, "good")
    path = f"/activities/{one}/concern"
    raised = activities.moderator.post(path, json={"reason": "allegation_against_staff", "note": "Ring me."})
    assert (raised.status_code, raised.headers["ETag"]) == (200, '"3"')
    what, sequence, told = activities.events()[-1]
    assert (what, sequence, told.raised_by) == ("activity.concern_raised", 3, "S2")
    assert (
        "allegation" not in activities.column("SELECT body FROM event_log ORDER BY position DESC LIMIT 1")[0]
    )
    lines = activities.qa.get(f"/activities/{one}/history").json["history"]
    assert (lines[-1]["what"], lines[-1]["reason"], lines[-1]["note"]) == (
        "concern",
        "allegation_against_staff",
        "Ring me.",
    )
    theirs = activities.practitioner.get(f"/activities/{one}/history").json["history"]
    assert [line["what"] for line in theirs] == ["submitted", "moderated"]
    assert list(activities.qa.post(path, json={"reason": "other"}).json["errors"]) == ["note"]
    assert activities.practitioner.post(path, json={"reason": "significant_harm"}).status_code == 403
