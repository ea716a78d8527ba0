"""One self-contained page: readable on screen, by a screen reader, and on paper."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

from markupsafe import Markup

from services.reporting.documents import charts
from services.reporting.documents.model import Cell, Chart, Imprint, Narrative, Report, Row, Section, Table
from services.reporting.documents.stylesheet import STYLE
from services.reporting.documents.words import LEGEND, colophon, standing, subtitle

MEDIA_TYPE = "text/html; charset=utf-8"
NUMBER = Markup(' class="number"')

_PAGE = Markup("""<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>{title}, {month}</title>
<style>{style}</style>
</head>
<body>
<a class="skip" href="#main">Skip to the report</a>
{notice}<header>
<p class="for">{audience}</p>
<h1>{title}<span class="month"> {month}</span></h1>
<p class="standing {status}">{standing}</p>
</header>
<nav aria-labelledby="contents"><h2 id="contents">Contents</h2><ol>
{contents}
</ol></nav>
<main id="main" tabindex="-1">
{sections}
</main>
<footer><h2>This report</h2><dl>
{colophon}
</dl></footer>
</body>
</html>
""")


def write(report: Report, imprint: Imprint) -> bytes:
    numbers = count(1)
    titles = [(f"section-{index}", section.title) for index, section in enumerate(report.sections, 1)]
    notice = Markup('<p class="notice" role="note"><strong>{}</strong></p>\n').format(report.notice)
    page = _PAGE.format(
        title=report.title,
        month=subtitle(report),
        style=Markup(STYLE),  # noqa: S704 - our own text
        notice=notice if report.notice else "",
        audience=report.audience,
        status=imprint.status,
        standing=standing(report, imprint),
        contents=_lines(Markup('<li><a href="#{}">{}</a></li>').format(*one) for one in titles),
        sections=_lines(
            _section(anchor, section, numbers)
            for (anchor, _), section in zip(titles, report.sections, strict=True)
        ),
        colophon=_lines(
            Markup("<div><dt>{}</dt><dd>{}</dd></div>").format(*pair) for pair in colophon(report, imprint)
        ),
    )
    return page.encode()


def _lines(parts: Iterator[Markup]) -> Markup:
    return Markup("\n").join(parts)


def _section(id: str, section: Section, numbers: Iterator[int]) -> Markup:
    return Markup('<section aria-labelledby="{}"><h2 id="{}">{}</h2>\n{}\n</section>').format(
        id, id, section.title, _lines(_block(block, numbers) for block in section.blocks)
    )


def _block(block: Narrative | Table | Chart, numbers: Iterator[int]) -> Markup:
    if isinstance(block, Narrative):
        return _narrative(block)
    if isinstance(block, Table):
        return _table(block, next(numbers))
    picture = Markup(charts.svg(block)).replace(  # noqa: S704 - the chart maker escapes what it draws
        Markup("<svg "), Markup('<svg role="img" aria-label="{}" ').format(block.alt), 1
    )
    return Markup('<figure><figcaption>{}</figcaption><div class="chart">{}</div></figure>\n{}').format(
        block.title, picture, _table(block.table, next(numbers))
    )


def _narrative(block: Narrative) -> Markup:
    if block.listed:
        return Markup("<ul>{}</ul>").format(
            _lines(Markup("<li>{}</li>").format(one) for one in block.sentences)
        )
    return _lines(Markup("<p>{}</p>").format(one) for one in block.sentences)


def _table(table: Table, number: int) -> Markup:
    head = Markup('<th scope="col"{}>{}</th>')
    heads = Markup().join(head.format("" if table.words else NUMBER, name) for name in table.columns)
    note = [text for text in (table.note, LEGEND if table.withholds else "") if text]
    return Markup(
        '<div class="table" role="region" tabindex="0" aria-labelledby="table-{n}"><table>'
        '<caption id="table-{n}">Table {n}: {title}</caption>\n'
        '<thead><tr><th scope="col">{stub}</th>{heads}</tr></thead>\n{bodies}</table></div>{note}'
    ).format(
        n=number,
        title=table.title,
        stub=table.stub,
        heads=heads,
        bodies=_bodies(table),
        note=Markup('<p class="table-note">{}</p>').format(" ".join(note)) if note else "",
    )


def _bodies(table: Table) -> Markup:
    parts, group, inside = [Markup("<tbody>")], "", False
    for row in table.rows:
        if row.group != group:
            parts.append(Markup("</tbody><tbody>") if inside else Markup())
            group = row.group
            if group:
                parts.append(
                    Markup('<tr class="group"><th scope="rowgroup" colspan="{}">{}</th></tr>').format(
                        len(table.columns) + 1, group
                    )
                )
        parts.append(_row(row))
        inside = True
    return Markup("\n").join([*parts, Markup("</tbody>")])


def _row(row: Row) -> Markup:
    cells = Markup().join(_cell(cell) for cell in row.cells)
    return Markup('<tr{}><th scope="row">{}</th>{}</tr>').format(
        Markup(' class="total"') if row.total else "", row.label, cells
    )


def _cell(cell: Cell) -> Markup:
    if cell.mark == "c":
        return Markup('<td class="number mark"><abbr title="withheld">c</abbr></td>')
    if cell.mark == "z":
        return Markup('<td class="number mark"><abbr title="not applicable">z</abbr></td>')
    return Markup("<td{}>{}</td>").format("" if cell.unit == "text" else NUMBER, cell.text)
