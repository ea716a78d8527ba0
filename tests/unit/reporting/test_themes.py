"""Themes in figures and report: why they were chosen, what served them, and nothing small (S09, S13, S14)."""

from __future__ import annotations

import csv
import io
import random
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import docx
import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from services.reporting.documents import csv as tidy
from services.reporting.documents import html, pdf, word
from services.reporting.documents.model import (
    Imprint,
    Narrative,
    Provenance,
    Report,
    Section,
    Table,
    canonical,
    digest,
    read,
)
from services.reporting.documents.monthly import compose, themes
from services.reporting.documents.monthly.view import View
from services.reporting.domain.counting import contributions, recount
from services.reporting.domain.disclosure import Protected, Thresholds, protect
from services.reporting.domain.facts import Fact, Theme
from services.reporting.usecases.summary import summary
from shared.contracts.events.activities import ActivitySubmitted
from shared.contracts.events.recorded import ActivityRecorded
from shared.contracts.events.themes import Agreement, Indicator, ThemeSet
from tests.unit.reporting.invented import (
    JUNE,
    MAY,
    Happening,
    folded,
    moderated,
    months,
    recorded,
    submitted,
)
from tests.unit.reporting.test_disclosure import Attacker
from tests.unit.reporting.test_figures import figures

REPEAT, SPOT, COURT = (UUID(int=n) for n in (71, 72, 73))
INDICATOR = Indicator(
    name="Referrals within 12 months of another",
    value=24.5,
    unit="%",
    direction="rose",
    period_from=date(2026, 3, 1),
    period_to=MAY,
    source="Performance book, May 2026",
)


def theme_set(theme_id: UUID = REPEAT, **other: Any) -> ThemeSet:
    plain: dict[str, Any] = {
        "area": "all",
        "kind": "theme",
        "title": "Repeat referrals",
        "service": None,
        "begins": JUNE,
        "ends": JUNE,
        "chosen_on": date(2026, 6, 2),
    }
    return ThemeSet(theme_id=theme_id, **{**plain, **other})


def spotlight(**other: Any) -> ThemeSet:
    agreed = Agreement(
        theme_id=REPEAT, method="dip_sample", question="Was the plan done?", minute="2026-06-03/4"
    )
    return theme_set(SPOT, kind="spotlight", chosen_on=date(2026, 6, 3), agreement=agreed, **other)


def regulatory(**other: Any) -> ThemeSet:
    asked: dict[str, Any] = {
        "area": "early-help",
        "service": "youth-justice",
        "title": "Out of court disposals",
        "regulation": "Youth Justice standards",
        "begins": date(2026, 1, 1),
        "ends": None,
        "chosen_on": None,
    }
    return theme_set(COURT, kind="regulatory", **{**asked, **other})


def told(*events: Any) -> list[Happening]:
    return [(event, 1, UUID(int=n)) for n, event in enumerate(events, 9000)]


ALL_THREE = told(theme_set(indicator=INDICATOR), spotlight(), regulatory())


def audits(number: int, start: int, **other: Any) -> list[Happening]:
    return [(submitted(UUID(int=n), **other), 1, UUID(int=n + 10**6)) for n in range(start, start + number)]


def view(happened: list[Happening]) -> View:
    counted = figures(happened)
    return View(counted, protect(counted.counts), Thresholds())


def tables(section: Section) -> dict[str, dict[str, list[str]]]:
    found = [one for one in section.blocks if isinstance(one, Table)]
    return {
        one.key: {
            f"{row.group}/{row.label}" if row.group else row.label: [cell.text for cell in row.cells]
            for row in one.rows
        }
        for one in found
    }


def sentence(section: Section) -> str:
    (words,) = [one for one in section.blocks if isinstance(one, Narrative)]
    return " ".join(words.sentences)


def serving(happened: list[Happening], seed: int) -> list[Happening]:
    """The same happenings, of which many serve one of the three themes that they may serve."""
    chance, found = random.Random(seed), list(ALL_THREE)
    for event, *rest in happened:
        if isinstance(event, ActivitySubmitted | ActivityRecorded) and event.month == JUNE:
            able = [None, REPEAT, SPOT, *([COURT] * 2 if event.service == "youth-justice" else [])]
            event = msgspec.structs.replace(event, theme_id=chance.choice(able))
        found.append((event, *rest))
    return found


