"""What the SSDA903 reader makes of header and episodes."""

from __future__ import annotations

from datetime import date

import pytest

from tests.unit.imports.building import HEADER, ssda903, told


def test_a_blank_dec_is_an_open_case_and_the_rest_is_closed() -> None:
    parsed = ssda903()
    assert parsed.rejections == ()
    first, second = parsed.rows
    assert (first.row, first.identifier, first.scheme) == (2, "1", "cla")
    assert (first.area, first.service) == ("social-work", "looked-after")
    assert (first.opened_on, first.closed_on) == (date(2024, 1, 10), None)
    assert (first.birth_date, first.sex, first.ethnicity) == (date(2015, 3, 27), "M", "WBRI")
    assert (second.opened_on, second.closed_on) == (date(2020, 6, 5), date(2024, 1, 31))
    assert parsed.accepted == 1


def test_a_change_of_placement_is_no_new_case() -> None:
    episodes = "CHILD,DECOM,DEC\n1,01/02/2023,\n1,01/01/2022,01/03/2022\n1,01/06/2022,01/02/2023\n"
    (case,) = ssda903(episodes=episodes).rows
    assert (case.row, case.opened_on) == (2, date(2022, 6, 1))


def test_of_two_open_episodes_the_later_counts_and_the_earlier_is_refused() -> None:
    parsed = ssda903(episodes="CHILD,DECOM,DEC\n1,01/06/2022,\n1,01/02/2023,\n")
    assert [(case.row, case.opened_on) for case in parsed.rows] == [(3, date(2023, 2, 1))]
    assert told(parsed) == [(2, "DEC")]


def test_a_child_without_an_episode_is_no_case() -> None:
    assert ssda903(episodes="CHILD,DECOM,DEC\n").rows == ()


@pytest.mark.parametrize(
    ("line", "field", "reason"),
    [
        ("3,27/3/2015,1,WBRI", "DOB", "form dd/mm/yyyy"),
        ("3,31/02/2015,1,WBRI", "DOB", "calendar"),
        ("3,2015-03-27,1,WBRI", "DOB", "form dd/mm/yyyy"),
        ("3,01/04/2024,1,WBRI", "DOB", "is after the date of the list, 2024-03-31"),
        ("3,,1,WBRI", "DOB", "is missing"),
        ("3,27/03/2015,3,WBRI", "SEX", "is not a code for sex"),
        ("3,27/03/2015,1,White", "ETHNIC", "is not one of the ethnicity codes"),
        (",27/03/2015,1,WBRI", "CHILD", "is missing"),
        ("1,27/03/2015,1,WBRI", "CHILD", "is already on line 2"),
        ("3,27/03/2015,1", "row", "has 3 cells where the heading has 4"),
        ("3,27/03/2015,1,WBRI,more", "row", "has 5 cells where the heading has 4"),
    ],
)
def test_a_wrong_header_line_is_refused(line: str, field: str, reason: str) -> None:
    parsed = ssda903(
        header=f"CHILD,DOB,SEX,ETHNIC\n1,27/03/2015,1,WBRI\n{line}\n", episodes="CHILD,DECOM,DEC\n"
    )
    (rejection,) = parsed.rejections
    assert (rejection.row, rejection.field) == (3, field)
    assert rejection.reason.startswith("header.csv: ")
    assert reason in rejection.reason


@pytest.mark.parametrize(
    ("line", "field", "reason"),
    [
        ("1,01/04/2024,", "DECOM", "is after the date of the list, 2024-03-31"),
        ("1,30/02/2024,", "DECOM", "calendar"),
        ("1,,", "DECOM", "is missing"),
        ("1,01/02/2015,", "DECOM", "is before the child's birth"),
        ("1,01/02/2024,31/01/2024", "DEC", "is before DECOM"),
        ("1,01/02/2024,01/04/2024", "DEC", "is after the date of the list"),
        ("99,01/02/2024,", "CHILD", "is not in the header"),
        (",01/02/2024,", "CHILD", "is missing"),
        ("1,01/02/2024", "row", "has 2 cells where the heading has 3"),
    ],
)
def test_a_wrong_episode_is_refused(line: str, field: str, reason: str) -> None:
    parsed = ssda903(episodes=f"CHILD,DECOM,DEC\n2,05/06/2020,\n{line}\n")
    assert [case.identifier for case in parsed.rows] == ["2"]
    (rejection,) = parsed.rejections
    assert (rejection.row, rejection.field) == (3, field)
    assert rejection.reason.startswith("episodes.csv: ")
    assert reason in rejection.reason


def test_an_episode_of_a_child_whose_header_line_was_refused_says_so() -> None:
    parsed = ssda903(header=HEADER.replace("27/03/2015", "never"))
    assert told(parsed) == [(2, "DOB"), (2, "CHILD")]
    assert "has a refused line in the header" in parsed.rejections[1].reason


def test_two_episodes_of_one_day_leave_the_child_unclosed() -> None:
    parsed = ssda903(episodes="CHILD,DECOM,DEC\n1,01/02/2023,01/03/2023\n1,01/02/2023,01/04/2023\n")
    assert parsed.rows == ()
    assert told(parsed) == [(3, "DECOM")]


def test_a_wrong_episode_never_closes_a_child() -> None:
    parsed = ssda903(episodes="CHILD,DECOM,DEC\n2,05/06/2020,31/01/2023\n2,31/01/2023,31/13/2023\n")
    assert parsed.rows == ()


def test_a_broken_line_never_closes_a_child() -> None:
    parsed = ssda903(episodes="CHILD,DECOM,DEC\n2,05/06/2020,31/01/2023\n2,31/01/2023\n")
    assert parsed.rows == ()


def test_rejections_come_in_the_order_of_the_files() -> None:
    episodes = "CHILD,DECOM,DEC\n1,01/06/2022,\n1,01/02/2023,\n9,01/02/2023,\n"
    parsed = ssda903(header=HEADER + "3,5,01/01/2015,WBRI\n", episodes=episodes)
    assert told(parsed) == [(4, "SEX"), (2, "DEC"), (4, "CHILD")]


def test_letters_for_sex_and_the_heading_gender_are_known_too() -> None:
    parsed = ssda903(header=HEADER.replace("SEX", "Gender").replace("1,1,", "1,f,"))
    assert parsed.rows[0].sex == "F"


def test_without_a_day_the_list_is_as_at_today() -> None:
    assert ssda903(episodes="CHILD,DECOM,DEC\n1,31/05/2024,\n", as_at=None).accepted == 1
    assert ssda903(episodes="CHILD,DECOM,DEC\n1,02/06/2024,\n", as_at=None).accepted == 0


@pytest.mark.parametrize("part", ["header", "episodes"])
def test_a_file_that_cannot_be_read_takes_nothing_from_the_other(part: str) -> None:
    wrong = "CHILD,NOTHING\n1,2\n"
    parsed = ssda903(header=wrong) if part == "header" else ssda903(episodes=wrong)
    assert parsed.rows == ()
    assert {rejection.row for rejection in parsed.rejections} == {1}
