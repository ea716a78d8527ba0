"""Past audits: taken row by row as they were kept, counted, told to nobody, and nothing the second time."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import httpx
import pytest
from click.testing import CliRunner
from openpyxl import Workbook

from services.activities.imports import audits_command
from shared.runtime.upload import Platform
from shared.testing.tokens import token
from tests.integration.activities.conftest import Activities, audit, tag

HEADING = (
    "reference,case identifier,service,team,auditor,practitioner,completed on,month,overall,impact,child's voice,"
    "family voice,moderated overall,moderator,moderated on"
)
GOOD = "A-1,CH-0001234,line-cin,line-cin-01,M2,W1,2024-08-14,2024-08,good,good,RI,heard,,,"
JUDGED = "A-2,CH-2,line-cin,,M3,,14/05/2024,,inadequate,inadequate,,,requires improvement,S2,03/06/2024"
UNGRADED = "A-3,CH-3,line-cin,,M3,W1,2024-05-14,2024-05,,,,family declined,,,"
COUNTS = "SELECT (SELECT count(*) FROM activity) || ' ' || (SELECT count(*) FROM event_log)"


def send(activities: Activities, *rows: str, client: Any = None, query: str = "") -> dict[str, Any]:
    content = "\n".join([HEADING, *rows]).encode()
    return posted(client or activities.qa, content, query)


def posted(client: Any, content: bytes, query: str = "") -> dict[str, Any]:
    parts = {"file": (io.BytesIO(content), "audits.csv")}
    answer = client.post(f"/imports/audits{query}", data=parts, content_type="multipart/form-data")
    assert answer.status_code == 200, answer.json
    return dict(answer.json)


def rejected(answer: dict[str, Any]) -> list[tuple[int, str]]:
    return [(one["row"], one["field"]) for one in answer["rejected"]]


def test_a_past_audit_is_kept_as_it_was_though_no_rule_of_today_would_take_it(activities: Activities) -> None:
    """August, no words of the family, no actions for an Inadequate, moderated without a comment."""
    answer = send(activities, GOOD, JUDGED, UNGRADED)
    assert (answer["accepted"], answer["unchanged"], answer["rejected"]) == (3, 0, [])
    shown = activities.auditor.get("/activities").json["items"]
    assert [(one["month"], one["status"], one["overall"], one["historic"]) for one in shown] == [
        ("2024-08", "submitted", "good", True),
        ("2024-05", "moderated", "inadequate", True),
        ("2024-05", "submitted", None, True),
    ]
    judged = activities.auditor.get(f"/activities/{shown[1]['activity_id']}").json
    assert judged["version"] == 2
    assert judged["moderation"]["overall"] == "requires_improvement"
    assert judged["moderation"]["moderated_on"] == "2024-06-03"
    lines = activities.auditor.get(f"/activities/{shown[1]['activity_id']}/history").json["history"]
    assert [(one["version"], one["what"]) for one in lines] == [(1, "submitted"), (2, "moderated")]


def test_it_is_told_as_historic_so_that_it_counts_and_concerns_nobody(activities: Activities) -> None:
    send(activities, GOOD, JUDGED)
    told = activities.events()
    assert [(what, sequence) for what, sequence, _ in told] == [
        ("activity.submitted", 1),
        ("activity.submitted", 1),
        ("activity.moderated", 2),
    ]
    assert all(event.historic for _, _, event in told)
    first, second, third = (event for _, _, event in told)
    assert (first.family_voice, first.domains) == (
        "heard",
        {"impact": "good", "childs_voice": "requires_improvement"},
    )
    assert (second.family_voice, second.must_be_moderated, second.findings) == ("not_recorded", False, [])
    assert (third.original, third.moderated, third.moderator) == ("inadequate", "requires_improvement", "S2")
    bodies = activities.column("SELECT body FROM event_log")
    assert not any("CH-" in body for body in bodies)


def test_the_same_file_twice_changes_nothing_and_a_changed_row_is_told(activities: Activities) -> None:
    send(activities, GOOD, JUDGED)
    before = activities.column(COUNTS)
    again = send(
        activities, GOOD, JUDGED, GOOD, client=activities.acting("B1", "business_support", areas={"*"})
    )
    assert (again["accepted"], again["unchanged"], again["rejected"]) == (0, 3, [])
    changed = send(activities, GOOD.replace("good", "outstanding"), JUDGED.replace("CH-2", "CH-9"))
    assert rejected(changed) == [(2, "reference"), (3, "reference")]
    assert activities.column(COUNTS) == before


def test_a_dry_run_judges_as_the_import_would_and_writes_nothing(activities: Activities) -> None:
    bad = JUDGED.replace("line-cin", "line-xyz")
    trial = send(activities, GOOD, bad, query="?dry_run=true")
    assert activities.column(COUNTS) == ["0 0"]
    assert trial == send(activities, GOOD, bad)
    assert rejected(trial) == [(3, "service")]


@pytest.mark.parametrize(
    ("row", "field"),
    [
        (GOOD.replace("2024-08-14", "2999-01-01"), "completed on"),
        (GOOD.replace("2024-08,", "2024-09,"), "month"),
        (GOOD.replace(",good,good", ",splendid,good"), "overall"),
        (GOOD.replace(",good,good", ",,good"), "overall"),
        (GOOD.replace("RI", "tea"), "childs voice"),
        (GOOD.replace("M2", "Mary Two"), "auditor"),
        (GOOD.replace("M2", "m.two@example.org"), "auditor"),
        (GOOD.replace("A-1", ""), "reference"),
        (GOOD.replace("A-1", "CH-0001234"), "reference"),
        (GOOD.replace("heard", "went fine"), "family voice"),
        (JUDGED.replace("S2", ""), "moderator"),
        (JUDGED.replace("requires improvement", ""), "moderated overall"),
        (JUDGED.replace("03/06/2024", "03/05/2024"), "moderated on"),
        (GOOD + ",surplus", "row"),
    ],
)
def test_a_wrong_row_names_its_field_and_holds_up_no_other(
    activities: Activities, row: str, field: str
) -> None:
    answer = send(activities, row, UNGRADED)
    assert rejected(answer) == [(2, field)]
    assert answer["accepted"] == 1
    assert "CH-0001234" not in str(answer)


def test_what_looks_odd_is_taken_and_told(activities: Activities) -> None:
    answer = send(
        activities,
        GOOD.replace("M2", "M1"),
        JUDGED.replace("M3", "X77").replace("line-cin,", "line-cin,old-team"),
        UNGRADED,
    )
    assert answer["accepted"] == 3
    assert [(one["row"], one["field"]) for one in answer["warnings"]] == [
        (2, "auditor"),
        (3, "auditor"),
        (3, "team"),
    ]
    shown = activities.auditor.get("/activities").json["items"]
    assert (shown[1]["auditor"], shown[1]["team"]) == ("X77", None)


def test_nobody_is_asked_to_moderate_what_is_past_but_who_wants_may(activities: Activities) -> None:
    send(activities, GOOD.replace(",good,", ",inadequate,"))
    assert activities.moderator.get("/activities?awaiting_moderation=true").json["items"] == []
    (one,) = activities.moderator.get("/activities").json["items"]
    body = {"overall": "good", "comment": "On a second look."}
    moderated = activities.moderator.post(
        f"/activities/{one['activity_id']}/moderation", json=body, headers=tag(1)
    )
    assert moderated.status_code == 200, moderated.json


def test_rows_of_other_areas_are_refused_and_who_may_not_import_gets_no_further(
    activities: Activities,
) -> None:
    local = activities.acting("Q1", "qa_manager", areas={"early-help"})
    answer = send(activities, GOOD, GOOD.replace("line-cin,line-cin-01", "youth-justice,"), client=local)
    assert (answer["accepted"], rejected(answer)) == (1, [(2, "service")])
    for role in ("service_area_system", "team_manager"):
        stranger = activities.acting("M2", role)
        parts = {"file": (io.BytesIO(b"x"), "x.csv")}
        refused = stranger.post("/imports/audits", data=parts, content_type="multipart/form-data")
        assert refused.status_code == 403


def test_an_audit_of_today_is_not_historic(activities: Activities) -> None:
    made = activities.auditor.post("/audits", json=audit()).json
    assert made["historic"] is False
    assert [event.historic for _, _, event in activities.events()] == [False]


def book(**sheets: list[str]) -> bytes:
    workbook, out = Workbook(), io.BytesIO()
    workbook.remove(workbook.active)
    for name, rows in sheets.items():
        sheet = workbook.create_sheet(name)
        for row in rows:
            sheet.append(row.split(","))
    workbook.save(out)
    return out.getvalue()


def test_a_workbook_is_read_sheet_by_sheet_and_others_are_named(activities: Activities) -> None:
    content = book(Notes=["what,is,this"], Y2024=[HEADING, GOOD, JUDGED], Y2023=[HEADING, UNGRADED + "x"])
    answer = posted(activities.qa, content)
    assert answer["accepted"] == 2
    assert [(one["sheet"], one["row"], one["field"]) for one in answer["rejected"]] == [
        ("Y2023", 2, "moderated on")
    ]
    assert [one["sheet"] for one in answer["passed_over"]] == ["Notes"]
    assert rejected(posted(activities.qa, book(Notes=["what,is,this"]))) == [(0, "file")]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", [(0, "file")]),
        (HEADING.replace("auditor", "autor").encode(), [(1, "autor"), (1, "auditor")]),
        (b"PK\x03\x04 not a workbook", [(0, "file")]),
    ],
)
def test_a_file_that_cannot_be_read_takes_nothing(
    activities: Activities, content: bytes, said: list[tuple[int, str]]
) -> None:
    answer = posted(activities.qa, content)
    assert (answer["accepted"], rejected(answer)) == (0, said)


def test_the_example_and_the_command_line(activities: Activities, monkeypatch: pytest.MonkeyPatch) -> None:
    """The shape and exit codes are those of `import cases`; the example's places are not all in this small division."""
    transport = httpx.WSGITransport(app=activities.qa.application)
    send_ = Platform.send

    def at(url: str | None, bearer: str | None) -> Platform:
        return Platform(url="http://platform", token=token("business_support", areas={"*"}))

    def through(self: Platform, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return send_(self, *args, **kwargs, transport=transport)

    monkeypatch.setattr(Platform, "at", at)
    monkeypatch.setattr(Platform, "send", through)
    example = Path(__file__).parents[3] / "docs/examples/past-audits/past-audits.csv"
    runner = CliRunner()
    trial = runner.invoke(audits_command.import_audits, [str(example), "--dry-run", "--json"])
    assert (trial.exit_code, '"accepted": 3, "unchanged": 0' in trial.output) == (1, True), trial.output
    assert activities.column(COUNTS) == ["0 0"]
    taken = runner.invoke(audits_command.import_audits, [str(example)])
    assert taken.exit_code == 1
    assert "accepted 3   unchanged 0   rejected 1" in taken.output
    assert "to look at, taken all the same" in taken.output
