"""Success and learning reviews from their proposal to their end (S24, S25)."""

from __future__ import annotations

from typing import Any

import pytest

from tests.integration.activities.circle import (
    ACTION,
    AIMS,
    CASE,
    CONCERNS,
    DIFFERENCE,
    SHARED,
    Reviews,
    sources,
)
from tests.integration.activities.conftest import Activities, changed_person, tag


@pytest.fixture
def reviews(activities: Activities) -> Reviews:
    return Reviews(activities)


def test_a_learning_review_goes_its_way(reviews: Reviews) -> None:
    review_id = reviews.written(actions=[ACTION])
    reviews.done(reviews.chair, review_id, "release", SHARED, 4)
    ended = reviews.done(reviews.chair, review_id, "closure", {}, 5)
    assert ended["status"] == "closed"
    whole = reviews.chair.get(f"/reviews/{review_id}").json
    assert (whole["kind"], whole["service"], whole["team"], whole["practitioner"]) == (
        "learning_review",
        "line-cin",
        "line-cin-01",
        "W1",
    )
    assert whole["case"].startswith("C-")
    assert whole["proposal"]["trigger"] == "plan_progress"
    assert {name: whole["learning_record"][name] for name in AIMS} == AIMS
    assert whole["success_record"] is None
    assert whole["learning_record"]["actions"][0]["owner"] == "M2"
    assert (whole["learning"]["title"], whole["learning"]["released_on"]) == (
        "Cover that works",
        "2026-03-20",
    )
    lines = reviews.qa.get(f"/reviews/{review_id}/history").json["history"]
    assert [(one["version"], one["what"], one["by"], one["from"], one["to"]) for one in lines] == [
        (1, "proposed", "M1", None, "proposed"),
        (2, "agreed", "Q1", "proposed", "agreed"),
        (3, "held", "C1", "agreed", "held"),
        (4, "written", "C1", "held", "written"),
        (5, "released", "C1", "written", "released"),
        (6, "closed", "C1", "released", "closed"),
    ]
    assert all(one["recorded_at"].startswith("2026-03-20T09:00") for one in lines)


def test_a_success_review_is_led_by_the_principal_social_worker_and_thanks_by_name(reviews: Reviews) -> None:
    review_id = reviews.written("success")
    thanks = SHARED | {"celebrated": [{"person": "W1", "words": "Thank you for staying."}]}
    refused = reviews.tried(reviews.psw, review_id, "release", thanks, 4)
    assert (refused.status_code, refused.json["rule"]) == (409, "consent-to-be-named"), refused.json
    reviews.done(reviews.worker, review_id, "consent", {"named": True}, 4)
    reviews.done(reviews.psw, review_id, "release", thanks, 5)
    colleague = reviews.activities.acting("M2", "team_manager")
    (thanked,) = colleague.get("/celebrations").json["items"]
    assert (thanked["person"], thanked["words"], thanked["service"]) == (
        "W1",
        "Thank you for staying.",
        "line-cin",
    )
    assert reviews.psw.get("/celebrations").json["items"] == [thanked]
    other = reviews.activities.acting("M3", "team_manager")
    assert other.get("/celebrations").json["items"] == []
    reviews.done(reviews.worker, review_id, "consent", {"named": False}, 6)
    assert colleague.get("/celebrations").json["items"] == []
    whole = reviews.psw.get(f"/reviews/{review_id}").json
    assert (
        whole["success_record"]["appreciative_inquiry"]["discovery"] == "Trust grew at the football ground."
    )
    assert [one["kind"] for one in whole["proposal"]["sources"]] == ["family", "partner"]


def test_only_somebody_who_takes_part_says_whether_they_are_named(reviews: Reviews) -> None:
    review_id = reviews.agreed("success")
    refused = reviews.tried(reviews.psw, review_id, "consent", {"named": True}, 2)
    assert (refused.status_code, refused.json["rule"]) == (403, "own-name")


def test_several_sources_means_two_kinds(reviews: Reviews) -> None:
    body = {"case": CASE, "service": "line-cin", "why": "He is in school again."}
    one_kind = body | {"sources": sources("family", "family")}
    refused = reviews.manager.post("/success-reviews", json=one_kind)
    assert (refused.status_code, refused.json["rule"], refused.json["source"]) == (
        409,
        "several-sources",
        "S24",
    )
    elsewhere = body | {"sources": sources(), "service": "youth-justice"}
    assert reviews.manager.post("/success-reviews", json=elsewhere).json["rule"] == "area"


