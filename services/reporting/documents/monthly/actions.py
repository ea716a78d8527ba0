"""Actions: opened, closed, open and overdue, and for how long (S22, S23)."""

from __future__ import annotations

from services.reporting.documents.model import Chart, Narrative, Row, Section, Table
from services.reporting.documents.monthly import sentences
from services.reporting.documents.monthly.view import View, chart, number, said
from services.reporting.domain import vocabulary as say
from services.reporting.domain.figures import ALL

COLUMNS = (
    "Open at start",
    "Opened",
    "Closed",
    "Closed on time",
    "Open at end",
    "Overdue at end",
    "Share overdue",
)


def section(view: View) -> Section:
    lines = [sentences.flow(view)]
    counts = said((view.count("closed_on_time", ALL), view.count("closed", ALL)))
    if counts and counts[1]:
        lines.append(
            f"{counts[0]:,} of {counts[1]:,} closed actions ({sentences.percent(*counts)}) were closed by their"
            " due date."
        )
    return Section("Actions", (Narrative(tuple(lines)), _by_area(view), _ages(view), _kinds(view)))


def _by_area(view: View) -> Table:
    rows = tuple(
        Row(
            name,
            (
                number(view.before("open", place)),
                *(
                    view.cell(what, place)
                    for what in ("opened", "closed", "closed_on_time", "open", "overdue")
                ),
                view.share(view.count("overdue", place), view.count("open", place)),
            ),
            total=place == ALL,
        )
        for place, name in view.places()
    )
    return Table(
        key="actions-by-area",
        title="Actions opened, closed, open and overdue, by area",
        stub="Area",
        columns=COLUMNS,
        rows=rows,
        note="Open: not closed by the close of the last day of the month. Overdue: open then, and due on or before"
        " that day.",
    )


def _ages(view: View) -> Chart | Table:
    rows = tuple(Row(name, (view.cell("age", code),)) for code, name in say.AGES.items())
    table = Table(
        key="overdue-by-age",
        title="Overdue actions at the end of the month, by when they were due",
        stub="Due",
        columns=("Overdue actions",),
        rows=(*rows, Row("All overdue", (view.cell("overdue", ALL),), total=True)),
    )
    return chart(table, title="How long actions have been overdue", axis="Actions", stacked=False)


def _kinds(view: View) -> Table:
    rows = [Row(n, (view.cell("priority", c),), group="By priority") for c, n in say.PRIORITIES.items()]
    rows += [Row(n, (view.cell("reach", c),), group="By reach") for c, n in say.REACHES.items()]
    return Table(
        key="actions-opened",
        title="Actions opened in the month, by priority and by reach",
        stub="Kind",
        columns=("Opened",),
        rows=(*rows, Row("All opened", (view.cell("opened", ALL),), total=True)),
    )
