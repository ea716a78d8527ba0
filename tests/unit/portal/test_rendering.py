"""Pages from templates: whole, escaped, framed, and written as GOV.UK writes."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime

import html5lib
import pytest

from services.portal.http.formats import day, iso, moment, month, number, percent
from services.portal.http.rendering import (
    BUILT,
    Field,
    Frame,
    NavItem,
    asking,
    asset,
    asset_names,
    brand_stylesheet,
    environment,
    errors_of,
    render,
)
from tests.browser.every_part import FIELDS, FRAME, HOSTILE, every_part

PLAIN = Frame(council="Northshire Council")


@pytest.fixture(scope="module")
def page() -> str:
    return every_part()


def test_a_page_with_every_part_is_well_formed(page: str) -> None:
    parser = html5lib.HTMLParser()
    parser.parse(page)
    assert parser.errors == []
    ids = re.findall(r'\bid="([^"]+)"', page)
    assert sorted(ids) == sorted(set(ids))


def test_hostile_words_stay_words(page: str) -> None:
    document = html5lib.parse(page, namespaceHTMLElements=False)
    assert {element.get("src", "").partition("-")[0] for element in document.iter("script")} == {
        asset(name).partition("-")[0] for name in ("early.js", "start.js")
    }
    assert list(document.iter("img")) == []
    assert not [name for element in document.iter() for name in element.attrib if name.startswith("on")]
    assert "".join(document.itertext()).count(HOSTILE) >= 12


def test_a_text_is_given_back_as_it_was_typed(page: str) -> None:
    document = html5lib.parse(page, namespaceHTMLElements=False)
    areas = {area.get("name"): area.text for area in document.iter("textarea")}
    assert areas["strengths"] == f"First line\n  second {HOSTILE}"
    assert document.find(".//input[@id='reference']").get("value") == HOSTILE


def test_nothing_is_inline_that_a_strict_policy_forbids(page: str) -> None:
    document = html5lib.parse(page, namespaceHTMLElements=False)
    assert [script for script in document.iter("script") if script.text] == []
    assert list(document.iter("style")) == []
    assert [element for element in document.iter() if "style" in element.attrib] == []


def test_every_form_that_changes_something_carries_its_token(page: str) -> None:
    document = html5lib.parse(page, namespaceHTMLElements=False)
    posts = [form for form in document.iter("form") if form.get("method") == "post"]
    assert len(posts) == 3
    assert [form.find(".//input[@name='csrf_token']").get("value") for form in posts] == [
        "token-of-the-form"
    ] * 3


def test_every_error_of_the_summary_leads_to_its_control(page: str) -> None:
    for line in errors_of(FIELDS):
        assert f'id="{line["href"][1:]}"' in page
    assert [line["href"] for line in errors_of(FIELDS)] == ["#reference", "#seen-day", "#notes"]


def test_the_title_says_page_service_council_and_that_something_is_wrong() -> None:
    plain = replace(FRAME, council="Northshire Council")
    assert "<title>Error: Every part - Sightline - Northshire Council</title>" in every_part(plain)
    assert "<title>Every part - Sightline - Northshire Council</title>" in every_part(plain, fields=())
    assert "<title>Help - Sightline - Northshire Council</title>" in render("base.html", PLAIN, title="Help")


def test_a_page_without_a_person_has_neither_account_nor_navigation() -> None:
    page = render("base.html", PLAIN, title="Sign in")
    assert "Sign out" not in page
    assert "govuk-service-navigation" not in page
    for address in ("/accessibility", "/privacy", "/help", "/brand.css?12436d"):
        assert f'"{address}"' in page


def test_the_present_part_of_the_site_is_marked(page: str) -> None:
    assert re.findall(r'href="(/\w+)" aria-current="true"', page) == ["/audits"]


def test_sorting_turns_the_column_round_keeps_the_filter_and_begins_at_the_first_page(page: str) -> None:
    assert 'aria-sort="descending"><a class="govuk-link govuk-link--no-visited-state app-sort"' in page
    assert 'href="?status=due&amp;status=late&amp;sort=due&amp;order=asc"' in page
    assert 'href="?status=due&amp;status=late&amp;sort=case&amp;order=asc"' in page


def test_pages_are_the_first_the_last_and_the_neighbours(page: str) -> None:
    assert re.findall(r'aria-label="Page (\d+)"', page) == ["1", "4", "5", "6", "12"]


def test_an_address_changes_and_leaves_out() -> None:
    assert asking({"status": ["due", "late"], "page": 3, "q": ""}, page=None, sort="due") == (
        "?status=due&status=late&sort=due"
    )


def test_more_items_than_fit_and_colours_that_are_none_are_refused() -> None:
    with pytest.raises(ValueError, match="8 items; at most 7"):
        Frame(council="C", navigation=[NavItem(text=str(n), href=f"/{n}") for n in range(8)])
    for wrong in ("red", "#fff", "#12436d;}body{display:none", "#12436d\n"):
        with pytest.raises(ValueError, match="#rrggbb"):
            Frame(council="C", brand_colour=wrong)
        with pytest.raises(ValueError, match="#rrggbb"):
            brand_stylesheet(wrong)


@pytest.mark.parametrize(
    ("colour", "text", "accent"),
    [("#12436d", "#ffffff", "#12436d"), ("#ffd500", "#000000", "#000000"), ("#777777", "#000000", "#000000")],
)
def test_words_on_a_council_s_colour_can_be_read(colour: str, text: str, accent: str) -> None:
    assert brand_stylesheet(colour) == (
        f":root{{--sightline-brand:{colour};--sightline-brand-text:{text};--sightline-accent:{accent}}}\n"
    )


def test_templates_are_compiled_once() -> None:
    assert environment() is environment()
    assert environment().get_template("base.html") is environment().get_template("base.html")


def test_an_asset_has_the_address_of_its_content(tmp_path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "manifest.json").write_text('{"files": {"portal.css": "portal-0123.css"}}')
    try:
        monkeypatch.setattr("services.portal.http.rendering.BUILT", tmp_path)
        asset_names.cache_clear()
        assert asset("portal.css") == "/assets/portal-0123.css"
        with pytest.raises(LookupError, match=r"no other\.css"):
            asset("other.css")
        (tmp_path / "manifest.json").unlink()
        asset_names.cache_clear()
        assert asset("portal.css") == "/assets/portal.css"  # nothing is built: plain, and working
    finally:
        asset_names.cache_clear()
    assert tmp_path != BUILT


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (datetime(2026, 3, 4, 14, 5, tzinfo=UTC), "4 March 2026 at 2:05pm"),
        (datetime(2026, 7, 4, 23, 5, tzinfo=UTC), "5 July 2026 at 12:05am"),
        ("2026-07-04T13:00:00Z", "4 July 2026 at 2pm"),
        ("2026-03-04T12:00:00+00:00", "4 March 2026 at midday"),
        ("2026-03-04T00:00:00+00:00", "4 March 2026 at midnight"),
        ("2026-03-04", "4 March 2026"),
        (None, ""),
        ("", ""),
    ],
)
def test_moments_are_written_as_clocks_here_show_them(value: datetime | str | None, words: str) -> None:
    assert moment(value) == words


def test_days_months_and_numbers() -> None:
    assert day(date(2026, 3, 4)) == day("2026-03-04") == "4 March 2026"
    assert day("2026-07-04T23:30:00Z") == "5 July 2026"
    assert month("2026-03-01") == "March 2026"
    assert iso(date(2026, 3, 4)) == iso("2026-03-04") == "2026-03-04"
    assert (number(1234), number(1234.56, 1), number(0)) == ("1,234", "1,234.6", "0")
    assert (percent(0.875, 1), percent(0.0)) == ("87.5%", "0%")
    assert [form(None) for form in (day, month, moment, iso, number, percent)] == [""] * 6


def test_the_only_question_of_a_page_is_its_heading() -> None:
    drawn = environment().from_string('{% from "parts/form.html" import field %}{{ field(one) }}')
    html = drawn.render(one=Field(name="name", label="What is your name?", heading=True))
    assert html.count("<h1") == 1
