"""Who reads the detail of a review: those involved, QA manager and principal social worker, and nobody else (S26)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

import pytest

from shared.security.policy import roles_with
from shared.security.roles import QUALITY, ROLES
from shared.testing.client import Client
from tests.architecture.routes import Route, routes_of
from tests.integration.activities.circle import (
    ACTION,
    AIMS,
    CASE,
    CONCERNS,
    DIFFERENCE,
    PARTNER,
    SHARED,
    Reviews,
)
from tests.integration.activities.conftest import Activities, tag

SECRET = (CASE, "C1", CONCERNS["why"], *AIMS.values(), ACTION["title"], "Away until June.", "plan_progress")
"""What nobody outside may find in any answer."""
ROUTES = [
    one
    for one in routes_of("activities")
    if "<uuid:review_id>" in one.rule and not re.search("/(learning|proposals)/", one.rule)
]
BODIES: dict[str, dict[str, Any]] = {
    "agreement": {"chair": "C1", "due_on": "2026-04-30"},
    "refusal": {"reason": "No."},
    "extension": {"due_on": "2026-06-30", "reason": "chair_absent"},
    "chair": {"chair": "M3"},
    "participants": {"partners": [PARTNER]},
    "procedures": {"kind": "safeguarding", "reference": "SG-1"},
    "meeting": {"held_on": "2026-03-20"},
    "consent": {"named": True},
    "release": SHARED,
    "closure": {"note": "Nothing to share."},
    "calling-off": {"approved_by": "Q1", "reason": "learned_elsewhere"},
}
RECORDS = {"success-reviews": DIFFERENCE, "learning-reviews": AIMS}


@pytest.fixture
def reviews(activities: Activities) -> Reviews:
    return Reviews(activities)


def strangers(reviews: Reviews) -> Iterable[tuple[str, Client]]:
    """In every role: the one who proposed it, who manages the worker, and somebody who sees every area."""
    for role in sorted(ROLES - QUALITY):
        for person, area in (("M1", "social-work"), ("X9", "*")):
            yield f"{role} {person}", reviews.qa.acting(role, person=person, areas={area})


def tried(who: Client, route: Route, review_id: str) -> Any:
    path = route.rule.replace("<uuid:review_id>", review_id)
    if route.method == "GET":
        return who.get(path)
    *_, collection, _, last = path.split("/")
    body = RECORDS[collection] if last == "record" else BODIES[last]
    return who.post(path, json=body, headers=tag(4))


def test_every_way_into_a_review_is_closed_to_strangers(reviews: Reviews) -> None:
    review_id = reviews.written(actions=[ACTION])
    before = reviews.qa.get(f"/reviews/{review_id}").json
    for name, who in strangers(reviews):
        for route in ROUTES:
            answer = tried(who, route, review_id)
            may_ask = name.split()[0] in roles_with("activities", str(route.permission))
            assert answer.status_code == (404 if may_ask else 403), (name, str(route))
            assert [word for word in SECRET if word in answer.get_data(as_text=True)] == [], (
                name,
                str(route),
            )
    assert reviews.qa.get(f"/reviews/{review_id}").json == before


def test_no_list_shows_a_stranger_that_there_is_a_review(reviews: Reviews) -> None:
    review_id = reviews.written()
    lists = [
        one
        for one in routes_of("activities")
        if one.method == "GET" and "<" not in one.rule and one.operation and one.permission
    ]
    for name, who in strangers(reviews):
        for route in lists:
            said = who.get(route.rule).get_data(as_text=True)
            told = route.rule.endswith(
                "/feed"
            )  # events say that there is a review and who is asked, and no more
            assert told or review_id not in said, (name, str(route))
            assert [word for word in SECRET if word in said and not (told and word == "C1")] == [], (
                name,
                str(route),
            )


@pytest.mark.parametrize("stage", ["proposed", "agreed", "written", "released", "closed"])
def test_the_detail_is_read_by_the_circle_at_every_stage(reviews: Reviews, stage: str) -> None:
    if stage == "proposed":
        review_id = reviews.proposed()
    elif stage == "agreed":
        review_id = reviews.agreed()
    else:
        review_id = reviews.written()
    if stage in ("released", "closed"):
        reviews.done(reviews.chair, review_id, "release", SHARED, 4)
    if stage == "closed":
        reviews.done(reviews.chair, review_id, "closure", {}, 5)
    asked = stage != "proposed"
    for who, reads in (
        (reviews.qa, True),
        (reviews.psw, True),
        (reviews.chair, asked),
        (reviews.worker, asked),
        (reviews.manager, False),
        (reviews.activities.moderator, False),
        (reviews.activities.acting("H1", "head_of_service"), False),
        (reviews.qa.acting("divisional_director", person="D1", areas={"*"}), False),
    ):
        statuses = {who.get(f"/reviews/{review_id}{part}").status_code for part in ("", "/history")}
        listed = [one["review_id"] for one in who.get("/reviews").json["items"]]
        assert (statuses, listed) == (({200}, [review_id]) if reads else ({404}, [])), stage
    read = reviews.activities.column(
        "SELECT DISTINCT principal FROM access_log WHERE what = 'review' ORDER BY principal"
    )
    assert read == (["C1", "P1", "Q1", "W1"] if asked else ["P1", "Q1"])


def test_who_answers_for_reviews_does_so_in_their_areas(reviews: Reviews) -> None:
    review_id = reviews.written()
    elsewhere = reviews.qa.acting("qa_manager", person="Q2", areas={"early-help"})
    assert elsewhere.get(f"/reviews/{review_id}").status_code == 404
    assert elsewhere.get("/reviews").json["items"] == []
    assert reviews.tried(elsewhere, review_id, "procedures", BODIES["procedures"], 4).status_code == 404


def test_who_takes_part_reads_and_only_the_chair_leads(reviews: Reviews) -> None:
    review_id = reviews.agreed(workers=["W1", "M1"])
    for step in ("participants", "procedures", "meeting", "release", "closure"):
        refused = reviews.tried(reviews.manager, review_id, step, BODIES[step], 2)
        assert (refused.status_code, refused.json["rule"]) == (403, "own-reviews"), step
    assert reviews.manager.get(f"/reviews/{review_id}/case").json["rule"] == "own-reviews"
    for step in ("meeting", "release", "closure"):
        assert reviews.tried(reviews.qa, review_id, step, BODIES[step], 2).json["rule"] == "own-reviews"
    reviews.done(reviews.qa, review_id, "participants", BODIES["participants"], 2)


def test_the_division_reads_the_learning_once_it_is_released_and_not_where_it_was(reviews: Reviews) -> None:
    review_id = reviews.written(actions=[ACTION])
    reader = reviews.qa.acting("business_support", person="B1", areas={"early-help"})
    assert reader.get("/learning").json["items"] == []
    reviews.done(reviews.chair, review_id, "release", SHARED, 4)
    (found,) = reader.get("/learning").json["items"]
    assert found == reader.get(f"/learning/{found['learning_id']}").json
    assert found == {
        "learning_id": found["learning_id"],
        "kind": "learning_review",
        "title": "Cover that works",
        "learning": "Name cover before leave begins.",
        "released_on": "2026-03-20",
    }


def test_learning_cannot_be_joined_to_the_actions_of_its_review(reviews: Reviews) -> None:
    """An action tells its team, and by its `activity_id` the review."""
    review_id = reviews.written(actions=[ACTION])
    reviews.done(reviews.chair, review_id, "release", SHARED, 4)
    listed = reviews.worker.get("/learning?limit=1").get_data(as_text=True)
    assert review_id not in listed
    assert reviews.worker.get(f"/learning/{review_id}").status_code == 404
    assert reviews.chair.get(f"/reviews/{review_id}").json["learning"]["learning_id"] in listed


def test_learning_is_paged_with_the_newest_first(reviews: Reviews) -> None:
    for n in range(3):
        reviews.done(reviews.chair, reviews.written(), "release", SHARED | {"title": f"Cover {n}"}, 4)
    first = reviews.worker.get("/learning?limit=2").json
    rest = reviews.worker.get(f"/learning?limit=2&after={first['next']}").json
    assert [one["title"] for one in (*first["items"], *rest["items"])] == ["Cover 2", "Cover 1", "Cover 0"]
    assert rest["next"] is None


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("Jamie slept at home again.", "names-of-the-case"),
        ("JAMIE EXAMPLE slept at home.", "names-of-the-case"),
        ("The Example family was heard.", "names-of-the-case"),
        ("What W1 did is worth copying.", "names-of-the-case"),
        ("Ask C1 how.", "names-of-the-case"),
        (f"See {CASE}.", "no-identifiers"),
        ("See A123456789012.", "no-identifiers"),
    ],
)
def test_released_learning_names_nobody(reviews: Reviews, text: str, rule: str) -> None:
    review_id = reviews.written()
    for field in ("title", "learning"):
        refused = reviews.tried(reviews.chair, review_id, "release", SHARED | {field: text}, 4)
        assert (refused.status_code, refused.json["rule"]) == (409, rule), refused.json
        assert set(refused.json["errors"]) == {field}
    assert reviews.worker.get("/learning").json["items"] == []
    stored = " ".join(reviews.activities.column("SELECT cast(review AS text) FROM review"))
    assert "Jamie" not in stored


def test_who_is_still_to_rate_the_audit_does_not_read_what_it_led_to(reviews: Reviews) -> None:
    audit_id = reviews.inadequate()
    asked = reviews.qa.post(f"/audits/{audit_id}/second-ratings", json={"rater": "M3"})
    assert asked.status_code == 201, asked.json
    body = {
        "trigger": "inadequate_audit",
        "why": "Risk was not seen.",
        "audit_id": audit_id,
        "procedures": [],
    }
    review_id = reviews.manager.post("/learning-reviews", json=body).json["review_id"]
    reviews.done(reviews.qa, review_id, "agreement", {"chair": "M3", "due_on": "2026-04-30"}, 1)
    rater = reviews.activities.acting("M3", "team_manager")
    for part in ("", "/history"):
        blind = rater.get(f"/reviews/{review_id}{part}")
        assert (blind.status_code, blind.json["rule"]) == (403, "blind-rating")
    (listed,) = rater.get("/reviews").json["items"]
    assert "trigger" not in listed
    grades = {"overall": "good", "domains": [{"domain": "impact", "grade": "good"}]}
    path = f"/audits/{audit_id}/second-ratings/{asked.json['rating_id']}/grades"
    assert rater.post(path, json=grades, headers=tag(1)).status_code == 200
    assert rater.get(f"/reviews/{review_id}").status_code == 200


def test_an_audit_says_nothing_of_the_review_that_it_led_to(reviews: Reviews) -> None:
    audit_id = reviews.inadequate()
    body = {
        "trigger": "inadequate_audit",
        "why": "Risk was not seen.",
        "audit_id": audit_id,
        "procedures": [],
    }
    before = reviews.manager.get(f"/activities/{audit_id}").json
    review_id = reviews.manager.post("/learning-reviews", json=body).json["review_id"]
    assert reviews.manager.get(f"/activities/{audit_id}").json == before
    assert review_id not in reviews.manager.get(f"/activities/{audit_id}/history").get_data(as_text=True)


def test_whoever_proposed_it_learns_what_became_of_it_and_no_more(reviews: Reviews) -> None:
    review_id = reviews.proposed()
    path = f"/proposals/{review_id}"
    assert reviews.manager.get(path).json["decision"] == "awaited"
    assert reviews.activities.acting("M2", "team_manager").get(path).status_code == 404
    later = reviews.written()
    told = reviews.manager.get(f"/proposals/{later}").json
    assert (told["decision"], told["reason"]) == ("agreed", None)
    assert set(told) == {"review_id", "kind", "proposed_on", "decision", "reason"}
    assert reviews.qa.get(path).status_code == 200
    elsewhere = reviews.qa.acting("qa_manager", person="Q2", areas={"early-help"})
    assert elsewhere.get(path).status_code == 404
