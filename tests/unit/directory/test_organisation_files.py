"""units.csv and people.csv: what is read, and what is said about every wrong row."""

from __future__ import annotations

from datetime import date

import pytest

from services.directory.domain import Organisation, Revision, revise
from services.directory.imports import Reading, read_people, read_units

TODAY = date(2026, 3, 2)
UNITS = """code,kind,name,parent,valid_from,valid_to
social-work,area,Social Work,,2021-08-01,
line-cin,service,Line CIN,social-work,2021-08-01,
line-cin-01,team,Line CIN 1,line-cin,2021-08-01,
"""
PEOPLE = """id,name,email,roles,service,team,line_manager,active
P1,Ada Okafor,ada@example.org,service_manager,line-cin,,,yes
P2,Ben Shah,ben@example.org,team_manager;practice_leader,line-cin,line-cin-01,P1,yes
P3,Cleo Lowe,cleo@example.org,practitioner,line-cin,line-cin-01,P2,yes
"""


def judge(
    units: str | bytes = UNITS, people: str | bytes = PEOPLE, before: Organisation | None = None
) -> Revision:
    readings: list[Reading] = [read_units(_bytes(units)), read_people(_bytes(people))]
    faults = tuple(fault for reading in readings for fault in reading.faults)
    if not all(reading.readable for reading in readings):
        return Revision(faults=faults)
    revision = revise(before or Organisation(), readings[0].items, readings[1].items, today=TODAY, by="P9")
    return Revision(
        units=revision.units,
        people=revision.people,
        accepted=revision.accepted,
        faults=faults + revision.faults,
    )


def _bytes(text: str | bytes) -> bytes:
    return text if isinstance(text, bytes) else text.encode()


def wrong(revision: Revision) -> list[tuple[str, int, str]]:
    return sorted({(fault.file, fault.row, fault.field) for fault in revision.faults})


def test_a_right_file_gives_everybody_their_area_and_first_version() -> None:
    revision = judge()
    assert not revision.faults
    assert revision.accepted == 6
    assert {unit.code: unit.area for unit in revision.units} == dict.fromkeys(
        ("social-work", "line-cin", "line-cin-01"), "social-work"
    )
    assert {(person.area, person.version) for person in revision.people} == {("social-work", 1)}
    assert revision.people[1].roles == ("practice_leader", "team_manager")


def test_a_byte_order_mark_and_windows_line_ends_are_nothing_wrong() -> None:
    revision = judge(people=b"\xef\xbb\xbf" + PEOPLE.replace("\n", "\r\n").encode())
    assert not revision.faults


@pytest.mark.parametrize(
    ("old", "new", "where"),
    [
        (
            "line-cin,service,Line CIN,social-work",
            "line-cin,service,Line CIN,nowhere",
            ("units", 3, "parent"),
        ),
        (
            "line-cin-01,team,Line CIN 1,line-cin",
            "line-cin-01,team,Line CIN 1,social-work",
            ("units", 4, "parent"),
        ),
        ("social-work,area,Social Work,", "social-work,area,Social Work,line-cin", ("units", 2, "parent")),
        ("line-cin,service", "line-cin,department", ("units", 3, "kind")),
        ("line-cin-01,team", "Line CIN 01,team", ("units", 4, "code")),
        ("line-cin-01,team", "line-cin,team", ("units", 4, "code")),
        ("Line CIN 1,line-cin,2021-08-01,", "Line CIN 1,line-cin,01/08/2021,", ("units", 4, "valid_from")),
        ("Line CIN 1,line-cin,2021-08-01,", "Line CIN 1,line-cin,,", ("units", 4, "valid_from")),
        ("Line CIN 1,line-cin,2021-08-01,", "Line CIN 1,line-cin,2027-01-01,", ("units", 4, "valid_from")),
        (
            "Line CIN 1,line-cin,2021-08-01,",
            "Line CIN 1,line-cin,2021-08-01,2020-01-01",
            ("units", 4, "valid_to"),
        ),
        ("social-work,area,Social Work,,2021-08-01,", "social-work,area,Social Work", ("units", 2, "file")),
    ],
)
def test_a_wrong_unit_is_named_by_row_and_field(old: str, new: str, where: tuple[str, int, str]) -> None:
    assert old in UNITS
    assert where in wrong(judge(units=UNITS.replace(old, new)))


