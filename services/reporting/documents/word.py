"""Word: headings, tables whose header rows repeat, pictures with words for those who cannot see them."""

from __future__ import annotations

import io
from typing import Any

from services.reporting.documents import charts
from services.reporting.documents.model import Chart, Imprint, Narrative, Report, Row, Table
from services.reporting.documents.words import LEGEND, colophon, standing, subtitle

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def write(report: Report, imprint: Imprint) -> bytes:
    import docx  # only the process that prints documents carries it

    page = _Page(docx.Document())
    page.begin(report, imprint)
    for section in report.sections:
        page.document.add_heading(section.title, level=1)
        for block in section.blocks:
            if isinstance(block, Narrative):
                page.narrative(block)
            elif isinstance(block, Table):
                page.table(block)
            else:
                page.chart(block)
    page.document.add_heading("This report", level=1)
    for name, text in colophon(report, imprint):
        line = page.document.add_paragraph()
        line.add_run(f"{name}: ").bold = True
        line.add_run(text)
    out = io.BytesIO()
    page.document.save(out)
    return out.getvalue()


class _Page:
    def __init__(self, document: Any) -> None:
        self.document = document
        self.tables = 0

    def begin(self, report: Report, imprint: Imprint) -> None:
        from docx.shared import Cm, Pt

        document, properties = self.document, self.document.core_properties
        properties.title = f"{report.title}, {subtitle(report)}"
        properties.subject, properties.author = report.audience, "Sightline"
        properties.comments, properties.language = report.notice, "en-GB"
        moment = (imprint.published_at or report.provenance.made_at).replace(tzinfo=None)
        properties.created = properties.modified = moment
        normal = document.styles["Normal"]
        normal.font.name, normal.font.size = "Arial", Pt(10.5)
        _language(normal)
        for name in ("Title", "Subtitle", "Heading 1", "Caption"):
            _plain_style(document.styles[name])
        section = document.sections[0]
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin = section.right_margin = Cm(1.9)
        section.top_margin = section.bottom_margin = Cm(2)
        if report.notice:
            line = section.header.paragraphs[0]
            line.add_run(report.notice).bold = True
            document.add_paragraph().add_run(report.notice).bold = True
        document.add_paragraph(report.audience)
        document.add_heading(report.title, level=0)
        document.add_paragraph(subtitle(report), style="Subtitle")
        document.add_paragraph(standing(report, imprint))

    def narrative(self, block: Narrative) -> None:
        for one in block.sentences:
            self.document.add_paragraph(one, style="List Bullet" if block.listed else None)

    def chart(self, chart: Chart) -> None:
        from docx.shared import Cm

        caption = self.document.add_paragraph(chart.title, style="Caption")
        caption.paragraph_format.keep_with_next = True
        picture = self.document.add_picture(io.BytesIO(charts.png(chart)), width=Cm(17))
        about = picture._inline.docPr
        about.set("descr", chart.alt)
        about.set("title", chart.title)
        self.table(chart.table)

    def table(self, table: Table) -> None:
        self.tables += 1
        caption = self.document.add_paragraph(f"Table {self.tables}: {table.title}", style="Caption")
        caption.paragraph_format.keep_with_next = True
        grid = self.document.add_table(rows=1, cols=len(table.columns) + 1, style="Light List Accent 1")
        grid.style = self.document.styles["Table Grid"]
        _cells(grid.rows[0], (table.stub, *table.columns), bold=True)
        _repeat(grid.rows[0])
        group = ""
        for row in table.rows:
            if row.group != group:
                group = row.group
                if group:
                    line = grid.add_row()
                    line.cells[0].merge(line.cells[-1])
                    _cells(line, (group,), bold=True)
            self._row(grid, row)
        text = " ".join(part for part in (table.note, LEGEND if table.withholds else "") if part)
        self.document.add_paragraph(text)

    def _row(self, grid: Any, row: Row) -> None:
        line = grid.add_row()
        _whole(line)
        _cells(line, (row.label, *(cell.text for cell in row.cells)), bold=row.total)


def _cells(line: Any, texts: tuple[str, ...], *, bold: bool) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    for place, (cell, text) in enumerate(zip(line.cells, texts, strict=False)):
        paragraph = cell.paragraphs[0]
        run = paragraph.add_run(text)
        run.bold, run.font.size = bold, Pt(8.5 if len(texts) > 6 else 9.5)
        paragraph.paragraph_format.space_after = Pt(1)
        if place:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _mark(line: Any, name: str) -> None:
    from docx.oxml import OxmlElement

    line._tr.get_or_add_trPr().append(OxmlElement(name))


def _repeat(line: Any) -> None:
    """The row is the header, and comes again on every page."""
    _mark(line, "w:tblHeader")


def _whole(line: Any) -> None:
    """The row is not torn over two pages."""
    _mark(line, "w:cantSplit")


def _language(style: Any) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    lang = OxmlElement("w:lang")
    lang.set(qn("w:val"), "en-GB")
    style.element.get_or_add_rPr().append(lang)


def _plain_style(style: Any) -> None:
    """Word's own styles bring a second font and pale blue; ours are one font, and dark enough to read."""
    from docx.oxml.ns import qn
    from docx.shared import RGBColor

    style.font.name, style.font.color.rgb = "Arial", RGBColor(0x12, 0x43, 0x6D)
    fonts = style.element.get_or_add_rPr().rFonts
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
