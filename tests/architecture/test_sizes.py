"""Small modules: a room that outgrows its size becomes a folder."""

from __future__ import annotations

from statistics import median

from .source import ROOT, modules

MEDIAN, MOST = 90, 400
UNNAMED = {"utils", "helpers", "manager", "common", "misc", "util", "helper"}


def test_no_module_is_longer_than_a_person_reads_at_once() -> None:
    lines = {
        p.relative_to(ROOT): len(p.read_text().splitlines()) for p in modules("services", "shared", "tests")
    }
    assert {path: count for path, count in lines.items() if count > MOST} == {}
    filled = [count for count in lines.values() if count]
    assert median(filled) <= MEDIAN


def test_no_module_has_a_name_that_says_nothing() -> None:
    assert [path for path in modules("services", "shared", "tests") if path.stem in UNNAMED] == []


def test_nothing_is_left_to_do() -> None:
    marks = ("TO" + "DO", "FIX" + "ME", "X" * 3 + " ", "NotImplemented" + "Error")
    wrong = [
        f"{path.relative_to(ROOT)}: {line.strip()}"
        for path in modules("services", "shared", "tests")
        for line in path.read_text().splitlines()
        if any(mark in line for mark in marks)
    ]
    assert wrong == []
