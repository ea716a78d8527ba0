"""Which audits of a month are moderated, and by whom: drawn again it is the same, and nobody looks at their own."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from services.activities.domain.assignment import assign
from services.activities.domain.frame import read
from services.activities.domain.moderation import moderator_conflict
from services.activities.domain.selection import Submitted, drawn_again, select
from tests.unit.activities.builders import organisation, person
from tests.unit.activities.rulings import RULES

ROLES = RULES.moderator_roles.value
AUDITORS = st.sampled_from(["M2", "M3", "S1", "S2", "H1"])
WORKERS = st.sampled_from([None, "W1", "W2", "M2", "S1", "H1"])


def audit(n: int, **changes: object) -> Submitted:
    known = {"required": False, "moderated": False, "auditor": "M2", "practitioner": "W1"} | changes
    return Submitted(id=f"{n:04d}", **known)  # type: ignore[arg-type]


AUDITS = st.lists(
    st.builds(
        audit,
        st.integers(0, 400),
        required=st.booleans(),
        moderated=st.booleans(),
        auditor=AUDITORS,
        practitioner=WORKERS,
        rater=st.sampled_from([None, "S1", "S2"]),
    ),
    max_size=60,
    unique_by=lambda one: one.id,
)


def test_a_quarter_of_the_others_is_drawn_within_a_fortnight_unless_somebody_says_otherwise() -> None:
    assert (RULES.moderation_share.value, RULES.moderation_days.value) == (25, 14)


def test_all_that_must_be_and_a_share_of_the_others_rounded_up() -> None:
    must = [audit(n, required=True) for n in range(3)]
    for others, share, drawn in ((0, 25, 0), (1, 25, 1), (4, 25, 1), (5, 25, 2), (10, 0, 0), (10, 100, 10)):
        audits = [*must, *(audit(10 + n) for n in range(others))]
        found = select(audits, (), share=share, seed=7)
        assert {"0000", "0001", "0002"} <= set(found.drawn)
        assert len(found.drawn) == 3 + drawn


def test_what_was_moderated_or_looked_at_before_is_not_drawn() -> None:
    audits = [audit(1, required=True), audit(2, moderated=True), audit(3, required=True), audit(4)]
    found = select(audits, {"0003", "0002"}, share=100, seed=1)
    assert set(found.drawn) == {"0001", "0004"}
    assert [(one.case, one.stratum, one.eligibility) for one in read(found.frame)] == [
        ("0001", "required", "eligible"),
        ("0002", "others", "in-earlier-round"),
        ("0003", "required", "in-earlier-round"),
        ("0004", "others", "eligible"),
    ]
    assert "moderated" in select(audits, (), share=100, seed=1).frame


@given(AUDITS, st.integers(0, 100), st.integers(0, 2**53), st.randoms())
def test_drawn_again_in_any_order_it_is_the_same(audits, share, seed, chance) -> None:  # type: ignore[no-untyped-def]
    first = select(audits, (), share=share, seed=seed)
    chance.shuffle(audits)
    assert select(audits, (), share=share, seed=seed) == first
    assert drawn_again(first.frame, first.frame_hash, first.drawn, share=share, seed=seed)
    assert {one.id for one in audits if one.required and not one.moderated} <= set(first.drawn)


def test_what_was_tampered_with_is_not_the_same() -> None:
    audits = [audit(n) for n in range(12)]
    found = select(audits, (), share=50, seed=3)
    known = {"share": 50, "seed": 3}
    assert drawn_again(found.frame, found.frame_hash, found.drawn, **known)
    assert not drawn_again(found.frame + "\n", found.frame_hash, found.drawn, **known)
    assert not drawn_again(found.frame, found.frame_hash, found.drawn[1:], **known)
    assert not drawn_again(found.frame, found.frame_hash, found.drawn, share=50, seed=4)


@given(AUDITS, st.integers(0, 1000))
def test_nobody_is_given_their_own_or_what_they_rate_and_nobody_has_much_more(
    audits: list[Submitted], seed: int
) -> None:
    org = organisation(person("S9", "service_manager", service="looked-after", active=False))
    given = assign(audits, "social-work", org, ROLES, {}, seed)
    assert [one.audit for one in given] == audits
    for one in given:
        may = [
            who
            for who in ("S1", "S2", "H1")
            if who != one.audit.rater
            and not moderator_conflict(who, one.audit.auditor, one.audit.practitioner, org)
        ]
        assert (one.moderator in may) if may else (one.moderator is None)


def test_the_least_busy_is_given_the_next_and_equals_are_told_apart_by_the_seed() -> None:
    audits = [audit(n, auditor="M9", practitioner=None) for n in range(30)]
    given = assign(audits, "social-work", organisation(), ROLES, {"H1": 6}, 1)
    load = {who: sum(one.moderator == who for one in given) for who in ("S1", "S2", "H1")}
    assert load == {"S1": 12, "S2": 12, "H1": 6}
    orders = {
        tuple(one.moderator for one in assign(audits, "social-work", organisation(), ROLES, {}, n))
        for n in range(5)
    }
    assert len(orders) > 1


def test_only_moderators_of_the_area_moderate() -> None:
    (one,) = assign([audit(1)], "early-help", organisation(), ROLES, {}, 1)
    assert one.moderator is None
    (two,) = assign([audit(1)], "social-work", organisation(), ("team_manager",), {}, 1)
    assert two.moderator == "M3"
