"""Rounds of moderation over HTTP: drawn, assigned, listed, and proved."""

from __future__ import annotations

from typing import Any

import pytest

from tests.integration.activities.conftest import Activities, audit, tag

ROUND = {"month": "2026-03", "area": "social-work", "seed": 7}


def made(activities: Activities, number: int, **changes: Any) -> list[str]:
    answers = [
        activities.qa.post("/audits", json=audit(**changes) | {"case": f"CH-{n}"}) for n in range(number)
    ]
    return [str(one.json["activity_id"]) for one in answers]


def drawn(activities: Activities, **changes: Any) -> Any:
    answer = activities.qa.post("/moderation-rounds", json=ROUND | changes)
    assert answer.status_code == 201, answer.json
    return answer.json


@pytest.fixture
def worst(activities: Activities) -> list[str]:
    return made(activities, 2, overall="inadequate")


def test_all_that_must_be_and_a_quarter_of_the_others_get_a_moderator(
    activities: Activities, worst: list[str]
) -> None:
    others = made(activities, 8)
    told = len(activities.events())
    found = drawn(activities)
    assert set(worst) <= set(found["drawn"]) <= {*worst, *others}
    assert (len(found["drawn"]), found["share"], found["due_on"]) == (4, 25, "2026-04-03")
    tasks = {one["activity_id"]: one for one in found["tasks"]}
    assert {tasks[one]["because"] for one in worst} == {"required"}
    assert [tasks[one]["because"] for one in found["drawn"] if one in others] == ["drawn", "drawn"]
    assert {one["moderator"] for one in found["tasks"]} <= {"S1", "S2", "H1"}
    events = activities.events()[told:]
    assert {(what, sequence) for what, sequence, _ in events} == {("activity.moderation_assigned", 1)}
    assert {(str(e.activity_id), e.moderator) for _, _, e in events} == {
        (one["activity_id"], one["moderator"]) for one in found["tasks"]
    }


def test_a_round_is_proved_by_drawing_it_again(activities: Activities, worst: list[str]) -> None:
    made(activities, 5)
    found = drawn(activities)
    activities.moderator.post(
        f"/activities/{worst[0]}/moderation", json={"overall": "inadequate"}, headers=tag(1)
    )
    path = f"/moderation-rounds/{found['round_id']}"
    proof = activities.qa.get(f"{path}/proof").json
    assert (proof["same"], proof["round"]["drawn"]) == (True, found["drawn"])
    assert len(proof["frame"].splitlines()) == 7
    assert activities.moderator.get(path).json["frame_hash"] == found["frame_hash"]
    assert activities.auditor.get(path).status_code == 403
    elsewhere = activities.acting("S9", "service_manager", areas={"early-help"})
    assert elsewhere.get(path).status_code == 404


def test_moderators_see_what_is_theirs_by_when_until_it_is_done(
    activities: Activities, worst: list[str]
) -> None:
    tasks = drawn(activities, due_on="2026-03-27")["tasks"]
    who = tasks[0]["moderator"]
    mine = sorted(one["activity_id"] for one in tasks if one["moderator"] == who)
    theirs = f"/moderation-tasks?moderator={who}&waiting=true"
    moderator = activities.acting(who, "service_manager")
    listed = moderator.get(theirs).json["items"]
    assert [(one["activity_id"], one["moderate_by"]) for one in listed] == [
        (one, "2026-03-27") for one in mine
    ]
    for one in mine:
        path = f"/activities/{one}/moderation"
        assert moderator.post(path, json={"overall": "inadequate"}, headers=tag(1)).status_code == 200
    assert moderator.get(theirs).json["items"] == []
    whole = activities.moderator.get("/moderation-tasks?limit=1").json
    rest = activities.moderator.get(f"/moderation-tasks?after={whole['next']}").json["items"]
    assert {one["activity_id"] for one in [*whole["items"], *rest]} == set(worst)


