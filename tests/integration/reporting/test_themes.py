"""Themes from their events to the report, and from a figure of the report back to its events."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from tests.integration.reporting.conftest import Reporting
from tests.integration.reporting.test_reports import document, make, publish
from tests.unit.reporting.invented import moderated, months, recorded, submitted
from tests.unit.reporting.test_themes import (
    ALL_THREE,
    COURT,
    INDICATOR,
    REPEAT,
    SPOT,
    audits,
    regulatory,
    serving,
    theme_set,
    told,
)

WORDS = (f"{INDICATOR.name} rose to 24.5%", "Performance book, May 2026", f"{REPEAT}", "minute 2026-06-03/4")


def got(reporting: Reporting, path: str) -> Any:
    answer = reporting.client.get(path)
    assert answer.status_code == 200, answer.json
    return answer.json


def test_the_report_of_a_month_has_its_themes_and_a_published_one_keeps_them(reporting: Reporting) -> None:
    reporting.tell(serving(months(1, 60), 1))
    draft = make(reporting)
    assert publish(reporting, draft).status_code == 200
    page = document(reporting, draft, "html")
    for words in WORDS:
        assert words in page.decode()
        assert words in document(reporting, draft, "csv").decode("utf-8-sig")
    reporting.tell([(theme_set(title="Renamed", indicator=INDICATOR), 2, UUID(int=9900))])
    assert document(reporting, draft, "html") == page
    assert "Renamed" in document(reporting, make(reporting), "html").decode()


def test_a_report_of_before_stays_as_it_is_and_the_next_edition_has_the_themes(reporting: Reporting) -> None:
    """What was published without a word on themes binds what the next edition may tell."""
    happened = months(2, 60)
    reporting.tell(happened)
    first = make(reporting)
    publish(reporting, first)
    before = {form: document(reporting, first, form) for form in ("html", "pdf", "docx", "csv")}
    assert "No theme or spotlight was set for June 2026." in before["html"].decode()
    reporting.tell([*ALL_THREE, *audits(30, 5 * 10**6, theme_id=REPEAT)])
    second = make(reporting)
    assert (second["edition"], publish(reporting, second).status_code) == (2, 200)
    assert "Repeat referrals" in document(reporting, second, "html").decode()
    assert {form: document(reporting, first, form) for form in before} == before


def test_a_count_of_a_theme_leads_to_its_activities_and_their_events(reporting: Reporting) -> None:
    audit, other, dip = (UUID(int=n) for n in (1, 2, 3))
    reporting.tell(
        [
            *ALL_THREE,
            (submitted(audit, theme_id=REPEAT), 2, UUID(int=11)),
            (moderated(audit, "good", "inadequate"), 3, UUID(int=12)),
            (submitted(other), 1, UUID(int=13)),
            (recorded(dip, "dip_sample", theme_id=SPOT), 1, UUID(int=14)),
        ]
    )
    (count,) = got(reporting, f"/figures/rollups?month=2026-06&theme_id={REPEAT}")
    assert (count["bucket"], count["n"]) == (f"{REPEAT}|case_file_audit|inadequate", 1)
    query = "&".join(f"{name}={count[name]}" for name in ("month", "area", "service", "measure", "bucket"))
    (fact,) = got(reporting, f"/trace?{query}")["items"]
    assert (fact["id"], fact["events"]) == (str(audit), [str(UUID(int=11)), str(UUID(int=12))])
    facts = {one["id"]: one["events"] for one in got(reporting, "/facts?kind=theme")["items"]}
    assert facts == {str(one): [str(UUID(int=n))] for n, one in enumerate((REPEAT, SPOT, COURT), 9000)}
    assert got(reporting, "/checks/rollups")["differences"] == []


def test_figures_show_the_division_s_themes_and_those_of_ones_own_areas(reporting: Reporting) -> None:
    reporting.tell([*ALL_THREE, *audits(3, 1, theme_id=REPEAT)])
    for areas, seen, served in (
        ({"social-work"}, {REPEAT, SPOT}, 3),
        ({"early-help"}, {REPEAT, SPOT, COURT}, 0),
    ):
        head = reporting.client.acting("head_of_service", areas=areas)
        found = {one["theme_id"]: one for one in head.get("/figures?month=2026-06").json["themes"]}
        assert found.keys() == {str(one) for one in seen}
        assert found[str(REPEAT)]["case_file_audit"] == served
        assert (found[str(REPEAT)]["title"], found[str(REPEAT)]["kind"]) == ("Repeat referrals", "theme")


def test_a_regulatory_theme_is_of_every_month_until_it_ends(reporting: Reporting) -> None:
    reporting.tell(told(regulatory()))
    for month, number in (("2025-12", 0), ("2026-01", 1), ("2026-06", 1)):
        assert len(got(reporting, f"/figures?month={month}")["themes"]) == number
    reporting.tell([(regulatory(ends=theme_set().begins), 2, UUID(int=9900))])
    assert len(got(reporting, "/figures?month=2026-06")["themes"]) == 1
    assert got(reporting, "/figures?month=2026-07")["themes"] == []
