"""Evidence: sealed, stored once, for those who may read the audit, and gone when it is taken away."""

from __future__ import annotations

import io
from hashlib import sha256
from typing import Any
from uuid import uuid4

import pytest
from werkzeug.test import TestResponse

from shared.testing.client import Client
from tests.integration.activities.conftest import Activities, audit, tag, written
from tests.integration.activities.test_drafts import later, put, swept
from tests.integration.activities.test_lifecycle import GONE, mine, path
from tests.unit.activities.files import HTML, PDF, office, png

__all__ = ["mine"]


def attach(
    who: Client, activity_id: str, content: bytes = PDF, name: str = "plan.pdf", key: str = "", **form: str
) -> TestResponse:
    return who.post(
        f"/activities/{activity_id}/attachments",
        data={"file": (io.BytesIO(content), name), **form},
        content_type="multipart/form-data",
        headers={"Idempotency-Key": key} if key else {},
    )


def removed(who: Client, one: dict[str, Any], **changes: str) -> TestResponse:
    place = f"/activities/{one['activity_id']}/attachments/{one['attachment_id']}/removal"
    return who.post(place, json={"reason": "It is another family's."} | changes, headers=tag(1))


def where(one: dict[str, Any]) -> str:
    return f"/activities/{one['activity_id']}/attachments/{one['attachment_id']}"


@pytest.fixture
def done(activities: Activities) -> str:
    """The id of an audit that M2 submitted."""
    return str(activities.auditor.post("/audits", json=audit()).json["activity_id"])


def test_evidence_is_kept_with_its_own_date_and_served_as_a_download(
    activities: Activities, done: str
) -> None:
    form = {"evidence_date": "2026-02-20", "description": "The plan as the family has it."}
    kept = attach(activities.auditor, done, name="../Zoë's plan.PDF", **form)
    assert kept.status_code == 201, kept.json
    assert (kept.json["name"], kept.json["media_type"]) == ("Zoë's plan.pdf", "application/pdf")
    assert (kept.json["evidence_date"], kept.json["uploaded_at"]) == (
        "2026-02-20",
        "2026-03-20T09:00:00+00:00",
    )
    got = activities.moderator.get(where(kept.json))
    assert (got.status_code, got.data, got.mimetype) == (200, PDF, "application/pdf")
    assert got.headers["Content-Disposition"] == "attachment; filename*=UTF-8''Zo%C3%AB%27s%20plan.pdf"
    assert got.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in got.headers["Content-Security-Policy"]
    assert got.headers["ETag"] == f'"{sha256(PDF).hexdigest()}"'
    again = activities.moderator.get(where(kept.json), headers={"If-None-Match": got.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    seen = "SELECT principal FROM access_log WHERE what = 'attachment'"
    assert activities.column(seen) == ["S2", "S2"]


def test_the_same_content_is_stored_once_and_sealed(activities: Activities, done: str) -> None:
    other = str(activities.auditor.post("/audits", json=audit()).json["activity_id"])
    first = attach(activities.auditor, done, key="k1")
    assert attach(activities.auditor, done, key="k1").json == first.json
    again = attach(activities.auditor, done, name="the same.pdf")
    assert (again.status_code, again.json) == (200, first.json)
    assert attach(activities.auditor, other).status_code == 201
    (content,) = activities.column("SELECT content FROM attachment_content")
    assert PDF[:20] not in bytes(content)
    assert activities.column("SELECT count(*) FROM attachment") == [2]


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"", "empty.pdf"),
        (HTML, "page.png"),
        (b"\x89PNG\r\n\x1a\n" + HTML, "photo.png"),
        (office(parts={"word/vbaProject.bin": b"x"}), "plan.docx"),
        (office(parts={"bomb": b"\0" * ((10 << 20) + 1)}), "plan.docx"),
        (b"%PDF-1.7" + b" " * (10 << 20) + b"%%EOF", "big.pdf"),
    ],
)
def test_what_is_no_evidence_leaves_nothing(
    activities: Activities, done: str, content: bytes, name: str
) -> None:
    refused = attach(activities.auditor, done, content, name)
    assert (refused.status_code, set(refused.json["errors"])) == (422, {"file"}), refused.json
    assert activities.column("SELECT count(*) FROM attachment_content") == [0]


def test_a_file_far_too_large_is_refused_at_the_door(activities: Activities, done: str) -> None:
    assert attach(activities.auditor, done, b"%PDF-1.7" + b" " * (11 << 20) + b"%%EOF").status_code == 413


def test_every_wrong_field_is_told_at_once(activities: Activities, done: str) -> None:
    wrong = activities.auditor.post(
        f"/activities/{done}/attachments",
        data={"file": "words", "evidence_date": "2999-01-01", "surprise": "1"},
        content_type="multipart/form-data",
    )
    assert (wrong.status_code, set(wrong.json["errors"])) == (422, {"file", "evidence_date", "surprise"})


@pytest.mark.parametrize("form", [{"name": "CH-0001234_plan.pdf"}, {"description": "Of ch-0001234."}])
def test_neither_name_nor_description_holds_the_child_s_identifier(
    activities: Activities, done: str, form: dict[str, str]
) -> None:
    refused = attach(activities.auditor, done, **form)  # type: ignore[arg-type]
    assert (refused.status_code, refused.json["rule"]) == (409, "no-identifiers")