def test_an_inadequate_audit_tells_the_case(reviews: Reviews) -> None:
    audit_id = reviews.inadequate()
    body = {
        "trigger": "inadequate_audit",
        "why": "Risk was not seen.",
        "audit_id": audit_id,
        "procedures": [],
    }
    made = reviews.manager.post("/learning-reviews", json=body)
    assert (made.status_code, made.json["service"], made.json["practitioner"]) == (201, "line-cin", "W1")
    review_id = made.json["review_id"]
    agreement = {"chair": "M2", "due_on": "2026-04-30", "workers": ["W1"]}
    refused = reviews.tried(reviews.qa, review_id, "agreement", agreement, 1)
    assert (refused.json["rule"], refused.json["errors"]) == (
        "chair-independence",
        {"chair": ["is the auditor"]},
    )
    reviews.done(reviews.qa, review_id, "agreement", agreement | {"chair": "C1"}, 1)
    whole = reviews.chair.get(f"/reviews/{review_id}").json
    assert (whole["proposal"]["audit_id"], whole["proposal"]["auditor"]) == (audit_id, "M2")
    assert reviews.chair.get(f"/reviews/{review_id}/case").json["identifier"] == CASE


def test_an_audit_that_does_not_stand_as_inadequate_triggers_nothing(reviews: Reviews) -> None:
    audit_id = reviews.inadequate()
    judged = {"overall": "good", "comment": "The risk was seen."}
    path = f"/activities/{audit_id}/moderation"
    assert reviews.activities.moderator.post(path, json=judged, headers=tag(1)).status_code == 200
    body = {
        "trigger": "inadequate_audit",
        "why": "Risk was not seen.",
        "audit_id": audit_id,
        "procedures": [],
    }
    refused = reviews.manager.post("/learning-reviews", json=body)
    assert (refused.status_code, refused.json["rule"]) == (409, "inadequate-audit")
    stranger = reviews.activities.acting("M9", "team_manager", areas={"early-help"})
    assert stranger.post("/learning-reviews", json=body).status_code == 404


def test_the_form_names_every_wrong_field_at_once(reviews: Reviews) -> None:
    mixed = {"trigger": "inadequate_audit", "why": "Risk.", "case": CASE, "procedures": []}
    wrong = reviews.manager.post("/learning-reviews", json=mixed)
    assert (wrong.status_code, set(wrong.json["errors"])) == (422, {"audit_id", "case"})
    bare = reviews.manager.post(
        "/learning-reviews", json={"trigger": "incident", "why": "x", "procedures": []}
    )
    assert set(bare.json["errors"]) == {"case", "service"}
    assert set(reviews.manager.post("/learning-reviews", json={}).json["errors"]) == {
        "trigger",
        "why",
        "procedures",
    }


def test_a_procedure_that_runs_alongside_is_recorded(reviews: Reviews) -> None:
    known = {"kind": "safeguarding", "reference": "SG-2026-4"}
    review_id = reviews.proposed(trigger="incident", procedures=[known])
    reviews.done(
        reviews.qa, review_id, "agreement", {"chair": "C1", "due_on": "2026-04-30", "workers": ["W1"]}, 1
    )
    begun = {"kind": "serious_incident", "reference": "SI-7"}
    assert reviews.tried(reviews.worker, review_id, "procedures", begun, 2).status_code == 403
    reviews.done(reviews.chair, review_id, "procedures", begun, 2)
    assert reviews.chair.get(f"/reviews/{review_id}").json["proposal"]["procedures"] == [known, begun]


