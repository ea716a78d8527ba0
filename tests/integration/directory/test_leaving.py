"""A team manager goes on leave with a deputy; another leaves for good, and nothing of theirs is left behind."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from services.directory.subscriptions import keep_work_elsewhere
from services.directory.tables import DirectoryWork
from shared.contracts.events.directory import Acting, Away, CoverChanged, PersonChanged, PersonLeft
from shared.contracts.events.work import ActionWorkHeld, ActivityWorkHeld
from shared.inbox.handlers import Delivery
from shared.testing.client import Client
from tests.integration.directory.test_import import PEOPLE, UNITS
from tests.integration.directory.test_reorganisations import FIRST, FRIDAY, Office, office

__all__ = ["office"]

TAG = {"If-Match": '"1"'}
MONDAY = FRIDAY + timedelta(days=3)


def manager(office: Office) -> dict[str, Any]:
    found = office.http.get("/people?role=team_manager&team=line-cin-01").json["items"]
    return dict(found[0])


def acting(office: Office, person: str, role: str = "team_manager") -> Client:
    return office.http.acting(role, person=person, areas={"social-work"})


def other(office: Office, role: str, team: str) -> str:
    return str(office.http.get(f"/people?role={role}&team={team}").json["items"][0]["id"])


def test_a_manager_says_themselves_that_they_are_away_and_who_acts(office: Office) -> None:
    mine, deputy = manager(office)["id"], other(office, "team_manager", "line-cin-02")
    body = {"starts": f"{MONDAY}", "ends": "2026-12-24", "reason": "family_leave", "deputy": deputy}
    answer = acting(office, mine).post(f"/people/{mine}/cover", json=body)
    assert (answer.status_code, answer.json["away"], answer.json["reason"]) == (201, True, "family_leave")
    told = office.events()[-1]
    assert isinstance(told, CoverChanged)
    days = {"starts": MONDAY, "ends": date(2026, 12, 24)}
    assert (told.person_id, told.away, told.deputies) == (
        mine,
        [Away(**days)],
        [Acting(deputy=deputy, **days)],
    )
    path = f"/cover/{answer.json['cover_id']}/end"
    assert acting(office, mine).post(path, json={"ends": f"{FRIDAY}"}, headers=TAG).status_code == 200
    assert (office.events()[-1].away, office.events()[-1].deputies) == ([], [])


def test_why_somebody_is_away_is_for_few(office: Office) -> None:
    mine = manager(office)["id"]
    body = {"starts": f"{FRIDAY}", "reason": "other"}
    assert office.http.post(f"/people/{mine}/cover", json=body).status_code == 201
    colleague = acting(office, other(office, "team_manager", "line-cin-02"))
    seen = {
        name: http.get(f"/cover?on={MONDAY}").json["items"][0]["reason"]
        for name, http in (("own", acting(office, mine)), ("colleague", colleague), ("office", office.http))
    }
    assert seen == {"own": "other", "colleague": None, "office": "other"}
    elsewhere = office.http.acting("team_manager", areas={"early-help"})
    assert elsewhere.get("/cover").json["items"] == []


def test_cover_is_of_oneself_and_of_ones_own_people(office: Office) -> None:
    mine, stranger = manager(office), other(office, "team_manager", "line-cin-02")
    body = {"starts": f"{FRIDAY}", "reason": "training"}
    refused = acting(office, stranger).post(f"/people/{mine['id']}/cover", json=body)
    assert (refused.status_code, refused.json["rule"]) == (403, "own-team")
    boss = acting(office, mine["line_manager"], "service_manager")
    assert boss.post(f"/people/{mine['id']}/cover", json=body).status_code == 201


def test_a_deputy_who_is_away_cannot_be_named(office: Office) -> None:
    mine, deputy = manager(office)["id"], other(office, "team_manager", "line-cin-02")
    office.http.post(f"/people/{deputy}/cover", json={"starts": f"{FRIDAY}", "reason": "leave"})
    body = {"starts": f"{MONDAY}", "deputy": deputy}
    answer = office.http.post(f"/people/{mine}/cover", json=body)
    assert (answer.status_code, answer.json["rule"]) == (409, "deputy-away")
    wrong = {"starts": f"{MONDAY}", "ends": f"{FRIDAY}", "deputy": "nobody"}
    assert set(office.http.post(f"/people/{mine}/cover", json=wrong).json["errors"]) == {"ends", "deputy"}


def leave(office: Office, mine: dict[str, Any], *handed_to: dict[str, str]) -> Any:
    body = {"handed_to": list(handed_to)}
    return office.http.post(f"/people/{mine['id']}/departure", json=body, headers=TAG)


def test_whoever_leaves_hands_everything_over_or_stays(office: Office) -> None:
    mine, next_door = manager(office), other(office, "team_manager", "line-cin-02")
    leader, boss = other(office, "practitioner", "line-cin-01"), mine["line_manager"]
    post = {"post": "tm-01", "unit": "line-cin-01", "role": "team_manager", "title": "Team manager 01"}
    assert office.http.post("/posts", json=post).status_code == 201
    given = {"person": mine["id"], "starts": f"{FRIDAY}"}
    assert office.http.post("/posts/tm-01/holder", json=given, headers=TAG).status_code == 200
    acts = {"starts": f"{FRIDAY}", "deputy": mine["id"]}
    acted_for = office.http.post(f"/people/{next_door}/cover", json=acts).json
    held = office.http.get(f"/people/{mine['id']}/holdings").json["holdings"]
    assert {one["kind"] for one in held} == {"line_management", "team", "post", "deputy"}

    before = len(office.events())
    refused = leave(office, mine, {"kind": "line_management", "to": boss})
    assert (refused.status_code, refused.json["rule"]) == (409, "handover")
    assert len(refused.json["errors"]["handed_to"]) == 3
    assert len(office.events()) == before

    handed = [
        {"kind": "line_management", "to": leader},
        {"kind": "team", "to": leader},
        {"kind": "post", "key": "tm-01", "to": leader},
        {"kind": "deputy", "to": boss},
    ]
    answer = leave(office, mine, *handed)
    assert (answer.status_code, answer.json["active"]) == (200, False)
    told = office.events()[before:]
    assert [(e.person_id, e.left_on) for e in told if isinstance(e, PersonLeft)] == [(mine["id"], FRIDAY)]
    assert [e.deputies[0].deputy for e in told if isinstance(e, CoverChanged)] == [boss]
    successor = next(e for e in told if isinstance(e, PersonChanged) and e.person_id == leader)
    assert (successor.roles, successor.line_manager) == (["practitioner", "team_manager"], boss)
    assert office.http.get("/posts?unit=line-cin-01").json["items"][0]["holder"] == leader
    assert office.http.get(f"/people/{mine['id']}/holdings").json["holdings"] == []
    assert acted_for["deputy"] == mine["id"]
    again = office.http.post(
        f"/people/{mine['id']}/departure", json={"handed_to": []}, headers={"If-Match": '"2"'}
    )
    assert (again.status_code, again.json["rule"]) == (409, "has-left")


def test_no_other_way_out_leaves_work_behind(office: Office) -> None:
    mine = manager(office)
    body = {name: value for name, value in mine.items() if name not in ("id", "version", "effective_on")}
    answer = office.http.put(f"/people/{mine['id']}", json=body | {"active": False}, headers=TAG)
    assert (answer.status_code, list(answer.json["errors"])) == (422, ["active"])
    head, *rows = PEOPLE.decode().splitlines(keepends=True)
    (row,) = [one for one in rows if one.startswith(mine["id"])]
    file = (head + row.replace(",yes,", ",no,")).encode()
    assert {one["field"] for one in office.send("/imports/organisation", people=file).json["rejected"]} == {
        "active"
    }
    assert {one["field"] for one in office.prepare(people=file).json["rejected"]} == {"active"}


def test_who_holds_nothing_simply_leaves_by_file_or_form(office: Office) -> None:
    worker = other(office, "practitioner", "line-cin-01")
    assert leave(office, {"id": worker}).status_code == 200
    assert any(isinstance(event, PersonLeft) for event in office.events())


def test_what_is_held_in_other_services_is_listed_before_and_when_somebody_leaves(office: Office) -> None:
    worker = other(office, "practitioner", "line-cin-01")
    told: list[tuple[Any, int]] = [
        (ActivityWorkHeld(area="all", person_id=worker, held={"audit": 2, "review": 1}), 2),
        (ActivityWorkHeld(area="all", person_id=worker, held={"audit": 9}), 1),
        (ActionWorkHeld(area="all", person_id=worker, held={"action": 3}), 1),
    ]
    now = office.database.clock()
    with office.database.work(DirectoryWork) as uow:
        batch = [Delivery(uuid4(), event, sequence, now, "system", "c", "") for event, sequence in told]
        keep_work_elsewhere.run(batch, uow)
        uow.commit()
    elsewhere = [
        {"service": "actions", "what": "action", "number": 3},
        {"service": "activities", "what": "audit", "number": 2},
        {"service": "activities", "what": "review", "number": 1},
    ]
    assert office.http.get(f"/people/{worker}/holdings").json["elsewhere"] == elsewhere
    assert leave(office, {"id": worker}).json["still_held"] == elsewhere


def test_posts_of_a_unit_that_ended_are_flagged_and_seen_beforehand(office: Office) -> None:
    mine = office.http.get("/people?role=practitioner&team=targeted-youth-01").json["items"][0]["id"]
    for code, unit in (("wk-1", "targeted-youth-01"), ("wk-2", "targeted-youth-01"), ("tm-9", "line-cin-01")):
        new = {"post": code, "unit": unit, "role": "practitioner", "title": "Worker"}
        assert office.http.post("/posts", json=new).status_code == 201
    given = {"person": mine, "starts": f"{FRIDAY}"}
    assert office.http.post("/posts/wk-1/holder", json=given, headers=TAG).status_code == 200
    units, people = ending("targeted-youth-01")

    def flagged(items: Any) -> list[tuple[str, str | None, str | None]]:
        return [(one["post"], one["holder"], one["unit_ended_on"]) for one in items]

    dry = office.prepare("&dry_run=true", units=units, people=people).json
    assert flagged(dry["posts"]) == [("wk-1", mine, "2026-11-30"), ("wk-2", None, "2026-11-30")], dry
    kept = office.prepare(units=units, people=people).json["reorganisation"]["reorganisation_id"]
    assert [one["post"] for one in office.http.get(f"/reorganisations/{kept}").json["posts"]] == [
        "wk-1",
        "wk-2",
    ]
    assert office.http.get("/posts?unit_ended=true").json["items"] == []
    office.day_comes(FIRST)
    ended = [("wk-1", mine, "2026-11-30"), ("wk-2", None, "2026-11-30")]
    assert flagged(office.http.get("/posts?unit_ended=true").json["items"]) == ended
    assert flagged(office.http.get("/posts").json["items"]) == [("tm-9", None, None), *ended]
    assert office.http.get(f"/reorganisations/{kept}").json["posts"] == []
    closed = {"closed_on": f"{FIRST}"}
    assert office.http.post("/posts/wk-2/closure", json=closed, headers=TAG).status_code == 200
    assert [one["post"] for one in office.http.get("/posts?unit_ended=true").json["items"]] == ["wk-1"]


def ending(team: str) -> tuple[bytes, bytes]:
    """Files in which a team ends with November and its people work in the service alone."""
    head, *rows = UNITS.decode().splitlines()
    (row,) = [one for one in rows if one.startswith(f"{team},")]
    units = f"{head}\n{row.rstrip(',')},2026-11-30\n"
    top, *people = PEOPLE.decode().splitlines()
    theirs = [one.replace(f",{team},", ",,") for one in people if f",{team}," in one]
    return units.encode(), "\n".join([top, *theirs, ""]).encode()


def test_vacant_posts_are_listed_and_a_day_that_is_over_is_remembered(office: Office) -> None:
    mine = manager(office)["id"]
    for number in (1, 2):
        new = {"post": f"tm-{number}", "unit": "line-cin-01", "role": "team_manager", "title": "TM"}
        assert office.http.post("/posts", json=new).status_code == 201
    assert office.http.post("/posts", json=new).status_code == 422
    given = {"person": mine, "starts": "2026-11-02"}
    assert office.http.post("/posts/tm-1/holder", json=given, headers=TAG).status_code == 200
    empty = {"person": None, "starts": "2026-11-16"}
    left = office.http.post("/posts/tm-1/holder", json=empty, headers={"If-Match": '"2"'})
    assert (left.status_code, left.json["holder"]) == (200, None)

    def posts(query: str) -> list[tuple[str, str | None]]:
        return [(one["post"], one["holder"]) for one in office.http.get(f"/posts?{query}").json["items"]]

    assert posts("vacant=true") == [("tm-1", None), ("tm-2", None)]
    assert posts("on=2026-11-10") == [("tm-1", mine), ("tm-2", None)]
    assert posts("role=practitioner") == []
    closed = {"closed_on": "2026-11-18"}
    assert office.http.post("/posts/tm-2/closure", json=closed, headers=TAG).status_code == 200
    assert posts("") == [("tm-1", None)]
    assert office.http.acting("team_manager", areas={"early-help"}).get("/posts").json["items"] == []
