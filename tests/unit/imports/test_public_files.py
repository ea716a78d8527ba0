"""The readers against public test data of the sector: large files that nobody here made.

`SIGHTLINE_PUBLIC_DATA` names the folder; without it `../shared/data` beside the project is tried.
"""

from __future__ import annotations

import os
import warnings
from collections import Counter
from datetime import date
from pathlib import Path

from services.activities.imports import Parsed, parse

BESIDE = Path(__file__).parents[4] / "shared" / "data"
LISTS = Path(os.environ.get("SIGHTLINE_PUBLIC_DATA") or BESIDE) / "case-lists"

if not LISTS.is_dir():
    warnings.warn(f"NO PUBLIC CASE LISTS, SO NOTHING IS TESTED AGAINST THEM: {LISTS}", stacklevel=1)


def census(name: str) -> Parsed:
    with (LISTS / "cin-census" / name).open("rb") as stream:
        return parse("cin-census", {"file": stream})


def ssda903(as_at: date | None) -> Parsed:
    folder = LISTS / "ssda903"
    with (folder / "header.csv").open("rb") as header, (folder / "episodes.csv").open("rb") as episodes:
        return parse("ssda903", {"file": header, "episodes": episodes}, as_at)


class TestPublicFiles:
    __test__ = LISTS.is_dir()

    def test_the_census_has_145_open_cases_and_refuses_what_lies_after_its_reference_date(self) -> None:
        parsed = census("fake_CIN_data.xml")
        assert parsed.accepted == 145
        assert Counter(rejection.field for rejection in parsed.rejections) == {
            "CINreferralDate": 8,
            "CINclosureDate": 9,
        }
        assert all("is after the date of the list, 2022-07-21" in one.reason for one in parsed.rejections)

    def test_every_edition_of_the_census_is_understood(self) -> None:
        for name in ("CIN_Census_2021.xml", "liia_cin-2022.xml"):
            parsed = census(name)
            assert (len(parsed.rows), parsed.rejections) == (1, ())
        latest = census("CIN_Census_2024.xml")
        assert [case.row for case in latest.rows] == [1]
        assert {rejection.row for rejection in latest.rejections} == {2}

    def test_the_ssda903_has_1408_children_of_whom_five_have_two_open_episodes(self) -> None:
        parsed = ssda903(None)
        assert parsed.accepted == 1408
        assert len({case.identifier for case in parsed.rows}) == len(parsed.rows) == 2123
        assert [rejection.field for rejection in parsed.rejections] == ["DEC"] * 5

    def test_as_at_the_end_of_its_year_it_has_as_many_open_and_leaves_out_what_ends_later(self) -> None:
        parsed = ssda903(date(2018, 3, 31))
        assert parsed.accepted == 1408
        assert len(parsed.rejections) == 5 + 12

    def test_the_annex_a_has_ten_open_cases_and_one_who_was_looked_after_before_birth(self) -> None:
        with (LISTS / "annex-a" / "Annex_A.xlsx").open("rb") as stream:
            parsed = parse("annex-a", {"file": stream}, date(2021, 3, 31))
        assert Counter(case.scheme for case in parsed.rows if case.closed_on is None) == {
            "cin": 5,
            "cpp": 2,
            "cla": 3,
        }
        assert (parsed.accepted, len(parsed.rows)) == (10, 16)
        assert [(one.sheet, one.row, one.field) for one in parsed.rejections] == [
            ("List 8", 5, "Date Started to be Looked After")
        ]
        assert [one.sheet for one in parsed.passed_over] == [f"List {n}" for n in (1, 2, 3, 4, 5, 9, 10, 11)]

    def test_another_file_of_the_return_is_not_taken_for_the_header(self) -> None:
        folder = LISTS / "ssda903"
        with (folder / "oc2.csv").open("rb") as header, (folder / "episodes.csv").open("rb") as episodes:
            parsed = parse("ssda903", {"file": header, "episodes": episodes})
        assert parsed.rows == ()
        assert "SDQ_SCORE" in {rejection.field for rejection in parsed.rejections}
