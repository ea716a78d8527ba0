"""Who leads a review: the principal social worker, or somebody without a part in the decisions about the case."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.activities.domain.organisation import Organisation
from services.activities.domain.refusals import UnknownPerson
from services.activities.domain.review_people import (
    Participant,
    ensure_facilitator,
    ensure_independent_chair,
    ensure_known,
)
from services.activities.domain.review_refusals import ChairNotIndependent, NotAChair, NotAFacilitator
from services.activities.domain.review_words import CHAIRS
from shared.contracts.errors import Refusal
from shared.security.policy import roles_with
from tests.unit.activities.builders import organisation, people, person
from tests.unit.activities.reviewing import SCHOOL

HERE = organisation(
    person("P1", "principal_social_worker"), person("C1", "independent_chair"), person("M4", "team_manager")
)
EVERYBODY = [one.id for one in people()]


def chair(id: str, *involved: str, auditor: str | None = None, here: Organisation = HERE) -> None:
    ensure_independent_chair(id, team="line-cin-01", involved=involved, auditor=auditor, organisation=here)


@pytest.mark.parametrize("id", ["C1", "Q1", "P1", "M3", "S2", "M4"])
def test_whoever_has_no_part_in_the_decisions_chairs(id: str) -> None:
    chair(id, "W1", "L1", auditor="M2")


@pytest.mark.parametrize(
    ("id", "reason"),
    [
        ("M1", "holds the case"),
        ("L1", "holds the case"),
        ("S1", "above W1"),
        ("H1", "above W1"),
        ("M2", "is the auditor"),
    ],
)
def test_whoever_has_does_not(id: str, reason: str) -> None:
    with pytest.raises(ChairNotIndependent) as refused:
        chair(id, "W1", auditor="M2")
    assert reason in refused.value.fields["chair"][0]


def test_every_worker_who_takes_part_counts() -> None:
    chair("M2", "W1")
    with pytest.raises(ChairNotIndependent, match="above W2"):
        chair("M2", "W1", "W2")


def test_the_team_counts_although_nobody_is_named() -> None:
    with pytest.raises(ChairNotIndependent, match="line-cin-01"):
        chair("M1")
    chair("S1")


def test_who_has_no_such_role_or_has_left_does_not_chair() -> None:
    for person_id in ("W2", "G1"):
        with pytest.raises(NotAChair) as refused:
            chair(person_id, "W1")
        assert refused.value.fields == {"chair": ["does not chair reviews"]}
    with pytest.raises(UnknownPerson):
        chair("X9", "W1")


def test_the_roles_that_chair_may_ask_for_it() -> None:
    assert roles_with("activities", "reviews:chair") == CHAIRS


@given(st.sampled_from(EVERYBODY), st.lists(st.sampled_from(EVERYBODY), max_size=4))
def test_no_chair_is_involved_above_or_beside(id: str, involved: list[str]) -> None:
    try:
        chair(id, *involved)
    except Refusal:
        return
    found = HERE.people[id]
    assert found.team != "line-cin-01"
    for worker in involved:
        assert id != worker
        assert id not in HERE.line_of(worker)
        assert found.team is None or found.team != HERE.people[worker].team


def test_a_success_review_is_facilitated_by_the_principal_social_worker() -> None:
    ensure_facilitator("P1", HERE)
    with pytest.raises(NotAFacilitator) as refused:
        ensure_facilitator("Q1", HERE)
    assert refused.value.fields == {"chair": ["is not the principal social worker"]}
    gone = organisation(replace(HERE.people["P1"], active=False))
    with pytest.raises(NotAFacilitator):
        ensure_facilitator("P1", gone)


def test_workers_are_known_though_they_may_have_left() -> None:
    ensure_known([Participant(person="G1"), SCHOOL], HERE)
    with pytest.raises(UnknownPerson):
        ensure_known([SCHOOL, Participant(person="X9")], HERE)
