"""From a case list to a moderated audit: import, plan, draw, submit, moderate."""

from __future__ import annotations

from typing import Any

from tests.integration.activities.conftest import Activities, audit, tag, written

SAMPLE = {"month": "2026-03", "area": "social-work", "size": 6, "seed": 7, "due_on": "2026-03-22"}


def drawn(activities: Activities, **changes: Any) -> dict[str, Any]:
    answer = activities.qa.post("/samples", json=SAMPLE | changes)
    assert answer.status_code == 201, answer.json
    return dict(answer.json)


def of_m2(activities: Activities, found: dict[str, Any]) -> dict[str, Any]:
    return next(one for one in found["allocations"] if one["auditor"] == "M2")


def test_a_plan_is_agreed_once_and_never_for_a_reflection_month(activities: Activities) -> None:
    body = {"month": "2026-03", "service": "line-cin", "kind": "case_file_audit", "target": 12}
    agreed = activities.qa.post("/plans", json=body)
    assert (agreed.status_code, agreed.json["area"], agreed.headers["ETag"]) == (201, "social-work", '"1"')
    assert activities.qa.post("/plans", json=body).json["rule"] == "plan-exists"
    august = activities.qa.post("/plans", json=body | {"month": "2026-08"})
    assert (august.status_code, august.json["type"]) == (409, "/problems/reflection-month")
    assert activities.qa.post("/plans", json=body | {"service": "nowhere"}).json["rule"] == "unknown-unit"
    ((what, _, told),) = activities.events()
    assert (what, told.target, told.month.isoformat()) == ("plan.agreed", 12, "2026-03-01")
    listed = activities.auditor.get("/plans?month=2026-03&service=line-cin").json
    assert [one["plan_id"] for one in listed["items"]] == [agreed.json["plan_id"]]
    elsewhere = activities.acting("M9", "team_manager", areas={"early-help"})
    assert elsewhere.get("/plans").json["items"] == []


def test_a_sample_allocates_open_cases_to_independent_auditors(activities: Activities) -> None:
    activities.imported(20, "".join(f"K{n},looked-after-01,W3,2024-02-01,\n" for n in range(20)))
    refused = drawn(activities)
    told = {(one["rule"], one["version"], one["source"]) for one in refused["unallocated"]}
    assert told == {("unknown-person", "framework 2021-08", "S02")}
    activities.imported(20, "".join(f"K{n},line-cin-01,W1,2024-02-02,\n" for n in range(20)))
    found = drawn(activities, seed=8)
    assert (found["frame_size"], len(found["allocations"]), found["unallocated"]) == (20, 6, [])
    assert {one["auditor"] for one in found["allocations"]} == {"M2", "M3"}
    assert {one["practitioner"] for one in found["allocations"]} == {"W1"}
    assert {one["team"] for one in found["allocations"]} == {"line-cin-01"}
    told = [event for what, _, event in activities.events() if what == "activity.allocated"]
    assert {event.case for event in told} == {one["case"] for one in found["allocations"]}
    again = drawn(activities, seed=8, size=1000)
    assert (again["frame_size"], again["excluded"]) == (14, {"already-allocated": 6})


def test_samples_keep_their_rules(activities: Activities) -> None:
    for changes, rule in (
        ({"month": "2026-08", "due_on": "2026-08-22"}, "reflection-month"),
        ({"area": "nowhere"}, "unknown-unit"),
        ({"area": None, "service": "line-cin-01"}, "unknown-unit"),
    ):
        assert activities.qa.post("/samples", json=SAMPLE | changes).json["rule"] == rule
    for changes in ({"service": "line-cin"}, {"area": None}, {"due_on": "2026-02-28"}, {"size": 0}):
        assert activities.qa.post("/samples", json=SAMPLE | changes).status_code == 422
    assert activities.auditor.post("/samples", json=SAMPLE).status_code == 403


def test_a_draw_costs_few_statements_however_many_cases(activities: Activities) -> None:
    activities.imported(30)
    drawn(activities, size=2)  # the first also reads organisation, rules and tools into memory
    few, many = (activities.counted(lambda n=n: drawn(activities, size=n)) for n in (2, 20))
    assert max(few, many) <= 8  # one of them to see, once a second, whether what is in memory still holds


def test_an_allocated_audit_is_submitted_by_its_auditor(activities: Activities) -> None:
    activities.imported(6)
    mine = of_m2(activities, drawn(activities))
    path = f"/audits/{mine['activity_id']}/submission"
    body = written(practitioner="W1")
    assert activities.auditor.post(path, json=body).status_code == 428
    assert activities.auditor.post(path, json=body, headers=tag(2)).status_code == 412
    other = activities.acting("M3", "team_manager")
    assert other.post(path, json=body, headers=tag(1)).status_code == 403
    wrong = activities.auditor.post(path, json=body | {"month": "2026-02"}, headers=tag(1))
    assert (wrong.status_code, list(wrong.json["errors"])) == (422, ["month"])
    done = activities.auditor.post(path, json=body | {"auditor": "M2", "month": "2026-03"}, headers=tag(1))
    assert (done.status_code, done.headers["ETag"], done.json["status"]) == (200, '"2"', "submitted"), (
        done.json
    )
    what, sequence, told = activities.events()[-1]
    assert (what, sequence, told.case) == ("activity.submitted", 2, mine["case"])
    assert told.due_on.isoformat() == "2026-03-22"
    late = activities.auditor.post(path, json=body, headers=tag(2))
    assert late.json["rule"] == "already-submitted"


