"""Themes and spotlights: what the month looked at, why, and what was done about it (S09, S13, S14)."""

from __future__ import annotations

from datetime import date

from services.reporting.documents.model import Cell, Narrative, Row, Section, Table
from services.reporting.documents.monthly.sentences import plural
from services.reporting.documents.monthly.view import KEEP_APART, View, said
from services.reporting.domain import vocabulary as say
from services.reporting.domain.facts import Fact, Theme
from services.reporting.domain.themes import COLUMNS, GRADES
from services.reporting.domain.vocabulary import AUDIT, in_words
from shared.contracts.events.themes import Indicator

ORDER = ("theme", "spotlight", "regulatory")
METHODS = {"dip_sample": "dip sample", "bespoke_audit": "bespoke audit", "other": "other work"}
MOVED = {"rose": "rose to", "fell": "fell to", "steady": "stayed at"}


def section(view: View) -> Section:
    known = _known(view)
    named = {str(fact.id): _label(view, theme) for fact, theme in known}
    named |= {one: f"Not known here ({one})" for one in view.codes("served") if one not in named}
    audited = {theme: name for theme, name in named.items() if view.count("served", theme, AUDIT) != 0}
    return Section(
        "Themes and spotlights",
        (
            Narrative(tuple(_sentences(view, [theme for _, theme in known]))),
            *([_reasons(view, known)] if known else []),
            *([_served(view, named)] if named else []),
            *([_graded(view, audited)] if audited else []),
        ),
    )


def _known(view: View) -> list[tuple[Fact, Theme]]:
    """The month's, by kind and title."""
    found = [
        (fact, fact.state)
        for fact in view.figures.themes
        if isinstance(fact.state, Theme) and fact.state.of(view.figures.month)
    ]
    return sorted(found, key=lambda one: (ORDER.index(one[1].kind), one[1].title, str(one[0].id)))


def _sentences(view: View, themes: list[Theme]) -> list[str]:
    month, agreed, regulatory = (sum(theme.kind == kind for theme in themes) for kind in ORDER)
    if month or agreed:
        spotlights = (
            plural(agreed, "agreed spotlight", "agreed spotlights") if agreed else "no agreed spotlight"
        )
        told = [
            f"{view.month} had {plural(month, 'theme', 'themes') if month else 'no theme'} and {spotlights}."
        ]
    else:
        told = [f"No theme or spotlight was set for {view.month}."]
    if regulatory:
        themes_were = plural(regulatory, "theme was", "themes were")
        return [*told, f"{themes_were} in force that the regulation of a service asks for."]
    return [*told, "No theme was in force that the regulation of a service asks for."]


def _label(view: View, theme: Theme) -> str:
    if theme.kind == "spotlight" and theme.agreement and theme.chosen_on:
        return f"{theme.title}: {METHODS.get(theme.agreement.method, 'spotlight')}, agreed {_day(theme.chosen_on)}"
    if theme.kind == "regulatory":
        return f"{theme.title} ({view.figures.organisation.name(theme.service)})"
    return theme.title


def _reasons(view: View, known: list[tuple[Fact, Theme]]) -> Table:
    return Table(
        key="themes",
        title="Themes, spotlights and regulatory themes, and why they were chosen",
        stub="Theme",
        columns=("What is known of it",),
        rows=tuple(
            Row(name, (Cell(text, unit="text"),), group=_label(view, theme))
            for fact, theme in known
            for name, text in (
                *_why(view, theme),
                ("Reference", str(fact.id)),
                ("Told by event", ", ".join(str(event) for event in fact.events)),
            )
        ),
        note="By the reference, those who may can follow each count of this section to its activities and their events:"
        f" GET /api/reporting/v1/figures/rollups?month={view.figures.month:%Y-%m}&theme_id=, then GET /trace.",
    )


def _why(view: View, theme: Theme) -> list[tuple[str, str]]:
    if theme.indicator is not None:
        rows = [
            ("Kind", "Theme of the month"),
            ("Why it was chosen", f"{theme.indicator.name} {_moved(theme.indicator)}."),
        ]
        if theme.indicator.source:
            rows.append(("Source", theme.indicator.source))
        return [*rows, *([("Chosen on", _day(theme.chosen_on))] if theme.chosen_on else [])]
    if theme.agreement is not None:
        agreed, minute = (
            theme.agreement,
            f", minute {theme.agreement.minute}" if theme.agreement.minute else "",
        )
        on = f"{_day(theme.chosen_on)}, " if theme.chosen_on else ""
        return [
            ("Kind", f"Spotlight: {METHODS.get(agreed.method, agreed.method)}"),
            ("Why it was chosen", f"To find out about this theme: {agreed.question}"),
            ("Agreed on", f"{on}by the Performance & Quality Group{minute}"),
        ]
    until = f"to {in_words(theme.ends)}" if theme.ends else "on"
    return [
        ("Kind", f"Regulatory theme of {view.figures.organisation.name(theme.service)}"),
        ("Why it was chosen", f"Asked for by regulation: {theme.regulation}"),
        ("In force", f"From {in_words(theme.begins)} {until}"),
    ]


def _moved(indicator: Indicator) -> str:
    """``fell to 61%, July 2025 to September 2025``."""
    value = f"{indicator.value:,.10g}{'' if indicator.unit in ('', '%') else ' '}{indicator.unit}"
    period = in_words(indicator.period_from)
    if indicator.period_to != indicator.period_from:
        period += f" to {in_words(indicator.period_to)}"
    return f"{MOVED[indicator.direction]} {value}, {period}"


def _day(day: date) -> str:
    return f"{day:%-d %B %Y}"


def _served(view: View, named: dict[str, str]) -> Table:
    return Table(
        key="themes-served",
        title="What was done about each theme",
        stub="Theme",
        columns=tuple(COLUMNS.values()),
        rows=tuple(
            Row(name, tuple(view.cell("served", theme, column) for column in COLUMNS))
            for theme, name in named.items()
        ),
        note="An activity counts under what it names: one that names a spotlight is not counted again under its theme.",
    )


def _graded(view: View, named: dict[str, str]) -> Table:
    return Table(
        key="themes-graded",
        title="Case-file audits of each theme by overall grade",
        stub="Theme",
        columns=(*say.GRADES.values(), "Ungraded", "All audits", "Good or outstanding"),
        rows=tuple(
            Row(
                name,
                (
                    *(view.cell("served_grade", theme, grade) for grade in GRADES),
                    view.cell("served", theme, AUDIT),
                    _best(view, theme),
                ),
            )
            for theme, name in named.items()
        ),
        note="Grades are those after moderation. The share is of graded audits.",
    )


def _best(view: View, theme: str) -> Cell:
    counts = said(view.count("served_grade", theme, grade) for grade in say.GRADES)
    return KEEP_APART if counts is None else view.share(counts[0] + counts[1], sum(counts))
