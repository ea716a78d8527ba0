"""Audit tools over HTTP: written by those who answer for quality, published by the QA manager, read by everybody."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from shared.testing.client import Client
from tests.integration.activities.conftest import Activities, tag

GRADED = {
    grade: f"This is {grade}." for grade in ("outstanding", "good", "requires_improvement", "inadequate")
}


def themed(**changes: Any) -> dict[str, Any]:
    """A tool that asks one thing, of a theme."""
    question = {"id": "home", "text": "How warm is the home?", "answer": "grade", "guidance": GRADED}
    return {
        "code": "home-conditions",
        "title": "Home conditions",
        "kinds": ["case_file_audit"],
        "default": False,
        "overall": GRADED,
        "sections": [{"domain": "impact", "standard": "A home is warm.", "questions": [question]}],
        **changes,
    }


def edited(client: Client, path: str, revision: int, **changes: Any) -> Any:
    body = {name: value for name, value in themed(**changes).items() if name != "code"}
    return client.put(path, json=body, headers=tag(revision))


def published(activities: Activities, on: str = "2026-03-20", **changes: Any) -> dict[str, Any]:
    """The themed tool, in force from a day on."""
    made = activities.qa.post("/tools", json=themed(**changes))
    assert made.status_code == 201, made.json
    path = f"/tools/{made.json['code']}/versions/1/publication"
    answer = activities.qa.post(path, json={"effective_from": on}, headers=tag(1))
    assert answer.status_code == 200, answer.json
    return dict(answer.json)


def test_sightlines_proposals_are_in_force_and_say_whose_they_are(activities: Activities) -> None:
    listed = activities.practitioner.get("/tools").json["items"]
    assert all(one["origin"].startswith("Sightline's proposal") for one in listed)
    assert [(one["code"], one["in_force"], one["default"]) for one in listed] == [
        ("case-file-audit", 1, True),
        ("practice-observation", 1, True),
    ]
    first = activities.practitioner.get("/tools/case-file-audit/versions/1").json
    assert first["questions"]["origin"].startswith("Sightline's proposal")
    assert [(one["what"], one["by"]) for one in first["history"]] == [("published", "sightline")]
    asked = first["questions"]["sections"][0]["questions"][0]
    assert set(asked["guidance"]) == set(GRADED)
    assert all(asked["guidance"].values())


def test_the_list_tells_which_tool_is_for_what_on_a_day(activities: Activities) -> None:
    published(activities, services=["line-cin"])

    def codes(query: str) -> list[str]:
        return [one["code"] for one in activities.auditor.get(f"/tools?{query}").json["items"]]

    assert codes("kind=practice_observation") == ["practice-observation"]
    assert codes("kind=case_file_audit&service=line-cin") == ["case-file-audit", "home-conditions"]
    assert codes("kind=case_file_audit&service=looked-after") == ["case-file-audit"]
    assert codes("service=line-cin&on=2026-03-19") == ["case-file-audit", "practice-observation"]
    first = activities.auditor.get("/tools?limit=2").json
    assert activities.auditor.get(f"/tools?limit=2&after={first['next']}").json["items"][0]["code"] == (
        "practice-observation"
    )


def test_a_draft_is_written_with_if_match_and_seen_by_its_authors_alone(activities: Activities) -> None:
    psw = activities.qa.acting("principal_social_worker", person="P1", areas={"*"})
    made = psw.post("/tools", json=themed())
    assert made.status_code == 201
    assert (made.json["status"], made.json["version"], made.headers["ETag"]) == ("draft", 1, '"1"')
    path = "/tools/home-conditions/versions/1"
    assert activities.qa.put(path, json={"title": "Homes", "default": False}).status_code == 428
    assert edited(activities.qa, path, 1, title="Homes").json["questions"]["title"] == "Homes"
    assert edited(psw, path, 1).status_code == 412
    assert [(one["what"], one["by"]) for one in psw.get(path).json["history"]] == [
        ("drafted", "P1"),
        ("edited", "Q1"),
    ]
    for hidden in (path, "/tools/home-conditions", f"{path}/changes?since=1"):
        assert activities.auditor.get(hidden).status_code == 404, hidden
        assert psw.get(hidden).status_code == 200, hidden
    assert "home-conditions" not in activities.auditor.get("/tools").get_data(as_text=True)
    assert psw.post("/tools", json=themed()).json["rule"] == "tool-exists"
    assert (
        psw.post(f"{path}/publication", json={"effective_from": "2026-04-01"}, headers=tag(2)).status_code
        == 403
    )
    assert activities.auditor.post("/tools", json=themed()).status_code == 403


def test_publishing_names_every_gap_at_once(activities: Activities) -> None:
    silent = {"id": "home", "answer": "scale"}
    gaps = {"sections": [{"domain": "impact", "questions": [silent]}], "services": ["nowhere"]}
    activities.qa.post("/tools", json=themed(**gaps))
    path = "/tools/home-conditions/versions/1/publication"
    answer = activities.qa.post(path, json={"effective_from": "2026-04-01"}, headers=tag(1))
    assert (answer.status_code, answer.json["rule"], answer.json["source"]) == (409, "tool-incomplete", "S10")
    assert set(answer.json["errors"]) == {
        "services.0",
        "sections.0.standard",
        "sections.0.questions.0.text",
        "sections.0.questions.0.guidance.0",
        "sections.0.questions.0.guidance.10",
    }


def test_a_published_version_is_followed_by_the_next_and_never_altered(activities: Activities) -> None:
    done = published(activities)
    assert (done["status"], done["revision"]) == ("in_force", 2)
    path = "/tools/home-conditions/versions"
    assert edited(activities.qa, f"{path}/1", 2).json["rule"] == "tool-published"
    next_one = activities.qa.post(path)
    assert (next_one.status_code, next_one.json["version"]) == (201, 2)
    assert next_one.json["questions"] == done["questions"]
    assert activities.qa.post(path).json["rule"] == "tool-draft-exists"
    assert activities.qa.post("/tools/no-such/versions").status_code == 404
    assert edited(activities.qa, f"{path}/2", 1, title="Warm homes").status_code == 200
    changes = activities.qa.get(f"{path}/2/changes?since=1").json
    assert changes["changes"] == [
        {"at": "title", "what": "changed", "from": "Home conditions", "to": "Warm homes"}
    ]
    body = {"effective_from": "2026-04-01", "note": "Agreed by the board in March."}
    after = activities.qa.post(f"{path}/2/publication", json=body, headers=tag(2)).json
    assert (after["status"], after["effective_from"]) == ("upcoming", "2026-04-01")
    assert [(one["what"], one["by"], one["note"]) for one in after["history"]][-1] == (
        ("published", "Q1", "Agreed by the board in March.")
    )
    tool = activities.auditor.get("/tools/home-conditions").json
    assert (tool["in_force"], tool["title"]) == (1, "Home conditions")
    assert [one["status"] for one in tool["versions"]] == ["in_force", "upcoming"]


def test_a_retired_version_says_why_and_is_used_no_more(activities: Activities) -> None:
    published(activities)
    path = "/tools/home-conditions/versions/1/retirement"
    body = {"retired_from": "2026-03-20", "note": "The theme is over."}
    assert activities.qa.post(path, json=body | {"note": ""}, headers=tag(2)).status_code == 422
    assert activities.qa.post(path, json=body, headers=tag(2)).json["status"] == "retired"
    assert activities.qa.post(path, json=body, headers=tag(3)).json["rule"] == "tool-retired"
    assert activities.auditor.get("/tools/home-conditions").json["in_force"] is None


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE tool_version SET questions = '{}' WHERE code = 'case-file-audit'",
        "UPDATE tool_version SET effective_from = NULL",
        "DELETE FROM tool_version",
        "UPDATE tool_change SET by = 'somebody'",
        "DELETE FROM tool_change",
    ],
)
def test_the_database_itself_keeps_what_was_published(activities: Activities, change: str) -> None:
    with pytest.raises(DBAPIError, match="never altered"), activities.database.engine.begin() as connection:
        connection.execute(text(change))
