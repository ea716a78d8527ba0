"""A second rating, asked for, given blind, refused or withdrawn; and what nobody sees before it is given."""

from __future__ import annotations

from typing import Any

import pytest

from shared.testing.client import Client
from tests.integration.activities.conftest import Activities, audit, changed_person, tag
from tests.integration.activities.test_cover import look_again

GRADES = {"overall": "good", "domains": [{"domain": "impact", "grade": "requires_improvement"}]}
FIRST = (
    "inadequate",
    "He sleeps",
    "They listen",
    "Record the visits",
    "The grandmother",
    "must_be_moderated",
)
"""What of the first rating a blind rater must not read anywhere."""


def made(activities: Activities, **changes: Any) -> str:
    answer = activities.auditor.post("/audits", json=audit(overall="inadequate") | changes)
    assert answer.status_code == 201, answer.json
    return str(answer.json["activity_id"])


def asked(activities: Activities, activity_id: str, rater: str = "M3") -> dict[str, Any]:
    answer = activities.qa.post(f"/audits/{activity_id}/second-ratings", json={"rater": rater})
    assert (answer.status_code, answer.headers.get("ETag")) == (201, '"1"'), answer.json
    return dict(answer.json)


def ended(who: Client, rating: dict[str, Any], what: str, body: dict[str, Any], version: int = 1) -> Any:
    path = f"/audits/{rating['activity_id']}/second-ratings/{rating['rating_id']}/{what}"
    return who.post(path, json=body, headers=tag(version))


@pytest.fixture
def rater(activities: Activities) -> Client:
    return activities.acting("M3", "team_manager")


def test_a_rater_gets_what_they_need_and_rates_once(activities: Activities, rater: Client) -> None:
    audit_id = made(activities)
    rating = asked(activities, audit_id)
    assert (rating["status"], rating["overall"], rating["domains"]) == ("requested", None, {})
    (task,) = rater.get("/second-ratings?status=requested").json["items"]
    assert {
        name: task[name] for name in ("area", "service", "team", "practitioner", "month", "to_grade", "tool")
    } == {
        "area": "social-work",
        "service": "line-cin",
        "team": "line-cin-01",
        "practitioner": "W1",
        "month": "2026-03",
        "to_grade": ["impact"],
        "tool": {"code": "case-file-audit", "version": 1},
    }
    case = rater.get(f"/activities/{audit_id}/case")
    assert (case.status_code, case.json["identifier"]) == (200, "CH-0001234")
    assert activities.column("SELECT principal || ' ' || what FROM access_log") == ["M3 identifier"]
    path = f"/audits/{audit_id}/second-ratings/{rating['rating_id']}/grades"
    assert rater.post(path, json=GRADES).status_code == 428
    assert ended(rater, rating, "grades", GRADES, version=2).status_code == 412
    done = ended(rater, rating, "grades", GRADES)
    assert (done.status_code, done.headers["ETag"], done.json["status"]) == (200, '"2"', "given"), done.json
    assert (done.json["overall"], done.json["domains"]) == ("good", {"impact": "requires_improvement"})
    again = ended(rater, rating, "grades", GRADES, version=2)
    assert (again.status_code, again.json["rule"], again.json["source"]) == (409, "rating-closed", "S06")
    assert (
        ended(activities.qa, rating, "withdrawal", {"reason": "Late"}, version=2).json["rule"]
        == "rating-closed"
    )


def test_a_second_rating_never_alters_the_first(activities: Activities, rater: Client) -> None:
    audit_id = made(activities)
    before = activities.auditor.get(f"/activities/{audit_id}").json
    told = activities.events()
    ended(rater, asked(activities, audit_id), "grades", GRADES)
    assert activities.auditor.get(f"/activities/{audit_id}").json == before
    assert activities.events() == told


