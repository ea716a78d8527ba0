"""`sightline import cases` as a person or a script meets it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import click
import httpx
import pytest
from click.testing import CliRunner, Result

from services.activities.imports.command import import_cases
from shared.runtime import settings
from shared.runtime.import_group import imports
from shared.runtime.upload import Platform, PlatformRefused
from tests.unit.imports.annex_a import CONTACTS, LIST_6, in_need, workbook
from tests.unit.imports.building import EPISODES, HEADER, child, message


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "good.xml").write_text(message(child("C1"), child("C2")))
    (tmp_path / "wrong.xml").write_text(message(child("C1"), child("C2", sex="<Sex>[b]</Sex>")))
    (tmp_path / "header.csv").write_text(HEADER)
    (tmp_path / "episodes.csv").write_text(EPISODES)
    (tmp_path / "caseload.csv").write_text("case,team,worker,from\nC1,t1,P1,2024-01-10\nC2,,P1,2024-01-10\n")
    return tmp_path


CONTEXT = click.Context(imports)


def sightline(*arguments: object) -> Result:
    return CliRunner().invoke(import_cases, [str(argument) for argument in arguments])


def test_a_dry_run_needs_no_platform_and_prints_exactly_these_keys(folder: Path) -> None:
    result = sightline(folder / "good.xml", "--dry-run", "--json")
    assert result.exit_code == 0
    assert json.loads(result.stdout) == {"accepted": 2, "rejected": []}


def test_a_rejected_row_is_listed_and_makes_the_exit_code_1(folder: Path) -> None:
    result = sightline(folder / "wrong.xml", "--dry-run", "--json")
    assert result.exit_code == 1
    assert json.loads(result.stdout) == {
        "accepted": 1,
        "rejected": [
            {"row": 2, "field": "Sex", "reason": "is not a code for sex: 1, 2, 0, 9, M, F or U"},
        ],
    }


def test_a_person_sees_a_table(folder: Path) -> None:
    result = sightline(folder / "wrong.xml", "--dry-run")
    assert result.exit_code == 1
    assert "accepted 1   rejected 1" in result.stdout
    assert "Sex" in result.stdout


def test_a_workbook_names_its_sheets_and_what_was_passed_over(folder: Path) -> None:
    book = folder / "annex.xlsx"
    rows = (LIST_6, in_need("K1"), in_need("K2", began="x"))
    book.write_bytes(workbook(One=(CONTACTS,), Six=rows))
    result = sightline(book, "--as-at", "2024-03-31", "--dry-run", "--json")
    assert result.exit_code == 1
    reason = "is not a date of the form yyyy-mm-dd or dd/mm/yyyy"
    assert json.loads(result.stdout) == {
        "accepted": 1,
        "rejected": [{"row": 3, "field": "CIN Start Date", "reason": reason, "sheet": "Six"}],
        "passed_over": [{"sheet": "One", "reason": "looks like list 1 (contacts)"}],
    }
    shown = sightline(book, "--caseload", folder / "caseload.csv", "--dry-run").stdout
    assert "passed over One: looks like list 1 (contacts)" in shown
    assert "sheet" in shown
    assert "caseload: is missing" in shown


def test_a_caseload_is_judged_too(folder: Path) -> None:
    caseload = ("--caseload", folder / "caseload.csv")
    result = sightline(folder / "good.xml", *caseload, "--dry-run", "--json")
    assert result.exit_code == 1
    assert json.loads(result.stdout)["rejected"] == [
        {"row": 3, "field": "team", "reason": "caseload: is missing"}
    ]


def test_an_ssda903_is_one_folder_or_two_files(folder: Path) -> None:
    for files in ([folder], [folder / "header.csv"], [folder / "header.csv", folder / "episodes.csv"]):
        result = sightline(*files, "--as-at", "2024-03-31", "--dry-run", "--json")
        assert (result.exit_code, json.loads(result.stdout)["accepted"]) == (0, 1)


@pytest.mark.parametrize(
    "arguments",
    [
        ["nowhere.xml"],
        ["good.xml", "--format", "annex-z"],
        ["good.xml", "--as-at", "31/03/2024"],
        ["good.xml", "--as-at", "2999-01-01"],
        ["good.xml", "episodes.csv"],
        ["good.xml", "--caseload", "nowhere.csv"],
        [],
    ],
)
def test_a_command_that_cannot_be_carried_out_is_exit_code_2(folder: Path, arguments: Sequence[str]) -> None:
    files = [folder / name if "." in name else name for name in arguments]
    result = sightline(*files, "--dry-run")
    assert result.exit_code == 2
    assert "Error" in result.stderr


def test_a_platform_that_is_away_is_exit_code_3(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shared.runtime.upload.PATIENCE_SECONDS", 0)
    monkeypatch.setenv("SIGHTLINE_DATA", str(tmp_path / "data"))
    settings.current.cache_clear()
    result = sightline(folder / "good.xml", "--url", "http://127.0.0.1:9")
    settings.current.cache_clear()
    assert result.exit_code == 3
    assert "cannot be reached" in result.stderr


def test_every_import_of_the_group_is_a_command_of_its_service() -> None:
    assert set(imports.list_commands(CONTEXT)) == {"audits", "cases", "organisation"}
    assert "organisation" in CliRunner().invoke(imports, ["--help"]).stdout
    assert imports.get_command(CONTEXT, "weather") is None


def test_files_are_sent_again_with_the_same_key_while_the_platform_is_busy(folder: Path) -> None:
    asked: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(request)
        if len(asked) == 1:
            return httpx.Response(503)
        return httpx.Response(200, json={"accepted": 2, "unchanged": 0, "rejected": []})

    platform = Platform(url="http://platform", token="a.b.c")
    body = platform.send(
        "/x", {"file": folder / "good.xml"}, {"format": "cin-census"}, transport=_like(answer)
    )
    assert body["accepted"] == 2
    assert len({request.headers["Idempotency-Key"] for request in asked}) == 1
    assert {request.headers["Authorization"] for request in asked} == {"Bearer a.b.c"}
    assert b"cin-census" in asked[-1].content


def test_rejected_rows_come_back_even_when_nothing_was_taken(folder: Path) -> None:
    rows = {
        "accepted": 0,
        "unchanged": 0,
        "rejected": [{"file": "units", "row": 2, "field": "kind", "reason": "?"}],
    }
    transport = _like(lambda request: httpx.Response(422, json=rows))
    platform = Platform(url="http://platform", token="t")
    assert platform.send("/x", {"file": folder / "good.xml"}, transport=transport) == rows


def test_any_other_no_is_told_with_its_reason(folder: Path) -> None:
    problem = {
        "title": "You may not do this",
        "detail": "cases:import",
        "correlation_id": "c1",
        "errors": {"as_at": ["Must not be ..."]},
    }
    transport = _like(lambda request: httpx.Response(403, json=problem))
    with pytest.raises(PlatformRefused) as refused:
        Platform(url="http://platform", token="t").send(
            "/x", {"file": folder / "good.xml"}, transport=transport
        )
    assert (
        str(refused.value)
        == "You may not do this (403)\ncases:import\n  as_at: Must not be ...\ncorrelation id c1"
    )


def _like(answer: object) -> httpx.MockTransport:
    return httpx.MockTransport(answer)  # type: ignore[arg-type]
