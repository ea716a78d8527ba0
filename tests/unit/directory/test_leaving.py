"""Nobody leaves work behind that is nobody's."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from services.directory.domain import (
    HandedTo,
    Holding,
    Organisation,
    Person,
    after_leaving,
    holdings,
    revise,
    taken_over,
)
from services.directory.domain.refusals import NotHandedOver
from shared.contracts.errors import Invalid
from tests.unit.directory.test_revisions import TODAY, person, unit

TEAM: dict[str, Any] = {"service": "line-cin", "team": "line-cin-01"}


def office(*changed: Person, held: dict[str, list[Holding]] | None = None) -> Organisation:
    """M leads the team of W and X and answers to S; L leads the next team, which has Y; N leads nobody."""
    units = [
        unit("social-work", "area", None),
        unit("line-cin", "service", "social-work"),
        unit("line-cin-01", "team", "line-cin"),
        unit("line-cin-02", "team", "line-cin"),
    ]
    people = [
        person("S", roles=("service_manager",), service="line-cin"),
        person("M", roles=("team_manager",), line_manager="S", **TEAM),
        person("W", line_manager="M", **TEAM),
        person("X", line_manager="M", **TEAM),
        person("L", roles=("team_manager",), service="line-cin", team="line-cin-02"),
        person("Y", service="line-cin", team="line-cin-02"),
        person("N", roles=("team_manager",)),
        *changed,
    ]
    return Organisation({u.code: u for u in units}, {p.id: p for p in people}, held or {})


def keys(id: str, organisation: Organisation) -> list[tuple[str, str]]:
    return [(held.kind, held.key) for held in holdings(organisation.people[id], organisation)]


def test_a_manager_holds_the_line_of_each_and_the_team_they_lead_alone() -> None:
    assert keys("M", office()) == [
        ("line_management", "W"),
        ("line_management", "X"),
        ("team", "line-cin-01"),
    ]
    assert keys("W", office()) == []


def test_a_team_with_another_manager_or_nobody_else_in_it_is_not_left_behind() -> None:
    second = person("K", roles=("team_manager",), **TEAM)
    assert ("team", "line-cin-01") not in keys("M", office(second))
    alone = [replace(office().people[one], active=False) for one in ("W", "X")]
    assert keys("M", office(*alone)) == []


def test_a_manager_who_has_left_leads_no_team() -> None:
    gone = person("K", roles=("team_manager",), active=False, **TEAM)
    assert ("team", "line-cin-01") in keys("M", office(gone))


def test_posts_and_deputyships_are_held_too() -> None:
    held = [Holding(kind="post", key="tm-1", name="Team manager")]
    assert keys("W", office(held={"W": held})) == [("post", "tm-1")]


def test_everything_is_handed_over_one_by_one_or_by_its_kind() -> None:
    mine = list(holdings(office().people["M"], office()))
    given = [
        HandedTo(kind="line_management", key="X", to="L"),
        HandedTo(kind="line_management", to="S"),
        HandedTo(kind="team", to="W"),
    ]
    for order in (given, given[::-1]):
        found = {held.key: to for held, to in taken_over(mine, order).items()}
        assert found == {"W": "S", "X": "L", "line-cin-01": "W"}


def test_what_is_left_over_is_listed_whole() -> None:
    mine = list(holdings(office().people["M"], office()))
    with pytest.raises(NotHandedOver) as refused:
        taken_over(mine, [HandedTo(kind="line_management", key="W", to="S")])
    assert refused.value.fields == {"handed_to": ["line_management X (X)", "team line-cin-01 (Line-Cin-01)"]}
    assert (refused.value.rule, refused.value.source) == ("handover", "S02")


def test_what_is_not_held_cannot_be_handed_over() -> None:
    with pytest.raises(Invalid):
        taken_over([], [HandedTo(kind="post", key="tm-9", to="S")])


def after(**successors: str) -> dict[str, Person]:
    mine = {held.key: held for held in holdings(office().people["M"], office())}
    given = {mine[key.replace("_", "-")]: to for key, to in successors.items()}
    return {one.id: one for one in after_leaving(office().people["M"], given, office())}


def test_who_takes_over_manages_them_and_leads_the_team() -> None:
    changed = after(W="W", X="W", line_cin_01="W")
    assert changed["M"].active is False
    assert changed["X"].line_manager == "W"
    assert changed["W"].line_manager == "S"
    assert changed["W"].roles == ("practitioner", "team_manager")
    revision = revise(office(), (), list(enumerate(changed.values())), today=TODAY, by="Q")
    assert not revision.faults


@pytest.mark.parametrize("to", ["M", "nobody"])
def test_nobody_hands_over_to_themselves_or_to_who_is_not_there(to: str) -> None:
    with pytest.raises(Invalid, match="handed_to"):
        after(W=to)


def test_a_team_is_not_saved_by_leaving_another_without_a_manager() -> None:
    with pytest.raises(Invalid) as refused:
        after(line_cin_01="L")
    assert refused.value.fields == {"handed_to": ["'L' is the only manager of line-cin-02"]}
    assert after(line_cin_01="N")["N"].team == "line-cin-01"


def test_a_file_may_not_end_somebody_who_still_holds_something() -> None:
    gone = replace(office().people["M"], active=False)
    revision = revise(office(), (), [(2, gone)], today=TODAY, by="Q")
    assert [(fault.row, fault.field) for fault in revision.faults] == [(2, "active")] * 3
    moved = [(n, replace(office().people[one], line_manager="S")) for n, one in enumerate("WX", start=3)]
    new = (5, person("K", roles=("team_manager",), **TEAM))
    assert not revise(office(), (), [(2, gone), *moved, new], today=TODAY, by="Q").faults


def test_who_had_left_already_may_stay_so() -> None:
    gone = replace(office().people["M"], active=False)
    assert not revise(office(gone), (), [(2, replace(gone, name="Em"))], today=TODAY, by="Q").faults