def test_a_proposal_is_declined_with_a_reason(reviews: Reviews) -> None:
    review_id = reviews.proposed()
    assert reviews.tried(reviews.qa, review_id, "refusal", {}, 1).status_code == 422
    reviews.done(reviews.psw, review_id, "refusal", {"reason": "A complaint looks into it."}, 1)
    (_, line) = reviews.qa.get(f"/reviews/{review_id}/history").json["history"]
    assert (line["what"], line["note"]) == ("declined", "A complaint looks into it.")
    assert reviews.manager.get(f"/proposals/{review_id}").json == {
        "review_id": review_id,
        "kind": "learning_review",
        "proposed_on": "2026-03-20",
        "decision": "declined",
        "reason": "A complaint looks into it.",
    }
    late = reviews.tried(reviews.qa, review_id, "agreement", {"chair": "C1", "due_on": "2026-04-30"}, 2)
    assert (late.status_code, late.json["rule"]) == (409, "review-step")


def test_the_due_date_moves_later_and_with_a_reason(reviews: Reviews) -> None:
    review_id = reviews.agreed()
    later = {"due_on": "2026-05-29", "reason": "procedure_running"}
    assert reviews.tried(reviews.chair, review_id, "extension", later, 2).status_code == 403
    silent = reviews.tried(reviews.qa, review_id, "extension", later | {"reason": "other"}, 2)
    assert set(silent.json["errors"]) == {"note"}
    early = reviews.tried(reviews.qa, review_id, "extension", later | {"due_on": "2026-04-30"}, 2)
    assert (early.status_code, early.json["rule"], early.json["source"]) == (409, "later-date", "S24, S25")
    assert reviews.done(reviews.qa, review_id, "extension", later, 2)["due_on"] == "2026-05-29"
    line = reviews.qa.get(f"/reviews/{review_id}/history").json["history"][-1]
    assert (line["from"], line["to"], line["reason"]) == ("2026-04-30", "2026-05-29", "procedure_running")


def test_another_chair_comes_under_the_same_rules_and_the_first_one_leaves(reviews: Reviews) -> None:
    review_id = reviews.agreed()
    refused = reviews.tried(reviews.qa, review_id, "chair", {"chair": "H1"}, 2)
    assert (refused.status_code, refused.json["rule"]) == (409, "chair-independence")
    reviews.done(reviews.qa, review_id, "chair", {"chair": "M3", "note": "Away until June."}, 2)
    assert reviews.chair.get(f"/reviews/{review_id}").status_code == 404
    assert reviews.activities.acting("M3", "team_manager").get(f"/reviews/{review_id}").status_code == 200


def test_who_joins_later_must_not_make_the_chair_less_independent(reviews: Reviews) -> None:
    reviews.activities.told(changed_person("W2", team="looked-after-01", service="looked-after"), sequence=2)
    review_id = reviews.agreed(chair="M3")
    chair = reviews.activities.acting("M3", "team_manager")
    refused = reviews.tried(chair, review_id, "participants", {"workers": ["W2"]}, 2)
    assert (refused.status_code, refused.json["rule"]) == (409, "chair-independence")
    reviews.done(chair, review_id, "participants", {"workers": ["L1", "W1"]}, 2)
    people = [one["person"] for one in chair.get(f"/reviews/{review_id}").json["participants"]]
    assert people == ["W1", None, "L1"]


def test_each_aim_is_addressed_before_anything_is_written(reviews: Reviews) -> None:
    review_id = reviews.agreed()
    reviews.done(reviews.chair, review_id, "meeting", {"held_on": "2026-03-20"}, 2)
    path = f"/learning-reviews/{review_id}/record"
    half = reviews.chair.post(path, json=AIMS | {"differently": " ", "worked_well": ""}, headers=tag(3))
    assert (half.status_code, half.json["rule"], half.json["source"]) == (409, "four-aims", "S25")
    assert set(half.json["errors"]) == {"worked_well", "differently"}
    blamed = reviews.chair.post(path, json=AIMS | {"at_fault": "W1"}, headers=tag(3))
    assert (blamed.status_code, set(blamed.json["errors"])) == (422, {"at_fault"})
    other = reviews.chair.post(f"/success-reviews/{review_id}/record", json=DIFFERENCE, headers=tag(3))
    assert other.status_code == 404
    assert reviews.tried(reviews.chair, review_id, "closure", {"note": "x"}, 3).json["rule"] == "review-step"
    named = reviews.chair.post(path, json=AIMS | {"worried_about": f"{CASE} was missed."}, headers=tag(3))
    assert (named.json["rule"], set(named.json["errors"])) == ("no-identifiers", {"worried_about"})
    gone = ACTION | {"owner": "G1"}
    assert (
        reviews.chair.post(path, json=AIMS | {"actions": [gone]}, headers=tag(3)).json["rule"]
        == "action-owner"
    )
    assert reviews.chair.post(path, json=AIMS, headers=tag(3)).status_code == 200
    assert reviews.chair.post(path, json=AIMS, headers=tag(4)).json["rule"] == "review-step"