@pytest.mark.parametrize(
    ("old", "new", "where"),
    [
        ("P3,Cleo", "P2,Cleo", ("people", 4, "id")),
        ("P3,Cleo", "P 3,Cleo", ("people", 4, "id")),
        ("Cleo Lowe", "", ("people", 4, "name")),
        ("Cleo Lowe", "Cleo\tLowe", ("people", 4, "name")),
        ("cleo@example.org", "cleo@example", ("people", 4, "email")),
        ("cleo@example.org", "cleo example.org", ("people", 4, "email")),
        ("cleo@example.org", "", ("people", 4, "email")),
        (",practitioner,", ",wizard,", ("people", 4, "roles")),
        (",practitioner,", ",family,", ("people", 4, "roles")),
        (",practitioner,", ",,", ("people", 4, "roles")),
        ("practitioner,line-cin,line-cin-01", "practitioner,line-cin,line-cin-09", ("people", 4, "team")),
        ("practitioner,line-cin,line-cin-01", "practitioner,line-cin,line-cin", ("people", 4, "team")),
        ("practitioner,line-cin,line-cin-01", "practitioner,lime-cin,line-cin-01", ("people", 4, "service")),
        ("practitioner,line-cin,line-cin-01", "practitioner,,line-cin-01", ("people", 4, "service")),
        ("line-cin-01,P2,yes", "line-cin-01,P7,yes", ("people", 4, "line_manager")),
        ("line-cin-01,P2,yes", "line-cin-01,P3,yes", ("people", 4, "line_manager")),
        ("line-cin-01,P2,yes", "line-cin-01,P2,perhaps", ("people", 4, "active")),
        ("line-cin-01,P2,yes", "line-cin-01,P2", ("people", 4, "file")),
    ],
)
def test_a_wrong_person_is_named_by_row_and_field(old: str, new: str, where: tuple[str, int, str]) -> None:
    assert old in PEOPLE
    assert where in wrong(judge(people=PEOPLE.replace(old, new)))


def test_a_circle_in_line_management_names_everybody_in_it_and_the_way_round() -> None:
    revision = judge(people=PEOPLE.replace("service_manager,line-cin,,,", "service_manager,line-cin,,P3,"))
    assert wrong(revision) == [("people", row, "line_manager") for row in (2, 3, 4)]
    assert "line management goes round: P1 -> P3 -> P2 -> P1" in {fault.reason for fault in revision.faults}


def test_every_fault_is_listed_at_once_and_nothing_is_taken() -> None:
    revision = judge(
        people=PEOPLE.replace("practitioner", "wizard").replace("ada@", "ada").replace("P2,yes", "P7,yes")
    )
    assert len(revision.faults) == 3
    assert not revision.units
    assert not revision.people


@pytest.mark.parametrize(
    ("people", "where", "said"),
    [
        (b"", ("people", 0, "file"), "empty"),
        (PEOPLE.encode() + b"\x00", ("people", 0, "file"), "UTF-8"),
        (PEOPLE.replace("line_manager", "boss").encode(), ("people", 1, "boss"), "unknown column"),
        (PEOPLE.replace("line_manager", "boss").encode(), ("people", 1, "line_manager"), "missing"),
        (PEOPLE.replace("name,email", "name,name").encode(), ("people", 1, "name"), "twice"),
        (PEOPLE.replace(",", ";").encode(), ("people", 1, "id"), "missing"),
        (b'id,name\n"never closed', ("people", 2, "file"), "CSV"),
    ],
)
def test_a_file_that_cannot_be_read_says_where(people: bytes, where: tuple[str, int, str], said: str) -> None:
    revision = judge(people=people)
    reasons = [fault.reason for fault in revision.faults if (fault.file, fault.row, fault.field) == where]
    assert any(said in reason for reason in reasons), revision.faults
