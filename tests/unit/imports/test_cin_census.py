"""What the CIN census reader makes of children and their episodes."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pytest

from services.activities.imports.formats import parse
from services.activities.imports.places import Place, Places
from tests.unit.imports.building import TODAY, census, child, episode, message, plan, told


def test_an_open_episode_is_a_case() -> None:
    parsed = census(message(child("C1")))
    assert parsed.rejections == ()
    (case,) = parsed.rows
    assert (case.row, case.identifier, case.scheme) == (1, "C1", "cin")
    assert (case.area, case.service) == ("social-work", "line-cin")
    assert (case.opened_on, case.closed_on) == (date(2024, 1, 10), None)
    assert (case.birth_date, case.sex, case.ethnicity) == (date(2015, 3, 27), "M", "WBRI")


def test_the_edition_of_2022_says_gender_current() -> None:
    parsed = census(message(child(sex="<GenderCurrent>2</GenderCurrent>")))
    assert [case.sex for case in parsed.rows] == ["F"]


def test_stray_text_and_name_spaces_do_not_matter() -> None:
    text = message(child()).replace("<PersonBirthDate>", "PersonBirthDate <PersonBirthDate>")
    text = text.replace("<Message>", '<Message xmlns="urn:cin">')
    assert census(text).accepted == 1


def test_an_open_protection_plan_makes_the_case_a_plan_case() -> None:
    open_plan = child("C1", episode(also=plan("2024-02-01")))
    ended_plan = child("C2", episode(also=plan("2024-02-01", "2024-03-01")))
    assert [case.scheme for case in census(message(open_plan, ended_plan)).rows] == ["cpp", "cin"]


def test_of_several_open_episodes_the_newest_counts() -> None:
    details = (episode("2023-05-01"), episode("2024-02-02"), episode("2022-01-01", "2022-03-01"))
    (case,) = census(message(child("C1", *details))).rows
    assert (case.opened_on, case.closed_on) == (date(2024, 2, 2), None)


def test_a_child_whose_episodes_are_all_closed_is_a_closed_case() -> None:
    parsed = census(
        message(child("C1", episode("2022-01-01", "2022-03-01"), episode("2023-01-01", "2023-04-01")))
    )
    (case,) = parsed.rows
    assert (case.opened_on, case.closed_on) == (date(2023, 1, 1), date(2023, 4, 1))
    assert parsed.accepted == 0


def test_the_unborn_and_the_unrecorded_are_taken() -> None:
    parsed = census(message(child(born="", sex="", ethnicity="<Ethnicity/>")))
    (case,) = parsed.rows
    assert (case.birth_date, case.sex, case.ethnicity) == (None, None, None)


@pytest.mark.parametrize(
    ("wrong", "field", "reason"),
    [
        (child(""), "LAchildID", "is missing"),
        (child("C" * 65), "LAchildID", "is longer than 64 characters"),
        (child(born="<PersonBirthDate>27/03/2015</PersonBirthDate>"), "PersonBirthDate", "form yyyy-mm-dd"),
        (child(born="<PersonBirthDate>20150327</PersonBirthDate>"), "PersonBirthDate", "form yyyy-mm-dd"),
        (child(born="<PersonBirthDate>2015-02-30</PersonBirthDate>"), "PersonBirthDate", "calendar"),
        (child(born="<PersonBirthDate>1015-02-03</PersonBirthDate>"), "PersonBirthDate", "before 1900"),
        (child(born="<PersonBirthDate>2024-04-01</PersonBirthDate>"), "PersonBirthDate", "2024-03-31"),
        (child(sex="<Sex>X</Sex>"), "Sex", "is not a code for sex"),
        (child(sex="<GenderCurrent>7</GenderCurrent>"), "GenderCurrent", "is not a code for sex"),
        (child(ethnicity="<Ethnicity>ZZZZ</Ethnicity>"), "Ethnicity", "is not one of the ethnicity codes"),
        (child("C1", episode("2024-13-01")), "CINreferralDate", "calendar"),
        (child("C1", episode("2024-04-01")), "CINreferralDate", "is after the date of the list, 2024-03-31"),
        (child("C1", episode("")), "CINreferralDate", "is missing"),
        (child("C1", episode("2024-01-10", "2024-01-09")), "CINclosureDate", "is before the referral"),
        (child("C1", episode("2024-01-10", "2024-05-01")), "CINclosureDate", "is after the date of the list"),
        (
            child("C1", episode(also="<PrimaryNeedCode>N10</PrimaryNeedCode>")),
            "PrimaryNeedCode",
            "is not one of the primary need codes",
        ),
        (
            child("C1", episode(also=plan("2024-02-01", "2024-01-01"))),
            "CPPendDate",
            "is before the plan's start",
        ),
        (child("C1", "<Other/>"), "CINdetails", "is missing"),
    ],
)
def test_a_wrong_value_refuses_the_child_and_names_row_field_and_reason(
    wrong: str, field: str, reason: str
) -> None:
    parsed = census(message(child("GOOD"), wrong))
    assert [case.identifier for case in parsed.rows] == ["GOOD"]
    (rejection,) = parsed.rejections
    assert (rejection.row, rejection.field) == (2, field)
    assert reason in rejection.reason


def test_an_unborn_child_is_known_by_the_day_expected() -> None:
    expected = "<ExpectedPersonBirthDate>2024-08-01</ExpectedPersonBirthDate>"
    assert [one.birth_date for one in census(message(child(born=expected))).rows] == [date(2024, 8, 1)]
    born = "<PersonBirthDate>2024-02-03</PersonBirthDate>"
    assert [one.birth_date for one in census(message(child(born=born + expected))).rows] == [date(2024, 2, 3)]
    assert [one.birth_date for one in census(message(child(born=""))).rows] == [None]
    wrong = "<ExpectedPersonBirthDate>soon</ExpectedPersonBirthDate>"
    assert [one.birth_date for one in census(message(child(born=born + wrong))).rows] == [date(2024, 2, 3)]
    assert told(census(message(child(born=wrong)))) == [(1, "ExpectedPersonBirthDate")]


def test_every_mistake_of_a_child_is_told_at_once() -> None:
    wrong = child("", born="<PersonBirthDate>?</PersonBirthDate>", sex="<Sex>?</Sex>")
    assert told(census(message(wrong))) == [(1, "LAchildID"), (1, "PersonBirthDate"), (1, "Sex")]


def test_the_second_child_with_an_identifier_is_refused() -> None:
    parsed = census(message(child("C1"), child("C2"), child("C1")))
    assert [case.row for case in parsed.rows] == [1, 2]
    assert told(parsed) == [(3, "LAchildID")]
    assert "child 1" in parsed.rejections[0].reason


def test_a_wrong_episode_leaves_another_open_one_but_never_closes_a_child() -> None:
    still_open = child("C1", episode("2099-01-01"), episode("2023-05-01"))
    perhaps_closed = child("C2", episode("2099-01-01"), episode("2022-01-01", "2022-02-01"))
    parsed = census(message(still_open, perhaps_closed))
    assert [(case.identifier, case.opened_on) for case in parsed.rows] == [("C1", date(2023, 5, 1))]
    assert told(parsed) == [(1, "CINreferralDate"), (2, "CINreferralDate")]


def test_the_day_asked_for_goes_before_the_reference_date() -> None:
    text = message(child("C1", episode("2024-05-01")))
    assert census(text).accepted == 0
    assert census(text, date(2024, 5, 2)).accepted == 1
    assert (census(text).as_at, census(text, date(2024, 5, 2)).as_at) == (date(2024, 3, 31), date(2024, 5, 2))


def test_a_reference_date_that_is_still_to_come_does_not_let_future_dates_in() -> None:
    text = message(child("C1", episode("2024-06-02")), reference_date="2025-03-31")
    parsed = census(text)
    assert "2024-06-01" in parsed.rejections[0].reason
    assert parsed.as_at == TODAY


def test_another_place_can_be_said() -> None:
    places: Places = {
        "cin": Place("early-help", "targeted-youth"),
        "cpp": Place("a", "b"),
        "cla": Place("c", "d"),
    }
    files = {"file": BytesIO(message(child()).encode())}
    (case,) = parse("cin-census", files, today=TODAY, places=places).rows
    assert (case.area, case.service) == ("early-help", "targeted-youth")


def test_no_reason_repeats_what_the_file_says_of_a_child() -> None:
    wrong = child("SECRET" * 20, born="<PersonBirthDate>2015-99-27</PersonBirthDate>", sex="<Sex>Jo</Sex>")
    assert not any(
        secret in rejection.reason
        for rejection in census(message(wrong)).rejections
        for secret in ("SECRET", "2015-99", "Jo")
    )
