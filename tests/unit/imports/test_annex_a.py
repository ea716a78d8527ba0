"""Lists 6, 7 and 8 of Annex A: what a case is, and what several lists say of one child."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.unit.imports.annex_a import (
    CONTACTS,
    LIST_6,
    LIST_7,
    LIST_8,
    WHO,
    Row,
    annex_a,
    csv,
    in_need,
    looked_after,
    on_plan,
    workbook,
)
from tests.unit.imports.building import TODAY, told


def three(*, six: tuple[Row, ...] = (), seven: tuple[Row, ...] = (), eight: tuple[Row, ...] = ()) -> bytes:
    return workbook(Six=(LIST_6, *six), Seven=(LIST_7, *seven), Eight=(LIST_8, *eight))


@pytest.mark.parametrize(
    ("heading", "row", "scheme", "service", "opened"),
    [
        (LIST_6, in_need(), "cin", "line-cin", date(2024, 1, 10)),
        (LIST_7, on_plan(), "cpp", "line-cin", date(2024, 2, 1)),
        (LIST_8, looked_after(), "cla", "looked-after", date(2024, 2, 15)),
    ],
)
def test_one_list_as_csv_is_told_by_its_columns(
    heading: Row, row: Row, scheme: str, service: str, opened: date
) -> None:
    parsed = annex_a(csv(row, heading=heading))
    (case,) = parsed.rows
    assert (parsed.accepted, parsed.rejections, parsed.passed_over) == (1, (), ())
    assert (case.row, case.sheet, case.identifier, case.area) == (2, None, "K1", "social-work")
    assert (case.scheme, case.service, case.opened_on, case.closed_on) == (scheme, service, opened, None)
    assert (case.birth_date, case.sex, case.ethnicity) == (date(2015, 3, 27), "F", "WBRI")
    assert (case.died_on, case.ended) == (None, frozenset())


def test_a_child_in_several_lists_is_one_case_of_the_most_serious() -> None:
    parsed = annex_a(
        three(
            six=(in_need("K1"), in_need("K2"), in_need("K3")),
            seven=(on_plan("K1"), on_plan("K2")),
            eight=(looked_after("K1"),),
        )
    )
    assert [(case.identifier, case.scheme, case.sheet, case.row) for case in parsed.rows] == [
        ("K1", "cla", "Eight", 2),
        ("K2", "cpp", "Seven", 3),
        ("K3", "cin", "Six", 4),
    ]
    assert all(not case.ended for case in parsed.rows)


def test_what_another_list_says_is_over_goes_with_the_case() -> None:
    parsed = annex_a(
        three(
            six=(in_need("K1"), in_need("K2", ended="01/03/2024", status="e) Closed episode")),
            seven=(on_plan("K1", ended="20/02/2024"), on_plan("K2", ended="10/03/2024")),
            eight=(looked_after("K1", ended="25/02/2024"),),
        )
    )
    stepped_down, closed = parsed.rows
    assert (stepped_down.scheme, stepped_down.closed_on, stepped_down.ended) == ("cin", None, {"cpp", "cla"})
    assert (closed.scheme, closed.closed_on, closed.ended) == ("cpp", date(2024, 3, 10), {"cin"})
    assert parsed.accepted == 1


def test_a_child_with_a_refused_row_counts_by_an_open_one_and_is_never_closed() -> None:
    wrong = looked_after("K1", began="soon")
    parsed = annex_a(three(six=(in_need("K1"),), eight=(looked_after("K1", ended="25/02/2024"), wrong)))
    assert [(case.scheme, case.ended) for case in parsed.rows] == [("cin", frozenset())]
    parsed = annex_a(
        three(six=(in_need("K1", began="soon"),), eight=(looked_after("K1", ended="25/02/2024"),))
    )
    assert (parsed.rows, told(parsed)) == ((), [(2, "CIN Start Date")])


def test_of_two_open_rows_the_later_counts_and_the_earlier_is_refused() -> None:
    parsed = annex_a(csv(in_need(), in_need(began="11/02/2024")))
    assert [(case.row, case.opened_on) for case in parsed.rows] == [(3, date(2024, 2, 11))]
    assert told(parsed) == [(2, "CIN Closure Date")]
    assert "a later row of the child is open as well" in parsed.rejections[0].reason
    repeated = annex_a(csv(in_need(), in_need()))
    assert told(repeated) == [(2, "CIN Closure Date"), (3, "CIN Start Date")]
    assert repeated.accepted == 1


def test_an_ended_period_before_an_open_one_is_history_and_the_last_end_closes() -> None:
    past = looked_after(began="01/02/2022", ended="01/06/2022")
    parsed = annex_a(csv(past, looked_after(), heading=LIST_8))
    assert (parsed.accepted, parsed.rejections) == (1, ())
    parsed = annex_a(csv(looked_after(ended="20/02/2024"), past, heading=LIST_8))
    assert [case.closed_on for case in parsed.rows] == [date(2024, 2, 20)]


def test_a_death_is_known_whichever_list_says_it() -> None:
    died = in_need("K1", ended="03/03/2024", reason="RC2 - Died", status="e) Closed episode")
    parsed = annex_a(three(six=(died,), seven=(on_plan("K1"),)))
    assert [(case.scheme, case.closed_on, case.died_on) for case in parsed.rows] == [
        ("cpp", None, date(2024, 3, 3))
    ]


def test_what_one_list_leaves_blank_another_may_say() -> None:
    blank = looked_after("K1", born="", sex="", ethnicity="")
    (case,) = annex_a(three(six=(in_need("K1"),), eight=(blank,))).rows
    assert (case.scheme, case.birth_date, case.sex, case.ethnicity) == ("cla", date(2015, 3, 27), "F", "WBRI")


@pytest.mark.parametrize(
    ("changes", "field", "reason"),
    [
        ({"child": ""}, "Child Unique ID", "is missing"),
        ({"child": "#N/A"}, "Child Unique ID", "holds an error of the spreadsheet"),
        ({"sex": "e) Purple"}, "Gender", "is not one of a) Male"),
        ({"ethnicity": "z) XXXX"}, "Ethnicity", "is not one of the ethnicity codes"),
        ({"born": "31/02/2015"}, "Date of Birth", "is not a day that the calendar has"),
        ({"began": ""}, "CIN Start Date", "is missing"),
        ({"began": "01/04/2024"}, "CIN Start Date", "is after the date of the list, 2024-03-31"),
        ({"began": "45383"}, "CIN Start Date", "is after the date of the list, 2024-03-31"),
        ({"began": "12"}, "CIN Start Date", "is not a date of the form"),
        ({"began": "31/12/1899"}, "CIN Start Date", "is before 1900"),
        ({"ended": "09/01/2024"}, "CIN Closure Date", "is before CIN Start Date"),
        (
            {"status": "e) Closed episode"},
            "CIN Closure Date",
            "is missing, though the case status says closed",
        ),
        ({"status": ""}, "Case Status", "is missing"),
        ({"status": "f) Elsewhere"}, "Case Status", "is not one of the case statuses"),
        ({"reason": "#REF!"}, "Reason for Closure", "holds an error of the spreadsheet"),
    ],
)
def test_a_wrong_cell_is_refused_by_row_field_and_reason(changes: Any, field: str, reason: str) -> None:
    parsed = annex_a(csv(in_need("K0"), in_need(**({"child": "K1"} | changes))))
    assert [case.identifier for case in parsed.rows] == ["K0"]
    assert told(parsed) == [(3, field)]
    assert reason in parsed.rejections[0].reason


def test_all_wrong_cells_of_a_row_are_told_at_once() -> None:
    parsed = annex_a(csv(in_need(began="x", sex="x", born="x", status="x")))
    fields = {"Gender", "Date of Birth", "CIN Start Date", "Case Status"}
    assert {one.field for one in parsed.rejections} == fields


def test_an_end_that_is_wrong_is_not_called_missing_and_one_that_is_missing_is_told_beside_the_rest() -> None:
    closed = {"status": "e) Closed episode"}
    assert told(annex_a(csv(in_need(ended="x", **closed)))) == [(2, "CIN Closure Date")]
    assert told(annex_a(csv(in_need(sex="x", **closed)))) == [(2, "Gender"), (2, "CIN Closure Date")]


def test_two_ended_rows_that_began_on_one_day_close_nothing() -> None:
    rows = (looked_after(ended="20/02/2024"), looked_after(ended="21/02/2024"))
    parsed = annex_a(csv(*rows, heading=LIST_8))
    assert (parsed.rows, told(parsed)) == ((), [(3, "Date Started to be Looked After")])


def test_nobody_is_looked_after_before_birth_but_a_plan_may_be_older() -> None:
    born = {"born": "20/02/2024"}
    assert told(annex_a(csv(looked_after(**born), heading=LIST_8))) == [
        (2, "Date Started to be Looked After")
    ]
    assert annex_a(csv(looked_after(began="20/02/2024", **born), heading=LIST_8)).accepted == 1
    assert annex_a(csv(on_plan(**born), heading=LIST_7)).accepted == 1


def test_without_a_day_the_list_is_of_today() -> None:
    parsed = annex_a(csv(in_need(began="01/06/2024")), as_at=None)
    assert (parsed.accepted, parsed.as_at) == (1, TODAY)


@pytest.mark.parametrize(
    ("written", "sex"),
    [
        ("a) Male", "M"),
        ("female", "F"),
        ("c) Not stated/recorded", "U"),
        ("d) Neither", "U"),
        ("M", "M"),
        ("Not recorded", "U"),
        ("Unknown", "U"),
        ("", None),
    ],
)
def test_a_gender_is_told_by_its_letter_or_word(written: str, sex: str | None) -> None:
    (case,) = annex_a(csv(in_need(sex=written))).rows
    assert case.sex == sex


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("s) REFU", "REFU"),
        ("s) NOBT", "NOBT"),
        ("mwbc", "MWBC"),
        ("a) WBRI - White British", "WBRI"),
        ("", None),
    ],
)
def test_an_ethnicity_is_told_by_its_four_letters(written: str, code: str | None) -> None:
    (case,) = annex_a(csv(in_need(ethnicity=written))).rows
    assert case.ethnicity == code


@pytest.mark.parametrize(
    ("status", "open_"),
    [
        ("a) Looked after child", True),
        ("Open assessment", True),
        ("b) Child Protection plan", True),
        ("E) closed", False),
        ("Closed after assessment", False),
    ],
)
def test_a_case_status_says_open_or_closed(status: str, open_: bool) -> None:
    assert annex_a(csv(in_need(status=status))).accepted == open_


def test_a_closure_date_closes_whatever_the_status_says() -> None:
    (case,) = annex_a(csv(in_need(ended="01/03/2024"))).rows
    assert case.closed_on == date(2024, 3, 1)


def test_a_wrong_list_is_told_which_it_looks_like_and_which_are_taken() -> None:
    parsed = annex_a(csv(heading=CONTACTS))
    assert told(parsed) == [(0, "file")]
    assert parsed.rejections[0].reason == (
        "looks like list 1 (contacts); of Annex A, list 6 (children in need), 7 (child protection plans) and "
        "8 (children looked after) are taken"
    )
    assert "has no heading of a list of Annex A" in annex_a("4711,Somebody\n").rejections[0].reason
    assert "4711" not in annex_a("4711,Somebody\n").rejections[0].reason


def test_missing_and_repeated_columns_are_named_all_at_once() -> None:
    heading = tuple(name for name in LIST_6 if name not in ("Gender", "CIN Closure Date"))
    parsed = annex_a(csv(heading=(*heading, "dob")))
    assert told(parsed) == [(1, "Date of Birth"), (1, "Gender"), (1, "CIN Closure Date")]
    assert "list 6" in parsed.rejections[1].reason


def test_nothing_is_taken_while_a_list_of_the_workbook_lacks_a_column() -> None:
    parsed = annex_a(workbook(Six=(LIST_6, in_need()), Seven=((*WHO, LIST_7[5]), on_plan(began="x"))))
    assert parsed.rows == ()
    assert [(one.sheet, one.row, one.field) for one in parsed.rejections] == [("Seven", 1, LIST_7[6])]


def test_a_list_that_is_there_twice_is_refused() -> None:
    parsed = annex_a(workbook(Six=(LIST_6, in_need()), Copy=(LIST_6, in_need())))
    assert (parsed.rows, [one.sheet for one in parsed.rejections]) == ((), ["Copy"])
    assert "as is the sheet Six" in parsed.rejections[0].reason


def test_other_sheets_are_passed_over_and_named() -> None:
    parsed = annex_a(workbook(Notes=(("Prepared by",),), One=(CONTACTS,), Six=(LIST_6, in_need())))
    assert parsed.accepted == 1
    assert [(one.sheet, one.reason) for one in parsed.passed_over] == [
        ("Notes", "has no heading of a list of Annex A"),
        ("One", "looks like list 1 (contacts)"),
    ]
    none = annex_a(workbook(One=(CONTACTS,)))
    assert (none.rows, told(none), len(none.passed_over)) == ((), [(0, "file")], 1)
    assert "holds no list that is taken" in none.rejections[0].reason