def test_a_theme_is_a_fact_with_its_events() -> None:
    explained = (theme_set(indicator=INDICATOR), 2, UUID(int=9100))
    (fact,) = folded([ALL_THREE[0], explained]).values()
    assert (fact.kind, fact.area, fact.service, fact.month, fact.sequence) == ("theme", "all", "-", JUNE, 2)
    assert fact.events == (UUID(int=9000), UUID(int=9100))
    assert isinstance(fact.state, Theme)
    assert fact.state.indicator == INDICATOR
    assert {key.measure for key in contributions(fact)} == {"facts"}


def test_an_older_word_on_a_theme_changes_nothing() -> None:
    ended = (regulatory(ends=JUNE), 2, UUID(int=9100))
    for order in ([ALL_THREE[2], ended], [ended, ALL_THREE[2]]):
        (fact,) = folded(order).values()
        assert isinstance(fact.state, Theme)
        assert fact.state.ends == JUNE


def test_an_activity_counts_for_what_it_names_with_the_grade_that_stands() -> None:
    one = UUID(int=1)
    happened = [
        (submitted(one, theme_id=REPEAT), 2, UUID(int=11)),
        (moderated(one, "good", "inadequate"), 3, UUID(int=12)),
        (recorded(UUID(int=2), "dip_sample", theme_id=SPOT), 1, UUID(int=13)),
        (submitted(UUID(int=3)), 1, UUID(int=14)),
    ]
    counted = {
        key.bucket: n
        for key, n in recount(folded(happened).values()).items()
        if key.measure == "theme.served"
    }
    assert counted == {f"{REPEAT}|case_file_audit|inadequate": 1, f"{SPOT}|dip_sample|ungraded": 1}


def test_an_event_of_before_serves_no_theme() -> None:
    """Its data have no such field."""
    data = msgspec.json.decode(msgspec.json.encode(submitted(UUID(int=1))))
    del data["theme_id"]
    old = msgspec.convert(data, ActivitySubmitted)
    (fact,) = folded([(old, 1, UUID(int=2))]).values()
    assert not [key for key in contributions(fact) if key.measure == "theme.served"]


def test_a_fact_that_was_kept_before_is_read_and_serves_no_theme() -> None:
    (fact,) = folded([(submitted(UUID(int=1)), 1, UUID(int=2))]).values()
    kept = msgspec.json.decode(msgspec.json.encode(fact.state))
    del kept["submitted"]["theme"]
    assert msgspec.convert(kept, type(fact.state)) == fact.state


def test_the_report_says_why_each_was_chosen_and_by_which_event_it_is_known() -> None:
    why = tables(themes.section(view(ALL_THREE)))["themes"]
    spot, court = "Repeat referrals: dip sample, agreed 3 June 2026", "Out of court disposals (Youth justice)"
    assert why["Repeat referrals/Why it was chosen"] == [
        "Referrals within 12 months of another rose to 24.5%, March 2026 to May 2026."
    ]
    assert why["Repeat referrals/Source"] == ["Performance book, May 2026"]
    assert why["Repeat referrals/Chosen on"] == ["2 June 2026"]
    assert why[f"{spot}/Kind"] == ["Spotlight: dip sample"]
    assert why[f"{spot}/Why it was chosen"] == ["To find out about this theme: Was the plan done?"]
    assert why[f"{spot}/Agreed on"] == [
        "3 June 2026, by the Performance & Quality Group, minute 2026-06-03/4"
    ]
    assert why[f"{court}/Why it was chosen"] == ["Asked for by regulation: Youth Justice standards"]
    assert why[f"{court}/In force"] == ["From January 2026 on"]
    for group, fact, event in (("Repeat referrals", REPEAT, 9000), (spot, SPOT, 9001), (court, COURT, 9002)):
        assert why[f"{group}/Reference"] == [str(fact)]
        assert why[f"{group}/Told by event"] == [str(UUID(int=event))]
    assert sentence(themes.section(view(ALL_THREE))) == (
        "June 2026 had 1 theme and 1 agreed spotlight."
        " 1 theme was in force that the regulation of a service asks for."
    )


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"direction": "fell", "value": 61.0}, "fell to 61%, March 2026 to May 2026."),
        ({"direction": "steady", "unit": "days"}, "stayed at 24.5 days, March 2026 to May 2026."),
        ({"unit": "", "value": 12345.0, "period_from": MAY}, "rose to 12,345, May 2026."),
    ],
)
def test_how_an_indicator_moved_is_said_in_words(changes: dict[str, Any], words: str) -> None:
    moved = msgspec.structs.replace(INDICATOR, **changes)
    why = tables(themes.section(view(told(theme_set(indicator=moved)))))["themes"]
    assert why["Repeat referrals/Why it was chosen"] == [f"{INDICATOR.name} {words}"]


