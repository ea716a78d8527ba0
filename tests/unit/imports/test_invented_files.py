"""The demonstration's own case files are fit to import, and the same every time."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from services.activities.imports import parse, parse_caseload
from shared.demo.case_files import CaseFiles, write_case_files

AS_AT = date(2025, 3, 31)
HOLDERS = {
    service: {
        f"{service}-{team:02}": [f"P{service[0]}{team}{worker}" for worker in range(4)] for team in range(6)
    }
    for service in ("line-cin", "looked-after")
}


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> CaseFiles:
    return write_case_files(tmp_path_factory.mktemp("cases"), seed=7, as_at=AS_AT, holders=HOLDERS)


def test_the_census_is_read_without_a_rejection(files: CaseFiles) -> None:
    with files.census.open("rb") as stream:
        parsed = parse("cin-census", {"file": stream})
    assert parsed.rejections == ()
    assert parsed.accepted == 1500
    assert len(parsed.rows) > 1500
    assert Counter(case.scheme for case in parsed.rows)["cpp"] == 450


def test_the_ssda903_is_read_without_a_rejection(files: CaseFiles) -> None:
    with files.header.open("rb") as header, files.episodes.open("rb") as episodes:
        parsed = parse("ssda903", {"file": header, "episodes": episodes}, AS_AT)
    assert parsed.rejections == ()
    assert parsed.accepted == 600


def test_the_caseload_holds_about_95_in_100_and_knows_only_their_teams(files: CaseFiles) -> None:
    with files.caseload.open("rb") as stream:
        parsed = parse_caseload(stream, AS_AT)
    assert parsed.rejections == ()
    assert 0.93 < len({row.identifier for row in parsed.rows if row.to is None}) / 2100 < 0.97
    teams = {team: workers for service in HOLDERS.values() for team, workers in service.items()}
    assert all(row.worker in teams[row.team] for row in parsed.rows)


def test_everything_says_that_it_is_invented(files: CaseFiles) -> None:
    assert "INVENTED" in files.census.read_text().split("<Message>")[0]
    for path in (files.header, files.episodes, files.caseload):
        assert all(line.startswith("INV") for line in path.read_text().splitlines()[1:])


def test_the_same_seed_gives_the_same_bytes_and_another_does_not(files: CaseFiles, tmp_path: Path) -> None:
    def content(made: CaseFiles) -> list[bytes]:
        return [path.read_bytes() for path in (made.census, made.header, made.episodes, made.caseload)]

    again = write_case_files(tmp_path / "again", seed=7, as_at=AS_AT, holders=HOLDERS)
    other = write_case_files(tmp_path / "other", seed=8, as_at=AS_AT, holders=HOLDERS)
    assert content(again) == content(files)
    assert all(one != two for one, two in zip(content(other), content(files), strict=True))
