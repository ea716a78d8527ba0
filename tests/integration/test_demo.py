"""`sightline demo`, from an empty folder to the boards' reports, on a platform of its own."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from shared.demo.server import clear
from shared.demo.words import NOTICE

VERDICT = re.compile(r"captured (\d+)  projected (\d+)  lost (\d+)  duplicated (\d+)")
CHILD = re.compile(rb"INV[CLE]\d{6}")
PATIENCE_S = 300


@dataclass(frozen=True)
class Played:
    """What one run left behind."""

    folder: Path
    code: int
    lines: list[str]
    errors: str


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Played]:
    """April, with nothing of this machine's settings."""
    folder = tmp_path_factory.mktemp("demo")
    bare = {name: value for name, value in os.environ.items() if not name.startswith("SIGHTLINE_")}
    done = subprocess.run(
        [sys.executable, "-m", "shared.runtime.cli", "demo", "--small", "--data", str(folder)],
        capture_output=True,
        text=True,
        env=bare,
        timeout=PATIENCE_S,
        check=False,
    )
    yield Played(folder, done.returncode, done.stdout.splitlines(), done.stderr)
    clear(folder / "platform")


def test_all_that_was_captured_is_projected_once(played: Played) -> None:
    assert played.code == 0, played.errors
    verdict = VERDICT.fullmatch(played.lines[-1])
    assert verdict, played.lines[-1]
    captured, projected, lost, duplicated = map(int, verdict.groups())
    assert captured == projected > 300
    assert (lost, duplicated) == (0, 0)


def test_the_main_figures_are_shown(played: Played) -> None:
    text = "\n".join(played.lines)
    assert re.search(r"Case-file audits +48 of 48 planned", text)
    assert re.search(r"Practice observations +25 of 25 planned", text)


@pytest.mark.parametrize(
    ("form", "start"), [("html", b"<!doctype html>"), ("pdf", b"%PDF-"), ("docx", b"PK"), ("csv", b"")]
)
def test_the_report_is_there_in_every_form(played: Played, form: str, start: bytes) -> None:
    document = played.folder / "reports" / f"monthly-qa-2025-04.{form}"
    assert document.read_bytes().lower().startswith(start.lower())
    assert any("monthly-qa-2025-04.{html,pdf,docx,csv}" in line for line in played.lines)


def test_every_report_says_that_its_data_are_invented(played: Played) -> None:
    reports = played.folder / "reports"
    page = (reports / "monthly-qa-2025-04.html").read_text()
    table = (reports / "monthly-qa-2025-04.csv").read_text(encoding="utf-8-sig")
    with zipfile.ZipFile(reports / "monthly-qa-2025-04.docx") as parts:
        word = parts.read("word/document.xml").decode()
    assert all(NOTICE in text for text in (page, table, word))
    assert NOTICE in played.lines[0]


def test_no_child_is_named_in_a_report_or_in_the_log(played: Played) -> None:
    written = [*(played.folder / "reports").iterdir(), played.folder / "platform.log"]
    assert len(written) == 5
    assert not [file.name for file in written if CHILD.search(file.read_bytes())]