def test_nothing_of_the_first_rating_is_seen_before_the_second_is_given(
    activities: Activities, rater: Client
) -> None:
    audit_id, other = made(activities), made(activities)
    moderated = {"overall": "requires_improvement", "comment": "The risk was seen."}
    path = f"/activities/{audit_id}/moderation"
    assert activities.moderator.post(path, json=moderated, headers=tag(1)).status_code == 200
    rating = asked(activities, audit_id)
    blind = rater.get(f"/activities/{audit_id}")
    assert (blind.status_code, blind.json["rule"]) == (403, "blind-rating")
    for query in (
        "",
        "?auditor=M2",
        "?status=moderated",
        "?kind=case_file_audit&month=2026-03&service=line-cin",
        "?awaiting_moderation=true",
        "?limit=1",
    ):
        items = rater.get(f"/activities{query}").json["items"]
        assert audit_id not in {one["activity_id"] for one in items}, query
    assert [one["activity_id"] for one in rater.get("/activities").json["items"]] == [other]
    answers = [blind, rater.get("/second-ratings"), rater.get(f"/activities/{audit_id}/case")]
    answers += [ended(rater, rating, "grades", body) for body in ({}, GRADES | {"domains": []})]
    answers += [
        rater.get("/plans"),
        rater.get("/cases"),
        ended(rater, rating, "withdrawal", {"reason": "No"}),
    ]
    for answer in answers:
        said = answer.get_data(as_text=True)
        assert [word for word in (*FIRST, "requires_improvement", "The risk was seen") if word in said] == []
    assert ended(rater, rating, "grades", GRADES).status_code == 200
    open_now = rater.get(f"/activities/{audit_id}")
    assert (open_now.status_code, open_now.json["overall"]) == (200, "inadequate")
    assert len(rater.get("/activities").json["items"]) == 2
    assert rater.get(f"/activities/{audit_id}/case").status_code == 403


def test_a_rater_with_every_other_permission_is_blind_too(activities: Activities) -> None:
    """A QA manager submits for others, reads the calibration and asks for ratings; none of it opens their eyes."""
    activities.told(
        changed_person("S2", roles=["service_manager", "head_of_service", "qa_manager"]), sequence=2
    )
    audit_id = made(activities)
    rating = asked(activities, audit_id, "S2")
    mighty = activities.acting("S2", "service_manager", "head_of_service", "qa_manager")
    moderation = {"overall": "inadequate", "comment": ""}
    refused = mighty.post(f"/activities/{audit_id}/moderation", json=moderation, headers=tag(1))
    assert (refused.status_code, refused.json["rule"]) == (409, "moderator-independence")
    changed = moderation | {"overall": "good"}  # compared with the grade, it would want a reason
    told = mighty.post(f"/activities/{audit_id}/moderation", json=changed, headers=tag(1))
    assert told.json == refused.json | {"correlation_id": told.json["correlation_id"]}
    assert mighty.get(f"/activities/{audit_id}").status_code == 403
    assert mighty.get("/activities").json["items"] == []
    activities.moderator = activities.acting("H1", "head_of_service")
    seen = activities.moderator.post(
        f"/activities/{audit_id}/moderation", json=changed | {"comment": "Seen."}, headers=tag(1)
    )
    assert seen.status_code == 200, seen.json
    period = "/calibration?from=2026-03&to=2026-03"
    assert mighty.get(period).json["moderation"]["overall"]["n"] == 0
    assert mighty.get(period).json["drift"]["n"] == 0
    assert activities.qa.get(period).json["moderation"]["overall"]["n"] == 1
    submitted = mighty.post(f"/audits/{audit_id}/submission", json=audit_body(), headers=tag(2))
    assert (submitted.status_code, submitted.json["rule"]) == (409, "already-submitted")
    (listed,) = mighty.get("/second-ratings").json["items"]
    assert (listed["rating_id"], listed["overall"]) == (rating["rating_id"], None)
    assert ended(mighty, rating, "grades", GRADES).status_code == 200
    assert mighty.get(period).json["second_ratings"]["overall"]["n"] == 1


def audit_body() -> dict[str, Any]:
    body = audit()
    return {name: body[name] for name in body if name != "case"}


