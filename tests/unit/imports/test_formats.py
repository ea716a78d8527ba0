"""Choosing a format and its parts."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from pathlib import Path

import pytest

from services.activities.imports import FORMATS, parse
from services.activities.imports.sources import UnclearSource, find
from shared.contracts.errors import Invalid
from tests.unit.imports.annex_a import CONTACTS, LIST_6, LIST_7, csv, workbook
from tests.unit.imports.building import AS_AT, EPISODES, HEADER, TODAY, child, message


def test_the_formats_and_their_parts_are_these() -> None:
    assert {name: one.parts for name, one in FORMATS.items()} == {
        "cin-census": ("file",),
        "ssda903": ("file", "episodes"),
        "annex-a": ("file",),
    }


def test_all_that_is_wrong_with_the_request_is_said_at_once() -> None:
    with pytest.raises(Invalid) as refused:
        parse("ssda903", {"file": BytesIO()}, date(2024, 6, 2), today=TODAY)
    assert set(refused.value.fields) == {"episodes", "as_at"}


def test_an_unknown_format_names_the_known_ones() -> None:
    with pytest.raises(Invalid) as refused:
        parse("annex-z", {}, AS_AT, today=TODAY)
    assert refused.value.fields == {"format": ["Must be one of: cin-census, ssda903, annex-a."]}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "Header.csv").write_text(HEADER)
    (tmp_path / "episodes.CSV").write_text(EPISODES)
    (tmp_path / "census.txt").write_text("\n " + message(child()))
    (tmp_path / "wide.txt").write_bytes(HEADER.encode("utf-16"))
    (tmp_path / "seven.csv").write_text("Council\n" + csv(heading=LIST_7))
    (tmp_path / "tabs.txt").write_bytes(csv(heading=CONTACTS).replace(",", "\t").encode("utf-16"))
    (tmp_path / "book.bin").write_bytes(workbook(Six=(LIST_6,)))
    (tmp_path / "old.xls").write_bytes(b"\xd0\xcf\x11\xe0")
    (tmp_path / "broken.xml").write_text("Message")
    (tmp_path / "letter.doc").write_text("Dear all")
    return tmp_path


@pytest.mark.parametrize("file", ["", "Header.csv", "episodes.CSV"])
def test_an_ssda903_is_found_from_any_of_its_files(folder: Path, file: str) -> None:
    source = find(folder / file)
    assert source.format == "ssda903"
    assert {part: path.name for part, path in source.parts.items()} == {
        "file": "Header.csv",
        "episodes": "episodes.CSV",
    }


def test_episodes_may_lie_elsewhere(folder: Path) -> None:
    source = find(folder / "Header.csv", folder / "letter.doc")
    assert source.parts["episodes"] == folder / "letter.doc"


@pytest.mark.parametrize(
    ("file", "format"),
    [
        ("census.txt", "cin-census"),
        ("broken.xml", "cin-census"),
        ("wide.txt", "ssda903"),
        ("seven.csv", "annex-a"),
        ("tabs.txt", "annex-a"),
        ("book.bin", "annex-a"),
        ("old.xls", "annex-a"),
    ],
)
def test_the_format_is_told_from_the_content_then_from_the_name(folder: Path, file: str, format: str) -> None:
    assert find(folder / file).format == format


def test_a_format_that_is_said_is_not_guessed(folder: Path) -> None:
    assert find(folder / "letter.doc", format="cin-census").format == "cin-census"


@pytest.mark.parametrize(
    ("file", "episodes", "format", "reason"),
    [
        ("letter.doc", None, None, "say which with --format"),
        ("census.txt", "episodes.CSV", None, "episodes belong to ssda903"),
        ("", None, "cin-census", "is a folder"),
    ],
)
def test_what_does_not_fit_together_is_said(
    folder: Path, file: str, episodes: str | None, format: str | None, reason: str
) -> None:
    with pytest.raises(UnclearSource, match=reason):
        find(folder / file, folder / episodes if episodes else None, format)


@pytest.mark.parametrize("missing", ["Header.csv", "episodes.CSV"])
def test_a_missing_part_is_named(folder: Path, missing: str) -> None:
    (folder / missing).unlink()
    with pytest.raises(UnclearSource, match=f"there is no {missing.lower()}"):
        find(folder)