def test_a_submission_may_not_hold_the_identifier_that_the_list_gave(activities: Activities) -> None:
    activities.imported(1)
    (mine,) = drawn(activities)["allocations"]
    body = written(family={"outcome": "heard", "who": "parent", "said": "k0 is happy"}, practitioner=None)
    answer = activities.qa.post(f"/audits/{mine['activity_id']}/submission", json=body, headers=tag(1))
    assert answer.json["errors"] == {"family.said": ["holds the child's identifier"]}


def test_a_case_audited_within_a_year_is_not_drawn(activities: Activities) -> None:
    activities.imported(3)
    answer = activities.auditor.post("/audits", json=audit(case="K1"))
    assert answer.status_code == 201
    found = drawn(activities)
    assert (found["frame_size"], found["excluded"]) == (2, {"audited-within-12-months": 1})
    assert answer.json["case"] not in {one["case"] for one in found["allocations"]}


def test_a_moderation_stands_beside_the_original(activities: Activities) -> None:
    made = activities.auditor.post("/audits", json=audit(overall="inadequate")).json
    path = f"/activities/{made['activity_id']}/moderation"
    body = {"overall": "requires_improvement", "comment": "The risk was seen.", "moderated_on": "2026-03-18"}
    refused = activities.auditor.post(path, json=body, headers=tag(1))
    assert (refused.status_code, refused.json["rule"]) == (409, "moderator-role")
    silent = activities.moderator.post(path, json=body | {"comment": ""}, headers=tag(1))
    assert silent.json["rule"] == "change-needs-reason"
    twice = [{"domain": "impact", "grade": "good"}] * 2
    assert activities.moderator.post(path, json=body | {"domains": twice}, headers=tag(1)).status_code == 409
    naming = activities.moderator.post(path, json=body | {"comment": "CH-0001234 is safe"}, headers=tag(1))
    assert naming.json["errors"] == {"comment": ["holds the child's identifier"]}
    done = activities.moderator.post(path, json=body, headers=tag(1))
    assert (done.status_code, done.headers["ETag"]) == (200, '"2"'), done.json
    assert (done.json["overall"], done.json["moderation"]["overall"]) == (
        "inadequate",
        "requires_improvement",
    )
    assert "content" not in done.json
    what, sequence, told = activities.events()[-1]
    assert (what, sequence) == ("activity.moderated", 2)
    assert (told.original, told.moderated, told.moderator) == ("inadequate", "requires_improvement", "S2")
    again = activities.moderator.post(path, json=body, headers=tag(2))
    assert again.json["rule"] == "already-moderated"
    read = activities.auditor.get(f"/activities/{made['activity_id']}").json
    assert (read["content"]["overall"], read["moderation"]["moderator"]) == ("inadequate", "S2")


def test_the_service_s_manager_moderates_but_not_whom_she_manages_directly(activities: Activities) -> None:
    manager = activities.acting("S1", "service_manager")
    of_a_worker = activities.auditor.post("/audits", json=audit()).json
    path = f"/activities/{of_a_worker['activity_id']}/moderation"
    assert manager.post(path, json={"overall": "good"}, headers=tag(1)).status_code == 200
    of_her_own = activities.qa.post("/audits", json=audit(practitioner="M1") | {"auditor": "M3"}).json
    path = f"/activities/{of_her_own['activity_id']}/moderation"
    refused = manager.post(path, json={"overall": "good"}, headers=tag(1))
    assert (refused.status_code, refused.json["rule"]) == (409, "moderator-independence")
    head = activities.acting("H1", "head_of_service")
    assert head.post(path, json={"overall": "good"}, headers=tag(1)).status_code == 200


def test_an_observation_is_not_moderated(activities: Activities) -> None:
    made = activities.qa.post("/observations", json=audit(setting="review")).json
    path = f"/activities/{made['activity_id']}/moderation"
    refused = activities.moderator.post(path, json={"overall": "good"}, headers=tag(1))
    assert (refused.status_code, refused.json["rule"], refused.json["source"]) == (409, "audits-only", "S11")
    assert [what for what, _, _ in activities.events()] == ["activity.submitted"]


def test_an_allocated_audit_is_not_moderated(activities: Activities) -> None:
    activities.imported(1)
    (mine,) = drawn(activities)["allocations"]
    path = f"/activities/{mine['activity_id']}/moderation"
    answer = activities.moderator.post(path, json={"overall": "good"}, headers=tag(1))
    assert answer.json["rule"] == "not-submitted"