def test_who_opened_the_audit_or_wrote_it_down_is_not_asked(activities: Activities, rater: Client) -> None:
    audit_id = made(activities)
    assert rater.get(f"/activities/{audit_id}").status_code == 200
    path = f"/audits/{audit_id}/second-ratings"
    refused = activities.qa.post(path, json={"rater": "M3"})
    assert (refused.status_code, refused.json["rule"], refused.json["source"]) == (409, "blind-rating", "S06")
    assert refused.json["errors"] == {"rater": ["has seen the first rating"]}
    written = activities.qa.post("/audits", json=audit()).json
    activities.told(changed_person("Q1", area="all"), sequence=2)
    for_other = activities.qa.post(f"/audits/{written['activity_id']}/second-ratings", json={"rater": "Q1"})
    assert for_other.json["rule"] == "blind-rating"
    activities.imported(1, "K0,line-cin-01,W1,2024-02-02,\n")
    sample = {"month": "2026-03", "area": "social-work", "size": 1, "seed": 7, "due_on": "2026-03-22"}
    drawer = activities.acting("P1", "principal_social_worker")
    (mine,) = drawer.post("/samples", json=sample).json["allocations"]
    body = {name: value for name, value in audit_body().items() if name not in ("auditor", "service", "team")}
    path = f"/audits/{mine['activity_id']}"
    assert activities.qa.post(f"{path}/submission", json=body, headers=tag(1)).status_code == 200
    other = "M3" if mine["auditor"] == "M2" else "M2"
    assert activities.qa.post(f"{path}/second-ratings", json={"rater": "Q1"}).json["rule"] == "blind-rating"
    assert activities.qa.post(f"{path}/second-ratings", json={"rater": other}).status_code == 201


def test_who_is_asked_is_independent_and_audits(activities: Activities) -> None:
    audit_id = made(activities)
    path = f"/audits/{audit_id}/second-ratings"
    for person, rule in (
        ("M2", "blind-rating"),
        ("M1", "independence"),
        ("W2", "auditor-role"),
        ("M9", "rater-area"),
        ("X9", "unknown-person"),
    ):
        refused = activities.qa.post(path, json={"rater": person})
        assert (refused.status_code, refused.json["rule"]) == (409, rule), person
    assert activities.auditor.post(path, json={"rater": "M3"}).status_code == 403
    assert activities.qa.post(path, json={}).status_code == 422
    asked(activities, audit_id)
    assert activities.qa.post(path, json={"rater": "S2"}).json["rule"] == "rating-exists"


def test_only_graded_audits_that_were_submitted_are_rated(activities: Activities) -> None:
    ungraded = made(activities, grading="ungraded", overall=None, domains=[])
    observed = activities.qa.post("/observations", json=audit(setting="review")).json["activity_id"]
    for activity_id, rule in ((ungraded, "grading"), (observed, "audits-only")):
        refused = activities.qa.post(f"/audits/{activity_id}/second-ratings", json={"rater": "M3"})
        assert (refused.status_code, refused.json["rule"]) == (409, rule)


def test_the_grades_are_of_the_domains_that_the_audit_graded(activities: Activities, rater: Client) -> None:
    rating = asked(activities, made(activities))
    other = {"overall": "good", "domains": [{"domain": "recording", "grade": "good"}]}
    refused = ended(rater, rating, "grades", other)
    assert (refused.status_code, refused.json["rule"]) == (409, "grading")
    assert refused.json["errors"] == {
        "domains.impact": ["is missing"],
        "domains.recording": ["was not graded in the audit"],
    }
    twice = ended(rater, rating, "grades", {"overall": "good", "domains": GRADES["domains"] * 2})
    assert twice.json["rule"] == "repeated-domain"
    wrong = ended(rater, rating, "grades", {"overall": "9", "domains": [{"domain": "tea", "grade": "good"}]})
    assert (wrong.status_code, len(wrong.json["errors"])) == (422, 2)


