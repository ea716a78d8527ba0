"""The whole demonstration in order: load, live through the year, wait for the figures, fetch the reports."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from shared.demo.capture import Capture
from shared.demo.client import Client
from shared.demo.crew import Crew
from shared.demo.documents import Bookbinder
from shared.demo.ledger import Ledger
from shared.demo.loading import await_organisation, load_cases, load_organisation
from shared.demo.months import Month, mondays
from shared.demo.organisation import Organisation
from shared.demo.programme import Programme
from shared.demo.progress import Meter
from shared.demo.tracking import Tracking
from shared.demo.year import Year

THREADS = 8


@dataclass(frozen=True)
class Stage:
    """What the demonstration is played on."""

    client: Client
    organisation: Organisation
    year: Year
    meter: Meter
    pool: ThreadPoolExecutor
    qa_manager: str
    support: str
    binder: Bookbinder


def live_through(stage: Stage, files: Path) -> Ledger:
    """Load the borough and its cases, then tell the year month by month; returns what was confirmed."""
    client, year, meter = stage.client, stage.year, stage.meter
    meter.say("Organisation")
    load_organisation(client, stage.support)
    meter.say("Open cases")
    load_cases(client, stage.support, year, stage.organisation, files)
    await_organisation(client, stage.organisation)
    ledger, crew = Ledger(), Crew(year.seed, stage.organisation)
    capture = Capture(
        client=client,
        year=year,
        crew=crew,
        ledger=ledger,
        meter=meter,
        pool=stage.pool,
        qa_manager=stage.qa_manager,
        support=stage.support,
        programme=Programme(client, year.seed, stage.organisation, ledger, stage.qa_manager),
    )
    tracking = Tracking(
        client=client,
        seed=year.seed,
        crew=crew,
        ledger=ledger,
        meter=meter,
        pool=stage.pool,
        qa_manager=stage.qa_manager,
    )
    before: Month | None = None
    for month in year.months:
        meter.say(month.label)
        tracking.expect(capture.month(month))
        _follow(tracking, month)
        if before is not None:  # a month later its news have arrived
            stage.binder.order(before)
        before = month
    return ledger


def _follow(tracking: Tracking, month: Month) -> None:
    """Week by week: what people do to their actions, then the sweep; the rest of the month at its end."""
    for monday in mondays(month):
        tracking.until(monday)
        tracking.sweep(monday)
    tracking.until(month.last)
