"""Audits and observations made with an audit tool keep its version and their answers."""

from __future__ import annotations

import time
from typing import Any
from uuid import uuid4

import pytest

from services.activities.domain.tool import ToolRef
from services.activities.tables.organisation import snapshot_of
from tests.integration.activities.conftest import Activities, audit, tag, written
from tests.integration.activities.test_drafts import later, put
from tests.integration.activities.test_programme import drawn
from tests.integration.activities.test_tools import published

THEME = {"code": "home-conditions", "version": 1}
ANSWERS = [{"question": "home", "answer": "good", "evidence": "The visit of 3 March."}]


@pytest.fixture
def with_theme(activities: Activities) -> Activities:
    """With the themed tool in force from 20 March."""
    published(activities)
    known(activities, version=1)
    return activities


def known(activities: Activities, version: int) -> None:
    """Wait until this process knows of a version."""
    deadline = time.monotonic() + 5
    snapshot, wanted = snapshot_of(activities.database), ToolRef(code="home-conditions", version=version)
    while snapshot.known().toolbox.get(wanted) is None and time.monotonic() < deadline:
        time.sleep(0.05)
    assert snapshot.known().toolbox.get(wanted)


def themed(**changes: Any) -> dict[str, Any]:
    return audit(completed_on="2026-03-20", domains=[], tool=THEME, answers=ANSWERS, **changes)


def test_an_audit_without_a_tool_is_noted_as_made_with_the_one_in_force(activities: Activities) -> None:
    made = activities.auditor.post("/audits", json=audit())
    assert made.json["tool"] == {"code": "case-file-audit", "version": 1}
    seen = activities.moderator.get(f"/activities/{made.json['activity_id']}").json
    assert (seen["tool"], seen["content"]["answers"]) == (made.json["tool"], [])
    (listed,) = activities.moderator.get("/activities").json["items"]
    assert listed["tool"] == made.json["tool"]


def test_an_audit_with_a_tool_is_read_with_its_questions_and_graded_by_its_answers(
    with_theme: Activities,
) -> None:
    made = with_theme.auditor.post("/audits", json=themed())
    assert made.status_code == 201, made.json
    seen = with_theme.moderator.get(f"/activities/{made.json['activity_id']}").json
    assert seen["tool"] == THEME
    assert seen["content"]["answers"] == [{**ANSWERS[0], "domain": "impact", "text": "How warm is the home?"}]
    assert [(one["domain"], one["grade"]) for one in seen["content"]["domains"]] == [("impact", "good")]
    (_, _, told) = with_theme.events()[-1]
    assert told.domains == {"impact": "good"}


def test_answering_costs_no_statement(with_theme: Activities) -> None:
    with_theme.auditor.post("/audits", json=themed())
    plain = with_theme.counted(
        lambda: with_theme.auditor.post("/audits", json=audit(completed_on="2026-03-20"))
    )
    assert with_theme.counted(lambda: with_theme.auditor.post("/audits", json=themed())) <= plain


def test_every_wrong_answer_is_told_at_once_and_nothing_is_kept(with_theme: Activities) -> None:
    wrong = [{"question": "warmth", "answer": "good"}, {"question": "home", "answer": 7}]
    answer = with_theme.auditor.post("/audits", json=themed() | {"answers": wrong})
    assert answer.status_code == 422
    assert set(answer.json["errors"]) == {"answers.0.question", "answers.1.answer"}
    none = with_theme.auditor.post("/audits", json=themed() | {"answers": []})
    assert none.json["errors"] == {"answers": ["needs an answer to home"]}
    for shape in (True, 1.5, [1], {"a": 1}, "x" * 10_001):
        odd = themed() | {"answers": [{"question": "home", "answer": shape}]}
        assert set(with_theme.auditor.post("/audits", json=odd).json["errors"]) == {"answers.0.answer"}
    assert with_theme.column("SELECT 1 FROM activity") == []


def test_a_tool_counts_on_its_days_and_for_its_activities(with_theme: Activities) -> None:
    early = with_theme.auditor.post("/audits", json=themed() | {"completed_on": "2026-03-19"})
    assert (early.status_code, early.json["rule"], early.json["source"]) == (409, "tool-in-force", "S10")
    unknown = with_theme.auditor.post("/audits", json=themed() | {"tool": {**THEME, "version": 2}})
    assert unknown.json["errors"] == {"tool": ["there is no published home-conditions version 2"]}
    watched = {**themed(), "setting": "conference"}
    assert with_theme.auditor.post("/observations", json=watched).json["rule"] == "tool-scope"


def test_an_answer_holds_no_identifier_of_the_child(with_theme: Activities) -> None:
    named = [{**ANSWERS[0], "evidence": "CH-0001234 was seen."}]
    answer = with_theme.auditor.post("/audits", json=themed() | {"answers": named})
    assert (answer.status_code, answer.json["rule"]) == (409, "no-identifiers")


def test_an_observation_answers_its_own_tool_without_naming_it(activities: Activities) -> None:
    answers = [
        {"question": "voice-grade", "answer": None, "evidence": "He chose where to sit."},
        {"question": "reflection", "answer": "I would ask him first, another time."},
    ]
    body = audit(setting="conference", grading="ungraded", overall=None, domains=[], answers=answers)
    made = activities.auditor.post("/observations", json=body)
    assert made.status_code == 201, made.json
    assert made.json["tool"] == {"code": "practice-observation", "version": 1}


def test_an_allocated_audit_keeps_the_tool_it_was_allocated_with(with_theme: Activities) -> None:
    with_theme.imported(1)
    (given,) = drawn(with_theme, size=1)["allocations"]
    seen = with_theme.qa.get(f"/activities/{given['activity_id']}").json
    assert seen["tool"] == {"code": "case-file-audit", "version": 1}
    auditor = with_theme.acting(given["auditor"], "team_manager")
    body = written(practitioner=None, completed_on="2026-03-20")
    done = auditor.post(f"/audits/{given['activity_id']}/submission", json=body, headers=tag(1))
    assert (done.status_code, done.json["tool"]) == (200, seen["tool"]), done.json


def test_an_audit_that_is_sent_again_with_its_answers_is_the_same(with_theme: Activities) -> None:
    body = themed(activity_id=str(uuid4()))
    made = with_theme.auditor.post("/audits", json=body)
    again = with_theme.auditor.post("/audits", json=body)
    assert (made.status_code, again.status_code, again.json) == (201, 200, made.json)
    other = body | {"answers": [{**ANSWERS[0], "evidence": "The visit of 4 March."}]}
    assert with_theme.auditor.post("/audits", json=other).json["rule"] == "activity-id-taken"


def test_a_draft_ends_with_the_version_that_was_in_force_when_it_was_begun(with_theme: Activities) -> None:
    begun = str(uuid4())
    assert put(with_theme.auditor, begun, {"tool": THEME}).status_code == 200
    with_theme.qa.post("/tools/home-conditions/versions")
    path = "/tools/home-conditions/versions/2/publication"
    published = with_theme.qa.post(path, json={"effective_from": "2026-03-21"}, headers=tag(1))
    assert published.status_code == 200, published.json
    known(with_theme, version=2)
    later(with_theme, days=2)
    late = themed() | {"completed_on": "2026-03-22"}
    assert with_theme.auditor.post("/audits", json=late).json["rule"] == "tool-in-force"
    assert with_theme.auditor.post("/audits", json=late | {"activity_id": str(uuid4())}).status_code == 409
    done = with_theme.auditor.post("/audits", json=late | {"activity_id": begun})
    assert (done.status_code, done.json["tool"]) == (201, THEME), done.json
