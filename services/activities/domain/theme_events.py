"""What others are told of a theme, a spotlight or a regulatory theme."""

from __future__ import annotations

from services.activities.domain.themes import RegulatoryTheme, Spotlight, Theme
from services.activities.domain.vocabulary import DIVISION
from shared.contracts.events import themes as events


def theme_set(theme: Theme) -> events.ThemeSet:
    """Of the indicator all; of what was learned about it nothing."""
    return events.ThemeSet(
        area=DIVISION,
        theme_id=theme.theme_id,
        kind="theme",
        title=theme.title,
        service=None,
        begins=theme.month,
        ends=theme.month,
        chosen_on=theme.chosen_on,
        indicator=events.Indicator(
            name=theme.indicator,
            value=theme.value,
            unit=theme.unit,
            direction=theme.direction,
            period_from=theme.period_from,
            period_to=theme.period_to,
            source=theme.source,
        ),
    )


def spotlight_set(spotlight: Spotlight, theme: Theme) -> events.ThemeSet:
    """Told once it is agreed: until then it does not count."""
    return events.ThemeSet(
        area=DIVISION,
        theme_id=spotlight.spotlight_id,
        kind="spotlight",
        title=theme.title,
        service=None,
        begins=spotlight.month,
        ends=spotlight.month,
        chosen_on=spotlight.agreed_on,
        agreement=events.Agreement(
            theme_id=theme.theme_id,
            method=spotlight.method,
            question=spotlight.question,
            minute=spotlight.minute or "",
        ),
    )


def regulatory_set(theme: RegulatoryTheme) -> events.ThemeSet:
    return events.ThemeSet(
        area=theme.area,
        theme_id=theme.theme_id,
        kind="regulatory",
        title=theme.title,
        service=theme.service,
        begins=theme.begins,
        ends=theme.ends,
        regulation=theme.regulation,
    )
