"""Who is away gets no audit, a deputy acts for a moderator, and nobody's open audits are forgotten."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from services.activities.domain.allocation import allocate
from services.activities.domain.assembly import ensure_decidable
from services.activities.domain.cover import Cover, Days
from services.activities.domain.extension import ensure_approved
from services.activities.domain.handover import (
    AWAY,
    Held,
    away_in,
    ensure_takes_over,
    ensure_there,
    suspects,
    why_handed_over,
)
from services.activities.domain.moderation import ensure_moderator
from services.activities.domain.organisation import Organisation
from services.activities.domain.refusals import (
    AuditorAway,
    ExemptionNotApproved,
    ExtensionNotApproved,
    HolderAway,
    ModeratorNotIndependent,
    NotAModerator,
    SameHolder,
)
from tests.unit.activities.builders import MARCH, TODAY, people, units
from tests.unit.activities.rulings import RULES
from tests.unit.activities.test_allocation import case
from tests.unit.activities.test_lifecycle import AUDIT
from tests.unit.activities.test_stages import ASKED, progress

DUE = date(2026, 3, 27)
LAST = date(2026, 3, 31)
DAY = timedelta(days=1)


def away(starts: date, ends: date | None) -> Cover:
    return Cover(away=(Days(starts, ends),))


def office(**cover: Cover) -> Organisation:
    return Organisation(units(), people(), cover)


@pytest.mark.parametrize(
    ("starts", "ends", "misses"),
    [
        (DUE, DUE, True),
        (DUE - DAY, None, True),
        (DUE + DAY, None, False),
        (MARCH, DUE - DAY, False),
        (MARCH, LAST, True),
        (date(2026, 2, 1), LAST, True),
        (MARCH + DAY, DUE - DAY, False),
    ],
)
def test_an_audit_is_missed_by_who_is_away_when_it_is_due_or_all_month(
    starts: date, ends: date | None, misses: bool
) -> None:
    assert away(starts, ends).misses(MARCH, DUE) is misses


def test_a_month_is_missed_though_the_audit_is_due_after_it() -> None:
    assert away(MARCH, LAST).misses(MARCH, LAST + 9 * DAY)
    assert not away(MARCH, LAST - DAY).misses(MARCH, LAST + 9 * DAY)
    assert not away(MARCH + DAY, LAST).misses(MARCH, LAST + 9 * DAY)


def test_a_sample_passes_over_who_is_away() -> None:
    org = office(M3=away(MARCH, None), L1=away(DUE, DUE))
    gone = away_in(MARCH, DUE, org)
    assert gone == {"M3", "L1"}
    given, _ = allocate([case(n) for n in range(6)], org, {}, 1, RULES, gone)
    assert {one.auditor for one in given} == {"M1", "M2"}
    _, refused = allocate([case()], org, {}, 1, RULES, frozenset({"L1", "M1", "M2", "M3"}))
    assert [one.why.rule for one in refused] == ["auditor-away"]


def test_no_audit_is_handed_on_to_who_is_away() -> None:
    ensure_there("M3", MARCH, DUE, office())
    with pytest.raises(AuditorAway) as refused:
        ensure_there("M3", MARCH, DUE, office(M3=away(DUE, None)))
    assert (refused.value.rule, refused.value.source, list(refused.value.fields)) == (
        "auditor-away",
        "S07",
        ["auditor"],
    )


def test_what_is_handed_over_says_why() -> None:
    org = office(M3=away(DUE, DUE), M2=away(date(2026, 6, 1), None))
    asked = {one: why_handed_over(held(one), org, TODAY) for one in ("G1", "nobody", "M3", "M2", "M1")}
    assert asked == {"G1": "left", "nobody": "left", "M3": "away", "M2": None, "M1": None}
    assert suspects(["M1", "M2", "M3", "G1", "nobody"], org) == ["G1", "M2", "M3", "nobody"]


def test_what_is_overdue_or_has_no_day_is_handed_over_while_its_holder_is_away_today() -> None:
    org = office(M3=away(TODAY, TODAY))
    for due, why in ((None, AWAY), (TODAY - DAY, AWAY), (TODAY, AWAY), (TODAY + DAY, None)):
        assert why_handed_over(held("M3", due_on=due, month=None), org, TODAY) == why
    long = office(M3=away(MARCH, LAST))
    assert why_handed_over(held("M3", due_on=LAST + DAY), long, TODAY) == AWAY
    assert why_handed_over(held("M3", due_on=LAST + DAY, month=None), long, TODAY) is None


def test_who_takes_over_is_somebody_else_and_there_when_it_is_due() -> None:
    org = office(M3=away(DUE, DUE))
    ensure_takes_over("rater", "M2", "M3", DUE, org, TODAY)
    ensure_takes_over("rater", "M3", None, None, org, TODAY)
    with pytest.raises(SameHolder):
        ensure_takes_over("rater", "M3", "M3", None, org, TODAY)
    for due, today in ((DUE, TODAY), (TODAY, DUE), (None, DUE)):
        with pytest.raises(HolderAway) as refused:
            ensure_takes_over("rater", "M3", "M2", due, org, today)
        assert (refused.value.source, list(refused.value.fields)) == ("S02", ["rater"])


def held(holder: str, **changes: Any) -> Held:
    plain: dict[str, Any] = {"what": "audit", "key": "1", "area": "social-work", "service": "line-cin"}
    return Held(**plain | {"holder": holder, "month": MARCH, "due_on": DUE, "version": 1} | changes)


def acts(deputy: str, starts: date = TODAY, ends: date | None = TODAY) -> Cover:
    return Cover(deputies=((deputy, Days(starts, ends)),))


def test_a_deputy_approves_what_whom_they_act_for_could_and_nothing_of_their_own() -> None:
    org = office(S1=acts("M3"), Q1=acts("L1", TODAY + DAY, None))
    assert ensure_approved("M3", "M2", "W2", org, RULES, TODAY) == "S1"
    assert ensure_decidable("M3", AUDIT, progress(ASKED), org, RULES, TODAY) == "S1"
    assert ensure_approved("S1", "M2", "W2", org, RULES, TODAY) is None
    own: list[tuple[str, str, str]] = [
        ("M3", "M3", "W2"),
        ("M3", "S1", "W2"),
        ("M3", "M2", "S1"),
        ("L1", "M2", "W2"),
    ]
    for approver, auditor, practitioner in own:
        with pytest.raises(ExtensionNotApproved):
            ensure_approved(approver, auditor, practitioner, org, RULES, TODAY)
        party = replace(AUDIT, auditor=auditor, practitioner=practitioner)
        with pytest.raises(ExemptionNotApproved):
            ensure_decidable(approver, party, progress(ASKED), org, RULES, TODAY)


def moderate(by: str, *, on: date | None = TODAY, practitioner: str = "W2", **cover: Cover) -> None:
    ensure_moderator(by, "M1", practitioner, office(**cover), RULES, on)


def test_a_deputy_moderates_on_the_days_on_which_they_act_for_a_moderator() -> None:
    moderate("M3", S1=acts("M3"))
    moderate("M3", S1=acts("M3", ends=None))
    for cover in ({}, {"S1": acts("L1")}, {"M2": acts("M3")}, {"S1": acts("M3", TODAY + DAY, None)}):
        refused: Any = cover
        with pytest.raises(NotAModerator):
            moderate("M3", **refused)
    with pytest.raises(NotAModerator):
        moderate("M3", on=None, S1=acts("M3"))


def test_a_deputy_who_has_left_or_acts_for_who_has_left_moderates_nothing() -> None:
    with pytest.raises(NotAModerator):
        moderate("G1", S1=acts("G1"))
    with pytest.raises(NotAModerator):
        moderate("M3", G1=acts("M3"))


def test_both_the_deputy_and_who_they_act_for_stand_apart() -> None:
    with pytest.raises(ModeratorNotIndependent):
        moderate("M2", practitioner="W2", S1=acts("M2"))
    with pytest.raises(ModeratorNotIndependent):
        moderate("M1", S1=acts("M1"))
    with pytest.raises(ModeratorNotIndependent):
        moderate("M3", practitioner="M2", S1=acts("M3"))
    moderate("M3", practitioner="M2", S1=acts("M3"), S2=acts("M3"))
