"""Volumes against plan, by service, and whether work came on time (S05, S07)."""

from __future__ import annotations

from services.reporting.documents.model import Cell, Chart, Narrative, Row, Section, Table
from services.reporting.documents.monthly import sentences
from services.reporting.documents.monthly.view import KEEP_APART, View, chart, said
from services.reporting.domain import vocabulary as say
from services.reporting.domain.figures import ALL

COLUMNS = (
    "Audits planned",
    "Audits finished",
    "Audits, share of plan",
    "Observations planned",
    "Observations finished",
    "Observations, share of plan",
)


def section(view: View) -> Section:
    lines = [sentences.finished(view, kind) for kind in say.KINDS]
    if view.figures.month.month in (8, 12):
        lines.append("August and December are kept for learning, so no audits are planned in them.")
    return Section(
        "Volumes against plan", (Narrative(tuple(lines)), _by_area(view), _by_service(view), _times(view))
    )


def _cells(view: View, place: str) -> tuple[Cell, ...]:
    cells: list[Cell] = []
    for kind in say.KINDS:
        target, done = view.count("target", kind, place), view.count("submitted", kind, place)
        cells += (
            view.cell("target", kind, place),
            view.cell("submitted", kind, place),
            view.share(done, target),
        )
    return tuple(cells)


def _by_area(view: View) -> Chart | Table:
    rows = tuple(Row(name, _cells(view, place), total=place == ALL) for place, name in view.places())
    table = Table(
        key="volumes-by-area",
        title="Audits and observations planned and finished, by area",
        stub="Area",
        columns=COLUMNS,
        rows=rows,
    )
    return chart(
        table,
        title="Planned and finished, by area",
        axis="Number",
        stacked=False,
        columns=(COLUMNS[0], COLUMNS[1], COLUMNS[3], COLUMNS[4]),
    )


def _by_service(view: View) -> Table:
    organisation = view.figures.organisation
    rows = [
        Row(
            organisation.name(service),
            _cells(view, organisation.place(area, service)),
            group=organisation.name(area),
        )
        for area, services in organisation.areas.items()
        for service in services
    ]
    return Table(
        key="volumes-by-service",
        title="Audits and observations planned and finished, by service",
        stub="Service",
        columns=COLUMNS,
        rows=(*rows, Row("All services", _cells(view, ALL), total=True)),
    )


def _times(view: View) -> Table:
    return Table(
        key="timeliness",
        title="Finished on time",
        stub="Activity",
        columns=(*say.TIMES.values(), "Share on time", "Allocated, not finished"),
        rows=tuple(_time(view, kind, name) for kind, name in say.KINDS.items()),
        note="The share is of those that had a due date.",
    )


def _time(view: View, kind: str, name: str) -> Row:
    timed = said(view.count("time", kind, time, ALL) for time in ("on_time", "late"))
    share = KEEP_APART if timed is None else view.share(timed[0], sum(timed))
    times = (view.cell("time", kind, time, ALL) for time in say.TIMES)
    return Row(name, (*times, share, view.cell("outstanding", kind, ALL)))
