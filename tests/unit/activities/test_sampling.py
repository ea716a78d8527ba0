"""The monthly sample can be drawn again, and holds only cases that may be drawn."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.activities.domain import frame as frames
from services.activities.domain.case import SCHEMES
from services.activities.domain.frame import ELIGIBLE, Judged
from services.activities.domain.refusals import ReflectionMonth
from services.activities.domain.sampling import (
    RULES,
    Drawn,
    FrameCase,
    Terms,
    as_at,
    draw,
    drawn_again,
    exclusion,
    pick,
    stratum_of,
)
from services.activities.domain.strata import STRATIFIERS
from tests.unit.activities.builders import MARCH, TODAY
from tests.unit.activities.rulings import BOOK

IN_FORCE = BOOK.of(MARCH)


def case(number: int, **changes: object) -> FrameCase:
    whole = {
        "case": f"C-{number:04d}",
        "area": "social-work",
        "service": "line-cin",
        "opened_on": date(2024, 1, 1),
    }
    return FrameCase(**(whole | changes))  # type: ignore[arg-type]


FRAME = [case(n) for n in range(50)]
days = st.dates(date(2023, 1, 1), date(2026, 12, 31))
cases = st.builds(
    lambda n, opened, closed, last, busy, scheme, born, ethnicity, team: case(
        n,
        opened_on=opened,
        closed_on=closed,
        last_audited_on=last,
        allocated=busy,
        scheme=scheme,
        birth_month=born and born.replace(day=1),
        ethnicity=ethnicity,
        team=team,
    ),
    st.integers(0, 9999),
    days,
    st.none() | days,
    st.none() | days,
    st.booleans(),
    st.sampled_from(SCHEMES),
    st.none() | days,
    st.sampled_from([None, "WBRI", "CHNE", "NOBT"]),
    st.sampled_from([None, "line-cin-01", "line-cin-02"]),
)
whole_frames = st.lists(cases, max_size=60, unique_by=lambda one: one.case)
terms = st.builds(
    Terms,
    size=st.integers(1, 20),
    seed=st.integers(0, 2**53 - 1),
    stratify_by=st.none() | st.sampled_from(STRATIFIERS),
    minimum=st.integers(0, 5),
    not_audited_within=st.integers(1, 36),
    statuses=st.lists(st.sampled_from(SCHEMES), min_size=1, unique=True),
)


def asked_for(**asked: object) -> Terms:
    return Terms(**({"size": 7, "seed": 1, "not_audited_within": 12} | asked))  # type: ignore[arg-type]


def drawn_from(frame: list[FrameCase], **asked: object) -> Drawn:
    return draw(frame, asked_for(**asked), month=MARCH, today=TODAY, rules=IN_FORCE)


def why_not(one: FrameCase, **asked: object) -> str | None:
    return exclusion(one, MARCH, TODAY, asked_for(**asked))


@given(whole_frames, terms, days)
def test_a_sample_holds_only_cases_that_may_be_drawn(frame: list[FrameCase], asked: Terms, day: date) -> None:
    month = day.replace(day=1)
    if month.month in (8, 12):
        with pytest.raises(ReflectionMonth):
            draw(frame, asked, month=month, today=TODAY, rules=IN_FORCE)
        return
    drawn = draw(frame, asked, month=month, today=TODAY, rules=IN_FORCE)
    assert len(drawn.cases) == min(asked.size, drawn.frame_size) == len({one.case for one in drawn.cases})
    assert drawn.frame_size + sum(drawn.excluded.values()) == len(frame)
    for one in drawn.cases:
        assert not one.allocated
        assert one.scheme in asked.statuses
        assert one.opened_on <= drawn.as_at
        assert one.closed_on is None or one.closed_on > drawn.as_at
        if one.last_audited_on is not None:
            months = (month.year - one.last_audited_on.year) * 12 + month.month - one.last_audited_on.month
            assert months >= asked.not_audited_within


@given(whole_frames, terms)
def test_the_strata_add_up(frame: list[FrameCase], asked: Terms) -> None:
    drawn = draw(frame, asked, month=MARCH, today=TODAY, rules=IN_FORCE)
    assert sum(one.eligible for one in drawn.strata) == drawn.frame_size
    found = Counter(stratum_of(one, asked.stratify_by, drawn.as_at) for one in drawn.cases)
    assert found == Counter({one.stratum: one.drawn for one in drawn.strata})
    names = [one.stratum for one in drawn.strata]
    assert names == sorted(names)
    if asked.stratify_by is None:
        assert names in ([], ["all"])


@given(whole_frames, terms, st.randoms())
def test_the_same_frame_rules_and_seed_draw_the_same_sample(
    frame: list[FrameCase], asked: Terms, shuffler: object
) -> None:
    shuffled = frame.copy()
    shuffler.shuffle(shuffled)  # type: ignore[attr-defined]
    one = draw(frame, asked, month=MARCH, today=TODAY, rules=IN_FORCE)
    assert one == draw(shuffled, asked, month=MARCH, today=TODAY, rules=IN_FORCE)
    names = [drawn.case for drawn in one.cases]
    assert drawn_again(one.frame, one.frame_hash, asked, names)


def test_other_seeds_and_other_frames_are_told_apart() -> None:
    one = drawn_from(FRAME)
    assert one.cases != drawn_from(FRAME, seed=2).cases
    assert one.frame_hash != drawn_from(FRAME[1:]).frame_hash
    assert one.frame_hash != drawn_from([*FRAME[1:], case(0, allocated=True)]).frame_hash
    assert one.frame_hash != drawn_from(FRAME, stratify_by="team").frame_hash


def test_a_seed_draws_what_it_always_drew() -> None:
    """These pseudonyms may change with RULES alone."""
    assert RULES.endswith("; v2")
    drawn = drawn_from(FRAME, size=3, seed=2026)
    assert [one.case for one in drawn.cases] == ["C-0019", "C-0009", "C-0020"]
    assert drawn.frame_hash == "70786828d8183c034c78fc6e61f1ac8281d820053c39b01c4157c0c9e07ff757"


def test_a_draw_can_be_repeated_with_sha256_and_sorting_alone() -> None:
    drawn = drawn_from(FRAME, size=5, seed=11)
    by_hand = sorted(
        (f"C-{n:04d}" for n in range(50)), key=lambda one: sha256(f"11:{one}".encode()).hexdigest()
    )
    assert [one.case for one in drawn.cases] == by_hand[:5]
    text = "\n".join(f"C-{n:04d}\tall\teligible" for n in range(50))
    assert (drawn.frame, drawn.frame_hash) == (text, sha256(text.encode()).hexdigest())


def test_a_frame_is_kept_whole_with_who_was_left_out() -> None:
    drawn = drawn_from([case(2, team="line-cin-01"), case(1, died_on=TODAY)], stratify_by="team")
    kept = frames.unpacked(frames.packed(drawn.frame))
    assert frames.read(kept) == [
        Judged("C-0001", "not_known", "child-died"),
        Judged("C-0002", "line-cin-01", ELIGIBLE),
    ]
    assert len(frames.packed(drawn_from(FRAME).frame)) < len(drawn_from(FRAME).frame)
    assert frames.read("") == []


def test_a_sample_that_was_tampered_with_is_not_drawn_again() -> None:
    asked = asked_for(size=3)
    one = draw(FRAME, asked, month=MARCH, today=TODAY, rules=IN_FORCE)
    names = [drawn.case for drawn in one.cases]
    assert drawn_again(one.frame, one.frame_hash, asked, names)
    assert not drawn_again(one.frame, one.frame_hash, asked, names[::-1])
    assert not drawn_again(one.frame, one.frame_hash, asked_for(size=3, seed=2), names)
    assert not drawn_again(one.frame + "\n", one.frame_hash, asked, names)


def test_the_window_is_counted_from_the_month() -> None:
    audited = case(1, last_audited_on=date(2025, 3, 1))
    assert why_not(audited) is None
    assert why_not(case(1, last_audited_on=date(2025, 3, 2))) == "audited-within-12-months"
    assert why_not(audited, not_audited_within=13) == "audited-within-13-months"
    assert why_not(case(1, last_audited_on=date(2026, 2, 1)), not_audited_within=1) is None
    assert (
        why_not(case(1, last_audited_on=date(2026, 2, 2)), not_audited_within=1) == "audited-within-1-months"
    )


def test_a_case_must_be_open_on_the_day() -> None:
    assert why_not(case(1, closed_on=TODAY)) == "closed"
    assert why_not(case(1, closed_on=TODAY + timedelta(1))) is None
    assert why_not(case(1, opened_on=TODAY + timedelta(1))) == "closed"
    assert why_not(case(1, opened_on=TODAY)) is None
    assert why_not(case(1, allocated=True)) == "already-allocated"
    assert why_not(case(1, died_on=date(2024, 5, 1))) == "child-died"
    assert why_not(case(1), statuses=["cpp", "cla"]) == "other-status"
    assert why_not(case(1, scheme="cla"), statuses=["cpp", "cla"]) is None


def test_a_case_is_of_the_stratum_that_the_frame_knows() -> None:
    known = case(1, team="line-cin-01", scheme="cpp", birth_month=date(2016, 3, 1), ethnicity="CHNE")
    bare = case(2)
    told = [stratum_of(known, by, TODAY) for by in (None, *STRATIFIERS)]
    assert told == ["all", "line-cin-01", "cpp", "10-15", "asian"]
    told = [stratum_of(bare, by, TODAY) for by in STRATIFIERS]
    assert told == ["not_known", "cin", "not_known", "not_known"]


def test_the_day_is_today_or_the_end_of_a_month_that_is_over() -> None:
    assert as_at(MARCH, TODAY) == TODAY
    assert as_at(date(2026, 5, 1), TODAY) == TODAY
    assert as_at(date(2026, 2, 1), TODAY) == date(2026, 2, 28)


def test_a_stratum_is_not_left_out_unless_that_is_asked_for() -> None:
    frame = [*FRAME, case(99, scheme="cla")]
    assert [one.drawn for one in drawn_from(frame, stratify_by="status").strata] == [6, 1]
    assert [one.drawn for one in drawn_from(frame, stratify_by="status", minimum=0).strata] == [7, 0]
    two = [*frame, case(98, scheme="cla")]
    assert [one.drawn for one in drawn_from(two, stratify_by="status").strata] == [6, 1]


def test_fewer_cases_than_wanted_are_all_drawn() -> None:
    assert len(drawn_from(FRAME[:3]).cases) == 3
    assert drawn_from([]).frame_size == 0


def test_every_case_is_drawn_as_often_as_any_other() -> None:
    """Chi-square with 49 degrees of freedom: above 85.4 in one of a thousand sets of seeds, and these are fixed."""
    judged = [Judged(one.case, "all", ELIGIBLE) for one in FRAME]
    rounds, size = 2000, 7
    drawn = Counter(
        name for seed in range(rounds) for name in pick(judged, asked_for(size=size, seed=seed))[1]
    )
    assert chi_square(drawn, dict.fromkeys((one.case for one in FRAME), rounds * size / len(FRAME))) < 85.4


def test_within_its_stratum_every_case_is_drawn_as_often_as_any_other() -> None:
    """Strata of 30, 15 and 5 give 4, 2 and 1 of 7; chi-square with 47 degrees of freedom, 82.7 at a thousandth."""
    judged = [Judged(f"C-{n:04d}", "a" if n < 30 else "b" if n < 45 else "c", ELIGIBLE) for n in range(50)]
    share = {"a": 4 / 30, "b": 2 / 15, "c": 1 / 5}
    rounds = 2000
    drawn = Counter(name for seed in range(rounds) for name in pick(judged, asked_for(seed=seed))[1])
    expected = {one.case: rounds * share[one.stratum] for one in judged}
    assert sum(drawn[one.case] for one in judged if one.stratum == "b") == rounds * 2
    assert chi_square(drawn, expected) < 82.7


def chi_square(seen: Counter[str], expected: dict[str, float]) -> float:
    return sum((seen[name] - wanted) ** 2 / wanted for name, wanted in expected.items())
