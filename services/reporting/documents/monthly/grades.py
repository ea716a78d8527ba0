"""Grades of case-file audits after moderation, by area and by domain of practice."""

from __future__ import annotations

from services.reporting.documents.model import Cell, Chart, Narrative, Row, Section, Table
from services.reporting.documents.monthly import sentences
from services.reporting.documents.monthly.view import KEEP_APART, View, chart, said
from services.reporting.domain import vocabulary as say
from services.reporting.domain.figures import ALL
from services.reporting.domain.organisation import readable

BEST = "Good or outstanding"


def section(view: View) -> Section:
    lines = [sentences.good_or_better(view)]
    ungraded = view.count("grade", say.UNGRADED, ALL)
    if ungraded:
        lines.append(f"{sentences.plural(ungraded, 'audit was', 'audits were')} not graded.")
    lines += _weakest(view)
    return Section("Grades", (Narrative(tuple(lines)), _by_area(view), _by_domain(view)))


def _best(view: View, *cells: tuple[str, ...]) -> Cell:
    counts = said(view.count(*cell) for cell in cells)
    return KEEP_APART if counts is None else view.share(counts[0] + counts[1], sum(counts))


def _by_area(view: View) -> Chart | Table:
    rows = tuple(
        Row(
            name,
            (
                *(view.cell("grade", grade, place) for grade in (*say.GRADES, say.UNGRADED)),
                view.cell("submitted", say.AUDIT, place),
                _best(view, *(("grade", grade, place) for grade in say.GRADES)),
            ),
            total=place == ALL,
        )
        for place, name in view.places()
    )
    table = Table(
        key="grades-by-area",
        title="Case-file audits by overall grade and area",
        stub="Area",
        columns=(*say.GRADES.values(), "Ungraded", "All audits", BEST),
        rows=rows,
        note="The share is of graded audits.",
    )
    return chart(
        table, title="Overall grades, by area", axis="Audits", stacked=True, columns=say.GRADES.values()
    )


def _by_domain(view: View) -> Chart | Table:
    rows = tuple(
        Row(
            say.DOMAINS.get(domain) or readable(domain),
            (
                *(view.cell("domain", domain, grade) for grade in say.GRADES),
                view.cell("domain", domain, ALL),
                _best(view, *(("domain", domain, grade) for grade in say.GRADES)),
            ),
        )
        for domain in view.codes("domain")
    )
    table = Table(
        key="grades-by-domain",
        title="Case-file audits by domain of practice and grade",
        stub="Domain",
        columns=(*say.GRADES.values(), "All graded", BEST),
        rows=rows,
        note="Domain grades are the auditors' own. Not every audit grades every domain.",
    )
    return chart(table, title="Grades, by domain", axis="Audits", stacked=True, columns=say.GRADES.values())


def _weakest(view: View) -> list[str]:
    """The domain with the lowest share of good or outstanding, if enough domains may be compared."""
    shares = {}
    for domain in view.codes("domain"):
        counts = said(view.count("domain", domain, grade) for grade in say.GRADES)
        if counts and sum(counts) >= 10:
            shares[domain] = (counts[0] + counts[1]) / sum(counts)
    if len(shares) < 3:
        return []
    worst, best = min(shares, key=lambda d: shares[d]), max(shares, key=lambda d: shares[d])
    return [
        f"Of the domains that can be compared, {_name(best)} had the largest share of good or outstanding grades"
        f" ({round(100 * shares[best])}%) and {_name(worst)} the smallest ({round(100 * shares[worst])}%)."
    ]


def _name(domain: str) -> str:
    name = say.DOMAINS.get(domain) or readable(domain)
    return name[0].lower() + name[1:]
