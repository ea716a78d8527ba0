"""Who a telling reaches."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

from services.notifications.domain import LEADERS, Cover, Days, People, Person, Recipient, Telling

TELLING = Telling(
    cause=UUID(int=1),
    topic="t",
    area="social-work",
    to="moderators",
    person="P1",
    service="line-cin",
    subject="",
    body="",
    link="",
    correlation_id="",
    traceparent="",
    on=date(2026, 3, 2),
)


def person(
    id: str, role: str, service: str | None, area: str, manager: str | None = None, active: bool = True
) -> Person:
    return Person(
        id=id,
        name=f"Name of {id}",
        email=f"{id}@example.org",
        roles=frozenset({role}),
        service=service,
        line_manager=manager,
        area=area,
        active=active,
    )


def people(*known: Person) -> People:
    return People({p.id: p for p in known}, [p for p in known if p.roles & LEADERS])


EVERYBODY = people(
    person("OWN", "practitioner", "line-cin", "social-work", manager="SM1"),
    person("SM1", "service_manager", "line-cin", "social-work"),
    person("SM2", "service_manager", "looked-after", "social-work"),
    person("HOS", "head_of_service", None, "social-work"),
    person("HOX", "head_of_service", None, "early-help"),
    person("GONE", "service_manager", "line-cin", "social-work", active=False),
    person("QA", "qa_manager", None, "all"),
    person("DD", "divisional_director", None, "all", manager="DCS"),
)


def reached(telling: Telling, among: People = EVERYBODY) -> list[str] | None:
    found = among.recipients(telling)
    return None if found is None else sorted(one.person for one in found)


def test_moderators_are_the_service_s_managers_and_the_head_of_its_area() -> None:
    assert reached(TELLING) == ["HOS", "SM1"]


def test_an_auditor_does_not_moderate_themselves() -> None:
    assert reached(replace(TELLING, person="SM1")) == ["HOS"]


def test_where_there_is_no_moderator_the_qa_manager_is_told() -> None:
    assert reached(replace(TELLING, service="youth-justice", area="safeguarding")) == ["QA"]


def test_where_nobody_is_known_yet_the_telling_waits() -> None:
    assert reached(TELLING, People()) is None
    assert reached(replace(TELLING, to="readers"), People()) is None
    assert reached(replace(TELLING, to="line_manager", person="NEW")) is None


def test_a_person_is_told_whether_or_not_they_are_known_yet() -> None:
    assert reached(replace(TELLING, to="person", person="NEW"), People()) == ["NEW"]


def test_a_line_manager_hears_whose_action_it_is() -> None:
    found = EVERYBODY.recipients(replace(TELLING, to="line_manager", person="OWN"))
    assert found == [Recipient(person="SM1", about="Name of OWN")]


def test_somebody_without_a_line_manager_has_nobody_to_tell() -> None:
    assert reached(replace(TELLING, to="line_manager", person="QA")) == []


def test_reports_go_to_the_director_the_heads_and_the_qa_manager() -> None:
    assert reached(replace(TELLING, to="readers")) == ["DD", "HOS", "HOX", "QA"]


def test_the_heads_are_those_of_the_area_and_else_the_qa_manager() -> None:
    heads = replace(TELLING, to="heads")
    assert reached(heads) == ["HOS"]
    assert reached(replace(heads, area="early-help")) == ["HOX"]
    assert reached(replace(heads, person="HOS")) == reached(replace(heads, area="safeguarding")) == ["QA"]
    assert reached(heads, people(EVERYBODY.known["OWN"])) is None


def test_the_qa_managers_hear_of_somebody_by_name_but_not_of_themselves() -> None:
    telling = replace(TELLING, to="quality", person="OWN")
    assert EVERYBODY.recipients(telling) == [Recipient(person="QA", about="Name of OWN")]
    assert reached(replace(telling, person="QA")) == []
    assert reached(replace(telling, person="NEW")) is None


TODAY = TELLING.on
AWAY = (Days(TODAY, TODAY),)


def deputies(topic: str, on: date = TODAY, **cover: Cover) -> list[tuple[str, str]]:
    among = replace(EVERYBODY, cover=cover)
    telling = replace(TELLING, topic=topic, on=on)
    found = among.deputies(telling, among.recipients(telling) or [])
    return sorted((one.person, one.acting_for) for one in found)


def test_the_deputy_of_who_is_away_hears_what_does_not_wait() -> None:
    covered = {"HOS": Cover(AWAY, (("SM2", Days(TODAY)), ("QA", Days(TODAY + timedelta(1)))))}
    assert deputies("adjudication_needed", **covered) == [("SM2", "Name of HOS")]
    assert deputies("concern_raised", **covered) == [("SM2", "Name of HOS")]
    assert deputies("practice_reviewed", **covered) == []
    assert deputies("adjudication_needed", TODAY + timedelta(1), **covered) == []


def test_nobody_acts_for_who_is_there_nor_in_what_is_about_themselves() -> None:
    assert deputies("moderation_needed", HOS=Cover((), (("SM2", Days(TODAY)),))) == []
    assert deputies("moderation_needed", HOS=Cover(AWAY, (("P1", Days(TODAY)),))) == []


def test_who_had_it_is_told_only_while_they_are_at_work() -> None:
    before = replace(TELLING, to="still_there")
    assert reached(replace(before, person="OWN")) == ["OWN"]
    assert reached(replace(before, person="GONE")) == []
    assert reached(replace(before, person="NEW")) is None
