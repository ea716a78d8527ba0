"""A reorganisation changes what is to come: last year's figures, names and structure stay as they were."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from services.reporting.main import SERVICE
from services.reporting.subscriptions import keep_units
from services.reporting.usecases.projecting import reset
from shared.contracts.events.activities import ActivitySubmitted
from shared.contracts.events.directory import UnitChanged
from shared.db.database import Database
from shared.testing.client import client
from tests.integration.reporting.conftest import Reporting, delivery
from tests.integration.reporting.test_reports import document, make, publish
from tests.unit.reporting.invented import MAY, TREE, Happening, months, submitted

JULY = date(2026, 7, 1)
BEGAN = date(2021, 8, 1)


def unit(code: str, kind: str, parent: str | None, **changes: Any) -> UnitChanged:
    plain = {"area": "all", "name": code.title(), "valid_from": BEGAN, "effective_on": BEGAN}
    return UnitChanged(unit_id=code, kind=kind, parent=parent, **{**plain, **changes})  # type: ignore[arg-type]


def tell(reporting: Reporting, *told: tuple[UnitChanged, int]) -> None:
    with reporting.database.work(SERVICE.work) as uow:
        keep_units.run([delivery((event, n, UUID(int=n))) for event, n in told], uow)
        uow.commit()


def before() -> list[tuple[UnitChanged, int]]:
    areas = [unit(area, "area", None) for area in TREE]
    services = [unit(one, "service", area) for area, under in TREE.items() for one in under]
    return [(one, 1) for one in (*areas, *services)]


REORGANISED = [
    (unit("line-cin", "service", "early-help", name="Family Help", effective_on=JULY), 2),
    (unit("early-help", "area", None, name="Families First", effective_on=JULY), 2),
    (unit("youth-justice", "service", "early-help", valid_to=date(2026, 6, 30), effective_on=JULY), 2),
]


def july() -> list[Happening]:
    """Two audits of the service that moved, made where it now is."""
    where: dict[str, Any] = {"area": "early-help", "service": "line-cin", "month": JULY}
    audits = [submitted(UUID(int=900 + n), submitted_on=JULY, due_on=None, **where) for n in range(2)]
    assert all(isinstance(one, ActivitySubmitted) for one in audits)
    return [(one, 2, UUID(int=800 + n)) for n, one in enumerate(audits)]


def figures(reporting: Reporting, month: date) -> Any:
    answer = reporting.client.get(f"/figures?month={month:%Y-%m}")
    assert answer.status_code == 200, answer.json
    return answer.json


def test_the_figures_and_names_of_months_before_are_the_same_after_it(reporting: Reporting) -> None:
    reporting.tell(months(1, 60))
    tell(reporting, *before())
    known = {month: figures(reporting, month) for month in (MAY, date(2026, 6, 1))}
    tell(reporting, *REORGANISED)
    assert {month: figures(reporting, month) for month in known} == known


def test_a_report_made_anew_after_it_says_the_very_same(reporting: Reporting) -> None:
    reporting.tell(months(1, 60))
    tell(reporting, *before())
    draft = make(reporting)
    assert publish(reporting, draft).status_code == 200
    frozen = document(reporting, draft, "csv")
    tell(reporting, *REORGANISED)
    assert document(reporting, draft, "csv") == frozen
    again = reporting.client.get(f"/reports/{make(reporting)['report_id']}").json
    first = reporting.client.get(f"/reports/{draft['report_id']}").json
    assert again is not None
    assert first is not None
    assert (first["report"]["edition"], again["report"]["edition"]) == (1, 2)
    assert again["report"]["sections"] == first["report"]["sections"]


def test_the_months_from_then_on_have_the_new_structure(reporting: Reporting) -> None:
    reporting.tell([*months(1, 60), *july()])
    tell(reporting, *before(), *REORGANISED)
    areas = {area["name"]: area for area in figures(reporting, JULY)["areas"]}
    assert "Early-Help" not in areas
    services = {one["name"]: one["audits_finished"] for one in areas["Families First"]["services"]}
    assert services["Family Help"] == 2
    assert "Youth-Justice" not in services or services["Youth-Justice"] == 0
    old = {one["name"]: one["audits_finished"] for one in areas["Social-Work"]["services"]}
    assert old.get("Family Help", 0) == 0


def test_a_service_that_moved_is_counted_once_and_its_report_adds_up(reporting: Reporting) -> None:
    reporting.tell([*months(1, 60), *july()])
    tell(reporting, *before(), *REORGANISED)
    june = figures(reporting, date(2026, 6, 1))
    whole = june["headlines"]["audits_finished"]
    assert sum(one["audits_finished"] for area in june["areas"] for one in area["services"]) == whole
    for area in figures(reporting, JULY)["areas"]:
        assert sum(one["audits_finished"] for one in area["services"]) == area["audits_finished"]


def test_a_replay_in_any_order_finds_the_same_names(reporting: Reporting) -> None:
    events = months(1)
    reporting.tell(events)
    tell(reporting, *before(), *REORGANISED)
    known = figures(reporting, date(2026, 6, 1))
    with reporting.database.work(SERVICE.work) as uow:
        reset(uow)  # type: ignore[arg-type]
        uow.commit()
    reporting.tell(events)
    tell(reporting, *REORGANISED)
    tell(reporting, *before())
    assert figures(reporting, date(2026, 6, 1)) == known


def test_what_an_earlier_release_told_counts_from_the_day_it_was_told(reporting: Reporting) -> None:
    """Events without a day: the first from the unit's own first day, later ones from when they happened."""
    reporting.tell(months(1))
    renamed = unit("line-cin", "service", "social-work", name="Renamed", effective_on=None)
    tell(reporting, *((unit(one.unit_id, one.kind, one.parent, effective_on=None), n) for one, n in before()))
    tell(reporting, (renamed, 2))
    assert delivery((renamed, 2, UUID(int=1))).time.date() == JULY
    names = {s["name"] for area in figures(reporting, date(2026, 6, 1))["areas"] for s in area["services"]}
    assert "Line-Cin" in names
    assert "Renamed" not in names


def test_small_numbers_stay_hidden_in_the_report_of_the_month_of_a_move(
    database: Callable[..., Database],
) -> None:
    """June's counts of the service lie in one area, July's in another; both months are protected together."""
    made = database("reporting", clock=lambda: datetime(2026, 8, 8, 9, 30, tzinfo=UTC))
    reporting = Reporting(made, client(SERVICE, made, "qa_manager"))
    reporting.tell([*months(1, 60), *july()])
    tell(reporting, *before(), *REORGANISED)
    june = make(reporting)
    assert publish(reporting, june).status_code == 200
    make(reporting, month="2026-07")