def test_a_second_round_draws_of_what_came_since(activities: Activities, worst: list[str]) -> None:
    made(activities, 4)
    drawn(activities)
    assert drawn(activities, seed=8)["drawn"] == []
    late = made(activities, 1, overall="inadequate")
    assert drawn(activities, seed=9)["drawn"] == late


def test_who_is_to_rate_an_audit_does_not_moderate_or_see_it(
    activities: Activities, worst: list[str]
) -> None:
    for one in worst:
        asked = activities.qa.post(f"/audits/{one}/second-ratings", json={"rater": "S2"})
        assert asked.status_code == 201
    assert "S2" not in {one["moderator"] for one in drawn(activities)["tasks"]}
    assert activities.moderator.get("/moderation-tasks").json["items"] == []


def test_what_a_third_person_decided_waits_for_no_moderator(activities: Activities) -> None:
    (one,) = made(activities, 1)
    drawn(activities)
    asked = activities.qa.post(f"/audits/{one}/second-ratings", json={"rater": "M3"}).json
    grades = {"overall": "inadequate", "domains": [{"domain": "impact", "grade": "good"}]}
    path = f"/audits/{one}/second-ratings/{asked['rating_id']}/grades"
    activities.acting("M3", "team_manager").post(path, json=grades, headers=tag(1))
    assert len(activities.qa.get("/moderation-tasks?waiting=true").json["items"]) == 1
    decision = {"overall": "good", "comment": "It was done."}
    decided = activities.qa.post(f"/activities/{one}/adjudication", json=decision, headers=tag(1))
    assert decided.status_code == 200, decided.json
    assert activities.qa.get("/moderation-tasks?waiting=true").json["items"] == []
    assert len(activities.qa.get("/moderation-tasks").json["items"]) == 1


def test_what_a_round_refuses(activities: Activities) -> None:
    for change, rule in (({"month": "2026-08"}, "reflection-month"), ({"area": "line-cin"}, "unknown-unit")):
        refused = activities.qa.post("/moderation-rounds", json=ROUND | change)
        assert (refused.status_code, refused.json["rule"]) == (409, rule)
    past = activities.qa.post("/moderation-rounds", json=ROUND | {"due_on": "2026-03-01"})
    assert (past.status_code, list(past.json["errors"])) == (422, ["due_on"])
    assert activities.qa.post("/moderation-rounds", json=ROUND | {"share": 101}).status_code == 422
    elsewhere = activities.acting("Q2", "qa_manager", areas={"early-help"})
    refused = elsewhere.post("/moderation-rounds", json=ROUND)
    assert (refused.status_code, refused.json["rule"]) == (403, "area")
    assert activities.moderator.post("/moderation-rounds", json=ROUND).status_code == 403


def test_a_moderation_passes_to_another_who_may_and_both_are_told(
    activities: Activities, worst: list[str]
) -> None:
    task = drawn(activities)["tasks"][0]
    one, old = task["activity_id"], task["moderator"]
    new = "S2" if old != "S2" else "H1"

    def hand(moderator: str, version: int = 1) -> Any:
        path = f"/moderation-tasks/{one}/moderator"
        return activities.qa.post(path, json={"moderator": moderator}, headers=tag(version))

    assert [hand(who).json["rule"] for who in (old, "M3")] == ["same-holder", "moderator-role"]
    assert hand(new).headers["ETag"] == '"2"'
    assert hand(new).status_code == 412
    what, sequence, told = activities.events()[-1]
    assert (what, sequence, told.work) == ("work.handed_on", 2, "moderation")
    assert (told.previous, told.person) == (old, new)
    found = activities.qa.get(f"/handovers?person={new}").json["items"]
    assert ("moderation", one, None) in [(each["what"], each["key"], each["why"]) for each in found]
    line = activities.qa.get(f"/activities/{one}/history").json["history"][-1]
    assert (line["what"], line["from"], line["to"]) == ("moderation_handed_on", old, new)