@pytest.mark.parametrize(
    ("changed", "rule"),
    [
        ({"views": DIFFERENCE["views"][:1]}, "all-views"),
        ({"family": None}, "family-voice"),
        ({"difference": ""}, "appreciative-shape"),
        ({"appreciative_inquiry": {"dream": "More."}}, "appreciative-shape"),
    ],
)
def test_a_success_review_is_whole(reviews: Reviews, changed: dict[str, Any], rule: str) -> None:
    review_id = reviews.agreed("success")
    reviews.done(reviews.psw, review_id, "meeting", {"held_on": "2026-03-20"}, 2)
    path = f"/success-reviews/{review_id}/record"
    refused = reviews.psw.post(path, json=DIFFERENCE | changed, headers=tag(3))
    assert (refused.status_code, refused.json["rule"]) == (409, rule), refused.json


def test_what_is_not_shared_is_closed_with_a_reason(reviews: Reviews) -> None:
    review_id = reviews.written()
    silent = reviews.tried(reviews.chair, review_id, "closure", {}, 4)
    assert (silent.status_code, silent.json["rule"], silent.json["source"]) == (
        409,
        "sharing-needs-reason",
        "S26",
    )
    reviews.done(reviews.chair, review_id, "closure", {"note": "Anybody would know which family it is."}, 4)
    assert reviews.qa.get("/learning").json["items"] == []
    assert reviews.chair.get(f"/reviews/{review_id}/case").json["rule"] == "review-closed"


def test_a_chair_without_a_part_in_the_decisions_is_agreed(reviews: Reviews) -> None:
    review_id = reviews.proposed()
    for person, rule in (
        ("W1", "chair-role"),
        ("M1", "chair-independence"),
        ("S1", "chair-independence"),
        ("L1", "chair-independence"),
        ("NOBODY", "unknown-person"),
    ):
        body = {"chair": person, "due_on": "2026-04-30", "workers": ["W1"]}
        refused = reviews.tried(reviews.qa, review_id, "agreement", body, 1)
        assert (refused.status_code, refused.json["rule"]) == (409, rule), person
    passed = {"chair": "C1", "due_on": "2026-03-19"}
    assert reviews.tried(reviews.qa, review_id, "agreement", passed, 1).status_code == 422
    success = reviews.proposed("success")
    body = {"chair": "C1", "due_on": "2026-04-30"}
    assert reviews.tried(reviews.qa, success, "agreement", body, 1).json["rule"] == "facilitator"


def test_a_step_names_the_version_that_was_read(reviews: Reviews) -> None:
    review_id = reviews.agreed()
    path, body = f"/reviews/{review_id}/meeting", {"held_on": "2026-03-20"}
    assert reviews.chair.post(path, json=body).status_code == 428
    assert reviews.chair.post(path, json=body, headers=tag(1)).status_code == 412
    once = reviews.chair.post(path, json=body, headers=tag(2) | {"Idempotency-Key": "held-once"})
    again = reviews.chair.post(path, json=body, headers=tag(2) | {"Idempotency-Key": "held-once"})
    assert (once.status_code, again.status_code, again.json) == (200, 200, once.json)
    assert reviews.tried(
        reviews.worker, review_id, "procedures", {"kind": "safeguarding", "reference": "1"}, 3
    )


