"""A year of the programme runs from April, and the framework it follows has versions (S05, S54)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from services.activities.domain.framework import Framework, ensure_next, in_force
from services.activities.domain.organisation import Organisation
from services.activities.domain.visits import VisitPlan
from services.activities.domain.year import Line, half_of, month_of, months_of, quotas
from shared.contracts.errors import Invalid
from tests.unit.activities.builders import MARCH, TODAY, organisation, people, units
from tests.unit.activities.rulings import BOOK
from tests.unit.activities.test_themes import REGULATORY, SPOTLIGHT, THEME
from tests.unit.activities.test_visits import LEADERS, visit

APRIL, AUGUST = date(2026, 4, 1), date(2026, 8, 1)
FIRST = Framework(
    effective_from=date(2021, 8, 1), title="F", summary="S", agreed_on=None, agreed_by="", reference="R"
)


def test_a_year_is_april_to_march() -> None:
    months = months_of(2025)
    assert (len(months), months[0], months[-1]) == (12, date(2025, 4, 1), MARCH)


def test_every_service_that_stands_is_asked_for_its_quota_but_in_reflection() -> None:
    found = quotas(MARCH, organisation(), BOOK, None)
    assert {key[2] for key in found} == {"line-cin", "looked-after", "youth-justice"}
    assert set(found.values()) == {1}
    assert {key[1] for key in quotas(MARCH, organisation(), BOOK, frozenset({"early-help"}))} == {
        "early-help"
    }
    assert quotas(AUGUST, organisation(), BOOK, None) == {}
    ended = [replace(one, valid_to=date(2026, 2, 1)) if one.code == "line-cin" else one for one in units()]
    assert "line-cin" not in {key[2] for key in quotas(MARCH, Organisation(ended, people()), BOOK, None)}


def test_a_month_shows_what_counts_in_it() -> None:
    key = (MARCH, "social-work", "line-cin", "case_file_audit")
    other = (APRIL, *key[1:])
    agreed = SPOTLIGHT.agree(TODAY, "minute 4", today=TODAY)
    month = month_of(
        MARCH,
        BOOK,
        quota={key: 1, other: 1},
        planned={key: 12},
        done={(MARCH, "social-work", "looked-after", "case_file_audit"): 2},
        themes=[THEME, replace(THEME, month=APRIL)],
        spotlights=[SPOTLIGHT, agreed, replace(agreed, month=APRIL)],
        regulatory=[
            REGULATORY,
            replace(REGULATORY, ends=MARCH),
            replace(REGULATORY, begins=date(2025, 1, 1), ends=date(2026, 2, 1)),
            replace(REGULATORY, begins=APRIL),
        ],
    )
    assert (month.reflection, month.rule) == (False, "reflection-months 1")
    assert month.themes == [THEME]
    assert (month.spotlights, month.proposed) == ([agreed], 1)
    assert [one.ends for one in month.regulatory] == [None, MARCH]
    area = {"area": "social-work", "kind": "case_file_audit"}
    assert month.services == [
        Line(**area, service="line-cin", quota=1, target=12, done=0),
        Line(**area, service="looked-after", quota=None, target=None, done=2),
    ]


def test_a_half_year_says_how_many_visits_were_held() -> None:
    held = visit("S1", held_on=date(2026, 5, 12))
    plan = VisitPlan(half=APRIL, version=3, visits=(*LEADERS, held), reason="")
    found = half_of(APRIL, [replace(plan, half=date(2025, 10, 1), version=9), plan])
    assert (found.version, found.visits, found.held) == (3, 4, 1)
    nothing = half_of(date(2026, 10, 1), [plan])
    assert (nothing.version, nothing.visits, nothing.held) == (None, 0, 0)


def test_a_framework_follows_the_one_before_in_a_month_that_has_not_begun() -> None:
    new = replace(FIRST, effective_from=APRIL, agreed_on=TODAY)
    ensure_next(new, FIRST, TODAY)
    assert (FIRST.version, new.version) == ("2021-08", "2026-04")
    for wrong, latest, fields in (
        (replace(new, effective_from=MARCH), FIRST, {"effective_from"}),
        (new, new, {"effective_from"}),
        (replace(new, agreed_on=date(2026, 3, 21)), FIRST, {"agreed_on"}),
        (replace(new, effective_from=MARCH, agreed_on=APRIL), FIRST, {"effective_from", "agreed_on"}),
    ):
        with pytest.raises(Invalid) as refused:
            ensure_next(wrong, latest, TODAY)
        assert set(refused.value.fields) == fields


def test_a_day_has_the_framework_that_had_begun() -> None:
    both = [FIRST, replace(FIRST, effective_from=APRIL)]
    assert in_force(both, date(2021, 7, 31)) is None
    assert in_force(both, date(2026, 3, 31)) is FIRST
    assert in_force(both, APRIL) is both[1]