def test_what_served_each_is_counted_by_kind_and_by_grade() -> None:
    happened = [
        *ALL_THREE,
        *audits(12, 1, theme_id=REPEAT),
        *audits(8, 50, theme_id=REPEAT, overall="requires_improvement"),
        *audits(9, 100),
        *audits(7, 150, overall="requires_improvement"),
        *audits(11, 200, kind="practice_observation", overall=None, domains={}, theme_id=REPEAT),
        *audits(9, 250, kind="practice_observation", overall=None, domains={}),
        *[(recorded(UUID(int=n), "dip_sample", theme_id=SPOT), 1, UUID(int=n)) for n in range(300, 309)],
        *[(recorded(UUID(int=n), "dip_sample"), 1, UUID(int=n)) for n in range(310, 318)],
    ]
    shown = tables(themes.section(view(happened)))
    assert shown["themes-served"]["Repeat referrals"] == ["20", "11", "0"]
    assert shown["themes-served"]["Repeat referrals: dip sample, agreed 3 June 2026"] == ["0", "0", "9"]
    assert shown["themes-served"]["Out of court disposals (Youth justice)"] == ["0", "0", "0"]
    assert shown["themes-graded"]["Repeat referrals"] == ["0", "12", "8", "0", "0", "20", "60%"]
    in_full = {one["theme_id"]: one for one in summary(figures(happened))["themes"]}[str(REPEAT)]
    assert (in_full["case_file_audit"], in_full["grades"]["good"], in_full["title"]) == (
        20,
        12,
        "Repeat referrals",
    )


def test_what_is_left_without_a_theme_is_not_to_be_had_by_subtraction() -> None:
    """Ten of twelve Good audits serve the theme: whoever saw both numbers would know two that do not."""
    happened = [
        *ALL_THREE[:1],
        *audits(10, 1, theme_id=REPEAT),
        *audits(2, 100),
        *audits(9, 200, overall="outstanding"),
    ]
    counted = figures(happened)
    seen = protect(counted.counts)
    pair = {("2026-06", "served_grade", str(REPEAT), "good"), ("2026-06", "grade", "good", "all")}
    assert pair & seen.withheld


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 10**6), st.sampled_from([3, 12, 40]))
def test_no_small_count_of_a_theme_can_be_worked_out(seed: int, number: int) -> None:
    """Nor can the number that serves no theme, of the division, or of the service whose theme it is."""
    counts = figures(serving(months(seed, number), seed)).counts
    seen = protect(counts)
    small = {cell for cell, n in counts.values.items() if 1 <= n <= 5 and cell not in counts.open}
    assert small - counts.hidden <= seen.withheld
    unknown = seen.withheld | {cell for cell in counts.hidden if counts.values[cell]}
    attacker = Attacker(counts, Protected(counts.values, frozenset(unknown)))
    told_apart = attacker.by_elimination() | set(attacker.by_bounds())
    assert not told_apart & small
    assert not told_apart & seen.withheld


def test_a_month_without_themes_says_so_and_holds_nothing_against_them() -> None:
    quiet = figures(months(3, 20))
    assert not quiet.counts.hidden
    section = themes.section(View(quiet, protect(quiet.counts), Thresholds()))
    assert sentence(section) == (
        "No theme or spotlight was set for June 2026."
        " No theme was in force that the regulation of a service asks for."
    )
    assert len(section.blocks) == 1


