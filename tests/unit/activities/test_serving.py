"""Which theme an activity may serve: one of its month and service, agreed where it is a spotlight (S09, S13, S14)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from services.activities.domain.programme_refusals import ThemeElsewhere
from services.activities.domain.serving import Aim, ensure_serves
from services.activities.domain.theme_events import regulatory_set, spotlight_set, theme_set
from shared.contracts.errors import Invalid
from tests.unit.activities.builders import MARCH, TODAY
from tests.unit.activities.test_themes import APRIL, FEBRUARY, REGULATORY, SPOTLIGHT, THEME

OF_MARCH = Aim(kind="theme", begins=MARCH, ends=MARCH, service=None, agreed=True)
ASKED = replace(OF_MARCH, kind="regulatory", service="youth-justice", ends=None)
PROPOSED = replace(OF_MARCH, kind="spotlight", agreed=False)


@pytest.mark.parametrize(
    ("aim", "month", "service"),
    [
        (OF_MARCH, MARCH, "line-cin"),
        (OF_MARCH, MARCH, None),
        (ASKED, MARCH, "youth-justice"),
        (ASKED, date(2027, 1, 1), "youth-justice"),
        (replace(ASKED, ends=APRIL), APRIL, "youth-justice"),
        (replace(PROPOSED, agreed=True), MARCH, "line-cin"),
    ],
)
def test_an_activity_serves_a_theme_of_its_month_and_service(
    aim: Aim, month: date, service: str | None
) -> None:
    ensure_serves(aim, month, service)


@pytest.mark.parametrize(
    ("aim", "month", "service", "source", "wrong"),
    [
        (OF_MARCH, FEBRUARY, "line-cin", "S09", ["first month is March 2026"]),
        (OF_MARCH, APRIL, "line-cin", "S09", ["last month is March 2026"]),
        (ASKED, FEBRUARY, "youth-justice", "S14", ["first month"]),
        (ASKED, MARCH, None, "S14", ["regulation of youth-justice"]),
        (ASKED, FEBRUARY, "line-cin", "S14", ["first month", "regulation of youth-justice"]),
        (PROPOSED, MARCH, "line-cin", "S13", ["has not agreed"]),
        (PROPOSED, APRIL, "line-cin", "S13", ["last month", "has not agreed"]),
    ],
)
def test_a_refusal_says_everything_that_is_wrong(
    aim: Aim, month: date, service: str | None, source: str, wrong: list[str]
) -> None:
    with pytest.raises(ThemeElsewhere) as refused:
        ensure_serves(aim, month, service)
    assert (refused.value.rule, refused.value.source) == ("theme-scope", source)
    (reasons,) = refused.value.fields.values()
    assert list(refused.value.fields) == ["theme_id"]
    assert len(reasons) == len(wrong)
    assert all(part in reason for part, reason in zip(wrong, reasons, strict=True))


def test_a_theme_that_nobody_set_is_a_wrong_field() -> None:
    with pytest.raises(Invalid) as refused:
        ensure_serves(None, MARCH, "line-cin")
    assert refused.value.fields == {"theme_id": ["is not known"]}


def test_a_theme_is_told_with_its_indicator_and_without_what_was_learned() -> None:
    told = theme_set(replace(THEME, source="Performance book", explanation="Closed too soon."))
    assert (told.kind, told.area, told.begins, told.ends, told.chosen_on) == (
        "theme",
        "all",
        MARCH,
        MARCH,
        MARCH,
    )
    assert told.indicator is not None
    assert (told.indicator.value, told.indicator.direction, told.indicator.source) == (
        24.5,
        "rose",
        "Performance book",
    )
    assert "Closed too soon" not in str(told)


def test_a_spotlight_is_told_with_its_theme_and_its_agreement() -> None:
    told = spotlight_set(SPOTLIGHT.agree(TODAY, "minute 4", today=TODAY), THEME)
    assert (told.kind, told.theme_id, told.title) == ("spotlight", SPOTLIGHT.spotlight_id, THEME.title)
    assert told.chosen_on == TODAY
    assert told.agreement is not None
    assert (told.agreement.theme_id, told.agreement.minute) == (THEME.theme_id, "minute 4")


def test_a_regulatory_theme_is_told_in_its_service_s_area() -> None:
    told = regulatory_set(REGULATORY.end(APRIL))
    assert (told.area, told.service, told.begins, told.ends) == ("early-help", "youth-justice", MARCH, APRIL)
    assert (told.regulation, told.indicator, told.agreement) == ("Youth Justice standards", None, None)
