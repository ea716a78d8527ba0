"""Agreement and drift over HTTP: figures of five pairs and more, by area, month and service."""

from __future__ import annotations

from typing import Any

from tests.integration.activities.conftest import Activities, audit, tag

MARCH = "/calibration?from=2026-03&to=2026-03"


def rated(activities: Activities, given: str, again: str, **changes: Any) -> None:
    """An audit of the first grade, which a second rater gives the other."""
    made = activities.auditor.post("/audits", json=audit(overall=given) | changes)
    assert made.status_code == 201, made.json
    path = f"/audits/{made.json['activity_id']}/second-ratings"
    rating = activities.qa.post(path, json={"rater": "M3"})
    assert rating.status_code == 201, rating.json
    grades = {"overall": again, "domains": [{"domain": "impact", "grade": "good"}]}
    body = f"{path}/{rating.json['rating_id']}/grades"
    done = activities.acting("M3", "team_manager").post(body, json=grades, headers=tag(1))
    assert done.status_code == 200, done.json


def moderated(activities: Activities, given: str, again: str, **changes: Any) -> None:
    made = activities.auditor.post("/audits", json=audit(overall=given) | changes).json
    judgement = {"overall": again, "comment": "Looked at again."}
    path = f"/activities/{made['activity_id']}/moderation"
    done = activities.moderator.post(path, json=judgement, headers=tag(1))
    assert done.status_code == 200, done.json


def test_five_pairs_have_figures_and_four_their_number(activities: Activities) -> None:
    for again in ("good", "good", "good", "inadequate"):
        rated(activities, "good", again)
    few = activities.qa.get(MARCH).json
    assert few["second_ratings"]["overall"] == {"of": "overall", "n": 4, "agreement": None}
    (point,) = few["drift"]["auditors"][0]["months"]
    assert (point["n"], point["share"], few["drift"]["share"]) == (4, None, None)
    rated(activities, "inadequate", "inadequate")
    found = activities.qa.get(MARCH).json
    overall = found["second_ratings"]["overall"]
    assert overall["n"] == 5
    assert overall["agreement"]["percentage"]["value"] == 0.8
    assert 0 < overall["agreement"]["kappa"]["value"] < 1
    assert overall["agreement"]["ac2"]["low"] < overall["agreement"]["ac2"]["value"]
    (impact,) = found["second_ratings"]["domains"]
    assert (impact["of"], impact["n"], impact["agreement"]["ac1"]["value"]) == ("impact", 5, 1.0)
    assert impact["agreement"]["kappa"]["value"] is None
    assert "one and the same grade" in impact["agreement"]["kappa"]["reason"]
    assert [(one["of"], one["n"]) for one in found["second_ratings"]["auditors"]] == [("M2", 5)]
    assert (found["drift"]["n"], found["drift"]["share"]) == (5, 0.2)
    assert found["drift"]["auditors"][0]["months"][0]["share"] == 0.2


def test_moderation_is_a_comparison_of_its_own(activities: Activities) -> None:
    for _ in range(5):
        moderated(activities, "good", "good")
    moderated(activities, "good", "inadequate")
    activities.auditor.post("/audits", json=audit())
    found = activities.qa.get(MARCH).json
    assert found["second_ratings"]["overall"]["n"] == 0
    assert found["moderation"]["overall"]["n"] == 6
    assert round(found["moderation"]["overall"]["agreement"]["percentage"]["value"], 4) == 0.8333
    assert found["moderation"]["domains"] == []
    assert [(one["of"], one["n"]) for one in found["moderation"]["services"]] == [("line-cin", 6)]
    assert found["drift"]["n"] == 6


def test_a_request_that_is_open_or_refused_is_no_pair(activities: Activities) -> None:
    made = activities.auditor.post("/audits", json=audit()).json
    path = f"/audits/{made['activity_id']}/second-ratings"
    rating = activities.qa.post(path, json={"rater": "M3"}).json
    assert activities.qa.get(MARCH).json["drift"]["n"] == 0
    activities.qa.post(f"{path}/{rating['rating_id']}/withdrawal", json={"reason": "No"}, headers=tag(1))
    assert activities.qa.get(MARCH).json["drift"]["n"] == 0


def test_ungraded_audits_are_no_pair(activities: Activities) -> None:
    body = audit(grading="ungraded", overall=None, domains=[])
    made = activities.auditor.post("/audits", json=body).json
    path = f"/activities/{made['activity_id']}/moderation"
    assert activities.moderator.post(path, json={}, headers=tag(1)).status_code == 200
    assert activities.qa.get(MARCH).json["moderation"]["overall"]["n"] == 0


def test_figures_are_of_one_s_areas_months_and_service(activities: Activities) -> None:
    moderated(activities, "good", "good")
    moderated(activities, "good", "good", month="2026-02", completed_on="2026-02-10")
    moderated(activities, "good", "good", service="looked-after", team="looked-after-01", practitioner=None)

    def pairs(query: str, areas: set[str] | None = None) -> int:
        who = activities.acting("H1", "head_of_service", areas=areas)
        return int(who.get(f"/calibration?{query}").json["moderation"]["overall"]["n"])

    assert pairs("from=2026-03&to=2026-03") == 2
    assert pairs("from=2026-02&to=2026-03") == 3
    assert pairs("from=2026-02&to=2026-02") == 1
    assert pairs("from=2026-02&to=2026-03&service=looked-after") == 1
    assert pairs("from=2026-02&to=2026-03", {"early-help"}) == 0
    assert pairs("from=2026-02&to=2026-03", set()) == 0


def test_a_period_has_both_ends_and_at_most_three_years(activities: Activities) -> None:
    assert set(activities.qa.get("/calibration").json["errors"]) == {"from", "to"}
    for query, status in (
        ("from=2026-03&to=2026-02", 422),
        ("from=2023-04&to=2026-04", 422),
        ("from=2023-04&to=2026-03", 200),
        ("from=2026-03&to=2026-03", 200),
    ):
        assert activities.qa.get(f"/calibration?{query}").status_code == status, query


def test_who_reads_the_calibration(activities: Activities) -> None:
    for role in ("qa_manager", "principal_social_worker", "head_of_service", "dcs", "divisional_director"):
        assert activities.acting("X1", role).get(MARCH).status_code == 200, role
    for role in ("service_manager", "team_manager", "practitioner", "external_reviewer", "business_support"):
        assert activities.acting("X1", role).get(MARCH).status_code == 403, role
