"""A report from draft to publication: what was published never changes, and a correction is a new edition."""

from __future__ import annotations

from hashlib import sha256

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError
from werkzeug.test import TestResponse

from services.reporting.main import SERVICE
from services.reporting.usecases.projecting import reset
from shared.contracts import decode
from shared.contracts.events.reporting import ReportPublished
from shared.outbox.tables import event_log
from tests.integration.reporting.conftest import Reporting
from tests.unit.reporting.invented import months
from tests.unit.reporting.test_corrected import lives

JUNE = {"kind": "monthly-qa", "month": "2026-06", "notice": "Invented data"}


def make(reporting: Reporting, **other: object) -> dict:  # type: ignore[type-arg]
    answer = reporting.client.post("/reports", json={**JUNE, **other})
    assert answer.status_code == 201, answer.json
    assert answer.json is not None
    return answer.json


def publish(reporting: Reporting, report: dict, version: int | None = None) -> TestResponse:  # type: ignore[type-arg]
    headers = {"If-Match": f'"{version or report["version"]}"'}
    return reporting.client.post(f"/reports/{report['report_id']}/publication", json={}, headers=headers)


def document(reporting: Reporting, report: dict, form: str) -> bytes:  # type: ignore[type-arg]
    answer = reporting.client.get(f"/reports/{report['report_id']}/documents/{form}")
    assert answer.status_code == 200, answer.json
    return answer.data


def test_from_draft_to_publication(reporting: Reporting) -> None:
    reporting.tell(months(1, 60))
    draft = make(reporting)
    assert (draft["status"], draft["edition"], draft["version"]) == ("draft", 1, 1)
    assert b"Draft: not for circulation" in document(reporting, draft, "html")
    answer = publish(reporting, draft)
    assert answer.status_code == 200, answer.json
    published = answer.json
    assert published is not None
    assert published["digest"] == draft["digest"]
    whole = reporting.client.get(f"/reports/{draft['report_id']}").json
    assert whole is not None
    assert whole["report"]["notice"] == "Invented data"
    assert set(whole["documents"]) == {"html", "pdf", "docx", "csv"}
    for form, sha in whole["documents"].items():
        content = document(reporting, draft, form)
        assert sha256(content).hexdigest() == sha
    assert document(reporting, draft, "pdf").startswith(b"%PDF")
    with reporting.database.engine.connect() as connection:
        _, event = decode(connection.scalars(select(event_log.c.body)).one())
    assert isinstance(event, ReportPublished)
    assert (str(event.report_id), event.digest) == (draft["report_id"], draft["digest"])


def test_the_digest_is_of_the_very_text(reporting: Reporting) -> None:
    reporting.tell(months(1))
    draft = make(reporting)
    with reporting.database.engine.connect() as connection:
        model = connection.scalar(text("SELECT model FROM report"))
    assert sha256(model.encode()).hexdigest() == draft["digest"]


def test_what_is_published_never_changes_whatever_happens_after(reporting: Reporting) -> None:
    first = [one for one in lives(12) if one[1] == 1]
    reporting.tell([*months(1), *first])
    report = make(reporting)
    publish(reporting, report)
    before = {form: document(reporting, report, form) for form in ("html", "pdf", "docx", "csv")}
    reporting.tell([*months(2), *lives(12)])  # some of what was counted is corrected, some withdrawn
    with reporting.database.work(SERVICE.work) as uow:
        reset(uow)  # type: ignore[arg-type]
        uow.commit()
    again = publish(reporting, report, version=2)
    assert (again.status_code, again.json["type"]) == (409, "/problems/already-published")  # type: ignore[index]
    assert {form: document(reporting, report, form) for form in before} == before


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE report SET model = '{}'",
        "UPDATE report SET status = 'draft'",
        "DELETE FROM report_document",
        "UPDATE report_document SET content = ''",
    ],
)
def test_the_database_itself_refuses_to_change_it(reporting: Reporting, change: str) -> None:
    reporting.tell(months(1, 10))
    publish(reporting, make(reporting))
    with pytest.raises(DBAPIError, match="never changes"), reporting.database.engine.begin() as connection:
        connection.execute(text(change))