@pytest.mark.parametrize(
    ("events", "words"),
    [
        (
            [theme_set(), theme_set(UUID(int=79), title="Another")],
            "June 2026 had 2 themes and no agreed spotlight.",
        ),
        ([spotlight()], "June 2026 had no theme and 1 agreed spotlight."),
        ([regulatory()], "No theme or spotlight was set for June 2026. 1 theme was in force"),
    ],
)
def test_how_many_there_were_is_said_in_words(events: list[ThemeSet], words: str) -> None:
    assert words in sentence(themes.section(view(told(*events))))


def test_a_theme_without_an_audit_has_no_line_of_grades() -> None:
    shown = tables(themes.section(view([*ALL_THREE, *audits(20, 1, theme_id=REPEAT)])))
    assert list(shown["themes-graded"]) == ["Repeat referrals"]
    assert len(shown["themes-served"]) == 3
    assert "themes-graded" not in tables(themes.section(view(ALL_THREE)))


def test_themes_of_other_months_are_not_of_this_one() -> None:
    others = told(theme_set(begins=MAY, ends=MAY), regulatory(ends=MAY))
    assert tables(themes.section(view(others))) == {}


def test_a_theme_whose_event_is_not_there_is_named_by_its_reference() -> None:
    section = themes.section(view(audits(20, 1, theme_id=REPEAT)))
    assert list(tables(section)) == ["themes-served", "themes-graded"]
    assert list(tables(section)["themes-served"]) == [f"Not known here ({REPEAT})"]


@pytest.fixture(scope="module")
def report() -> Report:
    shown = view(serving(months(3, 80), 3))
    shown = replace(shown, figures=replace(shown.figures, month=JUNE))
    about = Provenance(datetime(2026, 7, 8, 9, 30, tzinfo=UTC), "P0042", 9, 9, 7)
    return compose(shown, edition=1, notice="Invented data", provenance=about)


@pytest.fixture(scope="module")
def imprint(report: Report) -> Imprint:
    return Imprint("published", digest(canonical(report)), datetime(2026, 7, 9, 8, 0, tzinfo=UTC))


def test_the_canonical_form_keeps_the_words(report: Report) -> None:
    assert canonical(read(canonical(report))) == canonical(report)
    (section,) = [one for one in report.sections if one.title == "Themes and spotlights"]
    assert "themes" in tables(section)


WORDS = ("rose to 24.5%", "Performance book, May 2026", "Out of court disposals (Youth justice)")


def test_the_page_and_the_word_document_show_them(report: Report, imprint: Imprint) -> None:
    page = html.write(report, imprint).decode()
    assert f"<td>{REPEAT}</td>" in page
    assert '<td class="number">' in page
    document = docx.Document(io.BytesIO(word.write(report, imprint)))
    text = "\n".join(cell.text for table in document.tables for row in table.rows for cell in row.cells)
    for words in (*WORDS, str(COURT)):
        assert words in page
        assert words in text


def test_the_pdf_shows_them(report: Report, imprint: Imprint) -> None:
    pages = PdfReader(io.BytesIO(pdf.write(report, imprint))).pages
    text = " ".join(" ".join(page.extract_text() for page in pages).split())
    for words in WORDS:
        assert words in text


def test_the_csv_shows_them_with_every_count_beside(report: Report, imprint: Imprint) -> None:
    rows = list(csv.DictReader(io.StringIO(tidy.write(report, imprint).decode("utf-8-sig"))))
    why = [row for row in rows if row["table"] == "themes"]
    assert {row["unit"] for row in why} == {"text"}
    values = {(row["row_group"], row["row"]): row["value"] for row in why}
    assert values["Repeat referrals", "Reference"] == str(REPEAT)
    served = [row for row in rows if row["table"] in ("themes-served", "themes-graded")]
    assert all(row["value"] or row["symbol"] for row in served)


def test_a_fact_of_a_theme_survives_the_database_s_form() -> None:
    facts: list[Fact] = list(folded(ALL_THREE).values())
    for fact in facts:
        assert msgspec.convert(msgspec.json.decode(msgspec.json.encode(fact.state)), Theme) == fact.state
