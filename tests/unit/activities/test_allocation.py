"""Cases go to auditors of the area who are independent of them, and evenly."""

from __future__ import annotations

from collections import Counter
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from services.activities.domain.allocation import allocate, auditors_of
from services.activities.domain.organisation import Organisation, Person
from services.activities.domain.sampling import FrameCase
from tests.unit.activities.builders import organisation, people, person, units, without
from tests.unit.activities.rulings import RULES

ORG = organisation()
TEAMS = [one.code for one in units() if one.kind == "team"]


def case(
    number: int = 1, team: str | None = None, worker: str | None = None, area: str = "social-work"
) -> FrameCase:
    return FrameCase(
        case=f"C-{number:04d}",
        area=area,
        service="line-cin",
        opened_on=date(2024, 1, 1),
        team=team,
        worker=worker,
    )


@st.composite
def organisations(draw: st.DrawFn) -> Organisation:
    """People in random roles and teams, each under a random earlier one or nobody."""
    staff: list[Person] = []
    for n in range(draw(st.integers(1, 14))):
        role = draw(st.sampled_from(["practitioner", "practice_leader", "team_manager", "service_manager"]))
        above = draw(st.none() | st.sampled_from(staff)) if staff else None
        staff.append(
            person(
                f"P{n}",
                role,
                draw(st.sampled_from(TEAMS)),
                above.id if above else None,
                active=draw(st.booleans()),
            )
        )
    return Organisation(units(), staff)


@given(organisations(), st.data(), st.integers())
def test_nobody_audits_their_own_their_lines_or_their_teams_case(
    org: Organisation, data: st.DataObject, seed: int
) -> None:
    workers = st.none() | st.sampled_from(sorted(org.people))
    drawn = [
        case(n, data.draw(st.none() | st.sampled_from(TEAMS)), data.draw(workers))
        for n in range(data.draw(st.integers(0, 12)))
    ]
    given_out, refused = allocate(drawn, org, {}, seed, RULES)
    assert len(given_out) + len(refused) == len(drawn)
    for one in given_out:
        auditor = org.person(one.auditor)
        assert auditor.active
        assert auditor.roles & {"team_manager", "practice_leader"}
        assert org.area_of_person(auditor) == one.case.area
        assert auditor.id != one.case.worker
        assert auditor.team != one.case.team
        if one.case.worker:
            assert auditor.id not in org.line_of(one.case.worker)
            assert auditor.team != org.person(one.case.worker).team
    assert all(one.why.rule in ("no-auditor", "independence") for one in refused)
    again, refused_again = allocate(drawn, org, {}, seed, RULES)
    assert again == given_out
    assert [(one.case, one.why.rule) for one in refused_again] == [
        (one.case, one.why.rule) for one in refused
    ]


@given(st.integers(1, 60), st.integers())
def test_the_load_is_spread_evenly_over_those_who_may(number: int, seed: int) -> None:
    given_out, _ = allocate([case(n) for n in range(number)], ORG, {}, seed, RULES)
    load = Counter(dict.fromkeys(("L1", "M1", "M2", "M3"), 0))
    load.update(one.auditor for one in given_out)
    assert max(load.values()) - min(load[name] for name in ("L1", "M1", "M2", "M3")) <= 1


def test_what_somebody_already_has_counts() -> None:
    given_out, _ = allocate([case(n) for n in range(3)], ORG, {"L1": 5, "M1": 5, "M2": 5, "M3": 2}, 1, RULES)
    assert [one.auditor for one in given_out] == ["M3", "M3", "M3"]


def test_only_managers_at_work_in_the_area_get_cases() -> None:
    assert [one.id for one in auditors_of("social-work", ORG, RULES)] == ["L1", "M1", "M2", "M3"]
    assert [one.id for one in auditors_of("early-help", ORG, RULES)] == ["M9"]


def test_a_case_that_nobody_may_audit_names_its_rule() -> None:
    small = without("M2", "M3", "W2")
    _, refused = allocate([case(team="line-cin-01", worker="W1")], small, {}, 1, RULES)
    assert [one.why.rule for one in refused] == ["independence"]
    _, refused = allocate([case(area="corporate-parenting")], ORG, {}, 1, RULES)
    assert [(one.why.rule, one.why.version, one.why.source) for one in refused] == [
        ("no-auditor", "allocated-roles 1", RULES.allocated_roles.source)
    ]
    _, refused = allocate([case(worker="W404")], ORG, {}, 1, RULES)
    assert [one.why.rule for one in refused] == ["unknown-person"]


def test_a_case_without_a_worker_still_finds_an_auditor() -> None:
    given_out, refused = allocate([case(team="line-cin-01")], ORG, {}, 1, RULES)
    assert not refused
    assert given_out[0].auditor in {"M2", "M3"}


def test_equals_are_told_apart_by_the_seed() -> None:
    chosen = {allocate([case()], ORG, {}, seed, RULES)[0][0].auditor for seed in range(40)}
    assert chosen == {"L1", "M1", "M2", "M3"}
    assert len(people()) == len(ORG.people)