def test_a_draft_is_made_anew_and_whoever_read_the_old_one_is_told(reporting: Reporting) -> None:
    happened = months(1)
    reporting.tell(happened[: len(happened) // 2])
    first = make(reporting)
    reporting.tell(happened[len(happened) // 2 :])
    second = make(reporting)
    assert second["report_id"] == first["report_id"]
    assert second["version"] == 2
    assert second["digest"] != first["digest"]
    assert publish(reporting, first).status_code == 412
    assert publish(reporting, second).status_code == 200


def test_a_correction_is_the_next_edition_and_the_first_stays(reporting: Reporting) -> None:
    reporting.tell(months(1))
    first = make(reporting)
    publish(reporting, first)
    reporting.tell(months(9)[:40])
    second = make(reporting)
    assert (second["edition"], second["status"]) == (2, "draft")
    assert publish(reporting, second).status_code == 200
    assert b"edition 2, in place of edition 1" in document(reporting, second, "html")
    listed = reporting.client.get("/reports?month=2026-06").json
    assert listed is not None
    assert [item["edition"] for item in listed["items"]] == [2, 1]


def test_successive_months_keep_each_others_secrets(reporting: Reporting) -> None:
    """What May's report withheld, June's does not tell, though it shows May's figures beside its own."""
    reporting.tell(months(1, 60))
    publish(reporting, make(reporting, month="2026-05"))
    publish(reporting, make(reporting))
    with reporting.database.engine.connect() as connection:
        may, june = connection.scalars(text("SELECT counts FROM report ORDER BY month"))
    assert not set(may["withheld"]) & set(june["shown"])
    assert not set(june["withheld"]) & set(may["shown"])


def test_readers_see_published_reports_and_no_drafts(reporting: Reporting) -> None:
    reporting.tell(months(1, 10))
    report = make(reporting)
    member = reporting.client.acting("lead_member")
    assert member.get("/reports").json == {"items": [], "next": None}
    for path in ("", "/documents/html"):
        assert member.get(f"/reports/{report['report_id']}{path}").status_code == 404
    publish(reporting, report)
    assert len(member.get("/reports").json["items"]) == 1  # type: ignore[index]
    assert member.get(f"/reports/{report['report_id']}/documents/pdf").status_code == 200
    assert member.post("/reports", json=JUNE).status_code == 403


def test_a_report_is_of_all_areas_and_of_a_month_that_is_over(reporting: Reporting) -> None:
    narrow = reporting.client.acting("qa_manager", areas={"early-help"})
    answer = narrow.post("/reports", json=JUNE)
    assert (answer.status_code, answer.json["rule"]) == (403, "all-areas")  # type: ignore[index]
    for month in ("2026-07", "2026-08"):  # 8 July: what is due later this month is not overdue
        answer = reporting.client.post("/reports", json={**JUNE, "month": month})
        assert (answer.status_code, answer.json["type"]) == (409, "/problems/month-not-over")  # type: ignore[index]
    answer = reporting.client.post("/reports", json={"kind": "weekly", "month": "2026", "withhold_up_to": 4})
    assert set(answer.json["errors"]) == {"kind", "month", "withhold_up_to"}  # type: ignore[index]


def test_a_month_without_anything_has_a_report_too(reporting: Reporting) -> None:
    empty = make(reporting, month="2025-12")
    page = document(reporting, empty, "html").decode()
    assert "No case-file audits were planned, and none were finished." in page
    assert publish(reporting, empty).status_code == 200


def test_a_wider_public_gets_more_withheld(reporting: Reporting) -> None:
    reporting.tell(months(1, 60))
    few = make(reporting)
    inner = reporting.client.get(f"/reports/{few['report_id']}").json["report"]["provenance"]["withheld"]  # type: ignore[index]
    many = make(reporting, withhold_up_to=20)
    outer = reporting.client.get(f"/reports/{many['report_id']}").json["report"]["provenance"]["withheld"]  # type: ignore[index]
    assert outer > inner
    assert b"Counts from 1 to 20 are withheld" in document(reporting, many, "html")