def test_a_rating_is_refused_by_the_rater_or_withdrawn_by_whoever_asked(
    activities: Activities, rater: Client
) -> None:
    audit_id = made(activities)
    rating = asked(activities, audit_id)
    stranger = activities.acting("S2", "service_manager")
    for what, body in (("grades", GRADES), ("refusal", {"reason": "No"})):
        answer = ended(stranger, rating, what, body)
        assert (answer.status_code, answer.json["rule"]) == (403, "own-rating")
    colleague = activities.acting("P1", "principal_social_worker")
    assert ended(colleague, rating, "withdrawal", {"reason": "No"}).json["rule"] == "own-rating"
    assert ended(rater, rating, "refusal", {"reason": " "}).status_code == 422
    naming = ended(rater, rating, "refusal", {"reason": "CH-0001234 is my niece"})
    assert naming.json["errors"] == {"reason": ["holds the child's identifier"]}
    done = ended(rater, rating, "refusal", {"reason": "I know the family"})
    assert (done.status_code, done.json["status"], done.json["reason"]) == (
        200,
        "refused",
        "I know the family",
    )
    assert rater.get(f"/activities/{audit_id}").status_code == 200
    second = asked(activities, audit_id, "S2")
    assert stranger.get(f"/activities/{audit_id}").status_code == 403
    taken_back = ended(activities.qa, second, "withdrawal", {"reason": "No longer needed"})
    assert (taken_back.json["status"], taken_back.headers["ETag"]) == ("withdrawn", '"2"')
    assert ended(stranger, second, "grades", GRADES, version=2).json["rule"] == "rating-closed"


def test_everybody_sees_their_own_ratings_and_who_asks_sees_all_of_their_areas(
    activities: Activities, rater: Client
) -> None:
    mine, other = asked(activities, made(activities)), asked(activities, made(activities), "S2")
    ids = [mine["rating_id"], other["rating_id"]]
    assert [one["rating_id"] for one in rater.get("/second-ratings").json["items"]] == ids[:1]
    first = activities.qa.get("/second-ratings?limit=1").json
    rest = activities.qa.get(f"/second-ratings?limit=1&after={first['next']}").json
    assert [one["rating_id"] for one in first["items"] + rest["items"]] == ids
    assert activities.qa.get("/second-ratings?status=given").json["items"] == []
    elsewhere = activities.acting("Q2", "qa_manager", areas={"early-help"})
    assert elsewhere.get("/second-ratings").json["items"] == []
    assert ended(elsewhere, mine, "withdrawal", {"reason": "No"}).status_code == 404
    swapped = mine | {"activity_id": other["activity_id"]}
    assert ended(rater, swapped, "grades", GRADES).status_code == 404


def test_a_rating_that_was_not_given_passes_to_another_who_is_blind_too(activities: Activities) -> None:
    audit_id = made(activities)
    rating = asked(activities, audit_id)
    why = {"reason": "They are away."}
    refused = [ended(activities.qa, rating, "handover", why | {"rater": who}) for who in ("M3", "M2", "M1")]
    assert [one.json["rule"] for one in refused] == ["same-holder", "blind-rating", "independence"]
    activities.acting("S2", "service_manager").get(f"/activities/{audit_id}")
    assert ended(activities.qa, rating, "handover", why | {"rater": "S2"}).json["rule"] == "blind-rating"
    activities.told(changed_person("M9", area="social-work", service="looked-after", team=None), sequence=2)
    look_again(activities)
    new = ended(activities.qa, rating, "handover", why | {"rater": "M9"})
    assert (new.status_code, new.json["rater"], new.json["status"]) == (201, "M9", "requested"), new.json
    _, _, told = activities.events()[-1]
    assert (told.work, told.previous, told.person) == ("second_rating", "M3", "M9")
    statuses = [one["status"] for one in activities.qa.get("/second-ratings").json["items"]]
    assert statuses == ["handed_on", "requested"]
    held = activities.qa.get("/handovers?person=M9").json["items"]
    assert ("second_rating", new.json["rating_id"]) in [(one["what"], one["key"]) for one in held]
    assert ended(activities.qa, rating, "handover", why | {"rater": "S2"}, 2).json["rule"] == "rating-closed"