def test_nobody_adds_to_another_s_audit(activities: Activities, done: str) -> None:
    assert attach(activities.acting("M3", "team_manager"), done).json["rule"] == "own-audits"
    assert attach(activities.practitioner, done).status_code == 403
    assert attach(activities.acting("M2", "team_manager", areas={"early-help"}), done).status_code == 404
    assert attach(activities.qa, done).status_code == 201


def test_evidence_is_for_those_who_read_the_audit(activities: Activities, done: str) -> None:
    one = attach(activities.auditor, done).json
    for who, status in (
        (activities.practitioner, 200),
        (activities.acting("W2", "practitioner"), 404),
        (activities.acting("H1", "head_of_service"), 200),
        (activities.acting("M9", "team_manager", areas={"early-help"}), 404),
        (activities.acting("B1", "business_support"), 403),
    ):
        assert who.get(where(one)).status_code == status
        assert who.get(f"/activities/{done}/attachments").status_code == status


def test_before_submission_it_is_the_auditor_s_alone(activities: Activities, mine: dict[str, Any]) -> None:
    one = attach(activities.auditor, mine["activity_id"]).json
    assert activities.auditor.get(where(one)).status_code == 200
    assert activities.qa.get(where(one)).status_code == 200
    assert activities.moderator.get(where(one)).status_code == 403
    assert activities.acting("W2", "practitioner").get(where(one)).status_code == 404
    sent = activities.auditor.post(
        path(mine, "").replace("activities", "audits") + "submission", json=written(), headers=tag(1)
    )
    assert sent.status_code == 200, sent.json
    assert activities.moderator.get(where(one)).status_code == 200


def test_who_is_to_rate_blind_sees_no_evidence(activities: Activities, done: str) -> None:
    one = attach(activities.auditor, done).json
    asked = activities.qa.post(f"/audits/{done}/second-ratings", json={"rater": "M3"})
    assert asked.status_code == 201, asked.json
    rater = activities.acting("M3", "team_manager")
    assert rater.get(where(one)).json["rule"] == "blind-rating"
    assert rater.get(f"/activities/{done}/attachments").json["rule"] == "blind-rating"


def test_a_draft_s_evidence_goes_with_it(activities: Activities) -> None:
    kept, dropped = str(uuid4()), str(uuid4())
    for draft_id in (kept, dropped):
        assert attach(activities.auditor, draft_id).status_code == 404
        put(activities.auditor, draft_id, audit())
        assert attach(activities.auditor, draft_id, name="ch-0001234.pdf").status_code == 409
        assert attach(activities.auditor, draft_id, content=png(), name="x").status_code == 201
        assert activities.moderator.get(f"/activities/{draft_id}/attachments").status_code == 404
    activities.auditor.post("/audits", json=audit(activity_id=kept))
    activities.auditor.delete(f"/drafts/{dropped}", headers=tag(1))
    swept(activities)
    assert [len(activities.auditor.get(f"/activities/{kept}/attachments").json["items"])] == [1]
    assert activities.auditor.get(f"/activities/{dropped}/attachments").status_code == 404
    assert activities.column("SELECT count(*) FROM attachment") == [1]
    assert activities.column("SELECT count(*) FROM attachment_content") == [1]


def test_what_is_removed_is_gone_and_who_did_so_and_why_is_kept(activities: Activities, done: str) -> None:
    other = str(activities.auditor.post("/audits", json=audit()).json["activity_id"])
    one, elsewhere = attach(activities.auditor, done).json, attach(activities.auditor, other).json
    assert removed(activities.auditor, one).json["rule"] == "own-audits"
    gone = removed(activities.qa, one)
    assert (gone.status_code, gone.json["removed_by"], gone.headers["ETag"]) == (200, "Q1", '"2"')
    assert activities.qa.get(where(one)).status_code == 404
    (listed,) = activities.qa.get(f"/activities/{done}/attachments").json["items"]
    assert (listed["name"], listed["removal_reason"]) == ("plan.pdf", "It is another family's.")
    assert removed(activities.qa, one).status_code == 412
    assert activities.qa.get(where(elsewhere)).data == PDF
    removed(activities.qa, elsewhere)
    assert activities.column("SELECT count(*) FROM attachment_content") == [0]
    assert attach(activities.auditor, done).status_code == 201


def test_an_auditor_takes_back_what_is_not_submitted(activities: Activities, mine: dict[str, Any]) -> None:
    one = attach(activities.auditor, mine["activity_id"]).json
    assert removed(activities.acting("M3", "team_manager"), one).status_code == 403
    assert removed(activities.auditor, one, reason="").status_code == 422
    assert removed(activities.auditor, one).status_code == 200
    later(activities, days=1)
    activities.qa.post(path(mine, "withdrawal"), json=GONE, headers=tag(1))
    assert attach(activities.auditor, mine["activity_id"]).json["rule"] == "withdrawn"


def test_an_audit_has_at_most_twenty_attachments(activities: Activities, done: str) -> None:
    for n in range(20):
        assert attach(activities.auditor, done, f"Note {n}".encode(), "note.txt").status_code == 201
    assert attach(activities.auditor, done).json["rule"] == "too-many-attachments"