def test_events_say_who_is_asked_and_what_to_do_and_nothing_of_the_case(reviews: Reviews) -> None:
    review_id = reviews.written(actions=[ACTION])
    reviews.done(reviews.chair, review_id, "release", SHARED, 4)
    told = [one for one in reviews.activities.events() if one[0].startswith(("review.", "learning."))]
    assert [(what, sequence) for what, sequence, _ in told] == [
        ("review.decided", 2),
        ("review.invited", 2),
        ("review.completed", 4),
        ("learning.released", 1),
    ]
    decided, invited, completed, released = (event for _, _, event in told)
    assert (decided.proposed_by, decided.decided_by, decided.agreed) == ("M1", "Q1", True)
    assert (invited.chair, invited.people) == ("C1", ["W1"])
    assert [one.action.title for one in completed.actions] == ["Agree how cover is named"]
    everything = " ".join(
        reviews.activities.column(
            "SELECT body FROM event_log WHERE routing_key SIMILAR TO '(review|learning).%'"
        )
    )
    case = reviews.qa.get(f"/reviews/{review_id}").json["case"]
    hidden = [case, CASE, CONCERNS["why"], *AIMS.values(), SHARED["learning"], "plan_progress"]
    assert [text for text in hidden if str(text) in everything] == []
    assert released.released_on.isoformat() == "2026-03-20"


def test_the_history_is_only_ever_added_to(reviews: Reviews) -> None:
    reviews.proposed()
    with pytest.raises(Exception, match="only ever added to"):
        reviews.activities.column("UPDATE review_change SET note = 'x' RETURNING note")


def test_a_review_that_was_agreed_is_called_off_with_the_word_of_somebody_else(reviews: Reviews) -> None:
    review_id = reviews.agreed()
    path = f"/reviews/{review_id}/calling-off"
    why = {"reason": "learned_elsewhere", "note": "The audit said it all."}
    for alone in ("C1", "M1"):
        refused = reviews.chair.post(path, json=why | {"approved_by": alone}, headers=tag(2))
        assert (refused.status_code, refused.json["rule"]) == (409, "review-approval"), refused.json
    assert reviews.worker.post(path, json=why | {"approved_by": "Q1"}, headers=tag(2)).status_code == 403
    done = reviews.chair.post(path, json=why | {"approved_by": "Q1"}, headers=tag(2))
    assert (done.status_code, done.json["status"]) == (200, "called_off"), done.json
    what, sequence, told = reviews.activities.events()[-1]
    assert (what, sequence, told.people, told.proposed_by) == ("review.called_off", 3, ["C1", "W1"], "M1")
    assert (told.called_off_by, told.approved_by, told.reason) == ("C1", "Q1", "learned_elsewhere")
    line = reviews.qa.get(f"/reviews/{review_id}/history").json["history"][-1]
    assert (line["what"], line["approved_by"], line["reason"]) == ("called_off", "Q1", "learned_elsewhere")
    assert reviews.manager.get(f"/proposals/{review_id}").json["decision"] == "called_off"
    assert reviews.chair.get(f"/reviews/{review_id}/case").json["rule"] == "review-closed"
    held = reviews.chair.post(f"/reviews/{review_id}/meeting", json={"held_on": "2026-03-20"}, headers=tag(3))
    assert held.json["rule"] == "review-step"


def test_a_written_review_is_not_called_off_and_one_in_the_psws_hands_needs_another(reviews: Reviews) -> None:
    why = {"reason": "agreed_in_error"}
    late = reviews.qa.post(
        f"/reviews/{reviews.written()}/calling-off", json=why | {"approved_by": "Q1"}, headers=tag(4)
    )
    assert late.json["rule"] == "review-step"
    path = f"/reviews/{reviews.agreed('success')}/calling-off"
    own = reviews.psw.post(path, json=why | {"approved_by": "P1"}, headers=tag(2))
    assert own.json["rule"] == "review-approval"
    assert reviews.qa.post(path, json=why | {"approved_by": "Q1"}, headers=tag(2)).status_code == 200


def test_an_extension_is_told_to_those_involved(reviews: Reviews) -> None:
    review_id = reviews.agreed()
    later = {"due_on": "2026-06-30", "reason": "participant_absent"}
    done = reviews.qa.post(f"/reviews/{review_id}/extension", json=later, headers=tag(2))
    assert done.status_code == 200, done.json
    what, sequence, told = reviews.activities.events()[-1]
    assert (what, sequence, told.people) == ("review.extended", 3, ["C1", "W1"])
    assert (f"{told.previous_due_on}", f"{told.due_on}", told.extended_by) == (
        "2026-04-30",
        "2026-06-30",
        "Q1",
    )
