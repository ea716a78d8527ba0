"""From an indicator to a theme to an agreed spotlight, and what a service's regulation asks (S09, S13, S14)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import uuid4

import pytest

from services.activities.domain.programme_refusals import AgreedTooLate, AlreadyAgreed, AlreadyEnded
from services.activities.domain.refusals import FutureDate, ReflectionMonth
from services.activities.domain.themes import (
    RegulatoryTheme,
    Spotlight,
    Theme,
    ensure_lasting,
    ensure_theme,
)
from shared.contracts.errors import Invalid
from tests.unit.activities.builders import MARCH, TODAY
from tests.unit.activities.rulings import RULES, ruling

FEBRUARY = date(2026, 2, 1)
APRIL = date(2026, 4, 1)
THEME = Theme(
    theme_id=uuid4(),
    month=MARCH,
    title="Repeat referrals",
    indicator="Referrals within 12 months of another",
    value=24.5,
    unit="%",
    direction="rose",
    period_from=date(2025, 4, 1),
    period_to=FEBRUARY,
    chosen_on=MARCH,
)
SPOTLIGHT = Spotlight(
    spotlight_id=uuid4(), theme_id=THEME.theme_id, month=MARCH, method="dip_sample", question="Why so soon?"
)
REGULATORY = RegulatoryTheme(
    theme_id=uuid4(),
    area="early-help",
    service="youth-justice",
    title="Out of court disposals",
    regulation="Youth Justice standards",
    begins=MARCH,
)


def test_a_theme_is_of_a_month_with_activity() -> None:
    ensure_theme(THEME, RULES)
    with pytest.raises(ReflectionMonth):
        ensure_theme(THEME, ruling(reflection_months=(3,)))


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        ({"period_from": FEBRUARY}, set()),
        ({"period_to": MARCH}, set()),
        ({"period_to": APRIL}, {"period_to"}),
        ({"period_from": MARCH}, {"period_from"}),
        ({"period_from": date(2026, 5, 1), "period_to": APRIL}, {"period_from", "period_to"}),
    ],
)
def test_the_indicator_was_known_by_the_theme_s_month(changes: dict[str, Any], wrong: set[str]) -> None:
    theme = replace(THEME, **changes)
    if not wrong:
        return ensure_theme(theme, RULES)
    with pytest.raises(Invalid) as refused:
        ensure_theme(theme, RULES)
    assert set(refused.value.fields) == wrong
    return None


def test_what_was_learned_is_the_theme_s_next_version() -> None:
    after = THEME.explained("Cases were closed before the plan was done.")
    assert (after.version, after.explanation) == (2, "Cases were closed before the plan was done.")
    assert replace(after, version=1, explanation="") == THEME


def test_a_spotlight_is_agreed_once_with_its_minute() -> None:
    agreed = SPOTLIGHT.agree(date(2026, 3, 20), "minute 4", today=TODAY)
    assert (agreed.agreed_on, agreed.minute, agreed.version) == (TODAY, "minute 4", 2)
    with pytest.raises(AlreadyAgreed) as refused:
        agreed.agree(TODAY, "minute 5", today=TODAY)
    assert (refused.value.rule, refused.value.source) == ("already-agreed", "S13")


def test_a_spotlight_is_agreed_by_the_end_of_its_month_and_not_in_the_future() -> None:
    last, later = date(2026, 3, 31), date(2026, 4, 1)
    assert SPOTLIGHT.agree(last, "minute 4", today=later).agreed_on == last
    with pytest.raises(AgreedTooLate) as refused:
        SPOTLIGHT.agree(later, "minute 4", today=later)
    assert list(refused.value.fields) == ["agreed_on"]
    with pytest.raises(FutureDate):
        SPOTLIGHT.agree(date(2026, 3, 21), "minute 4", today=TODAY)


def test_a_regulatory_theme_ends_once_and_not_before_it_begins() -> None:
    ensure_lasting(REGULATORY)
    ended = REGULATORY.end(MARCH)
    assert (ended.ends, ended.version) == (MARCH, 2)
    with pytest.raises(AlreadyEnded):
        ended.end(APRIL)
    with pytest.raises(Invalid) as refused:
        REGULATORY.end(FEBRUARY)
    assert list(refused.value.fields) == ["ends"]
