"""QA activity of other kinds, what drawn dip samples found, and the register of external QA (S17, S19, S21)."""

from __future__ import annotations

from services.reporting.documents.model import Narrative, Row, Section, Table
from services.reporting.documents.monthly.sentences import plural
from services.reporting.documents.monthly.view import View
from services.reporting.domain import vocabulary as say
from services.reporting.domain.figures import ALL
from services.reporting.domain.organisation import readable


def section(view: View) -> Section:
    titles = view.codes("external")
    done = any(view.count("recorded", ALL, kind) != 0 for kind in view.codes("recorded", ALL))
    tested = sorted(view.codes("accuracy"))
    blocks = [
        *([_by_kind(view)] if done else []),
        *([_accuracy(view, tested)] if tested else []),
        *([_register(view, titles)] if titles else []),
    ]
    said = () if done else ("No QA activity of other kinds was recorded.",)
    return Section("Other QA activity", (Narrative((*said, _reviewed(view, titles))), *blocks))


def _by_kind(view: View) -> Table:
    places = {place: name for place, name in view.places() if place != ALL}
    columns = {**places, say.DIVISION: "Whole division", ALL: "All"}
    return Table(
        key="other-activity",
        title="QA activity of other kinds, by area",
        stub="Kind",
        columns=tuple(columns.values()),
        rows=tuple(
            Row(
                say.RECORDED.get(kind) or readable(kind),
                tuple(view.cell("recorded", place, kind) for place in columns),
            )
            for kind in view.codes("recorded", ALL)
        ),
    )


def _accuracy(view: View, tested: list[str]) -> Table:
    return Table(
        key="data-accuracy",
        title="Performance data held against the record, by dip samples that were drawn",
        stub="Field",
        columns=(*say.TESTED.values(), "Error rate"),
        rows=tuple(
            Row(
                readable(field),
                (
                    *(view.cell("accuracy", field, what) for what in say.TESTED),
                    view.share(
                        view.count("accuracy", field, "differing"), view.count("accuracy", field, "checked")
                    ),
                ),
            )
            for field in tested
        ),
        note="These are counts of values and not of people, so none is withheld. Of few values the rate is rough: "
        "its interval is told with the dip sample.",
    )


def _register(view: View, titles: list[str]) -> Table:
    return Table(
        key="external-reviews",
        title="Register of external reviews completed in the month",
        stub="Type of review",
        columns=tuple(say.REGISTER.values()),
        rows=tuple(
            Row(title, tuple(view.cell("external", title, what) for what in say.REGISTER)) for title in titles
        ),
        note="These are counts of reviews and of what they ask for, not of people, so none is withheld.",
    )


def _reviewed(view: View, titles: list[str]) -> str:
    """How many external reviews there were; their counts are never withheld."""
    reviews = sum(view.count("external", title, "reviews") or 0 for title in titles)
    if not reviews:
        return "No external review was completed."
    return f"{plural(reviews, 'external review was', 'external reviews were')} completed."
