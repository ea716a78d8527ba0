"""Word: headings, tables whose header rows repeat, pictures with words for those who cannot see them."""

from __future__ import annotations

import io
from typing import Any

from services.reporting.documents import charts
from services.reporting.documents.model import Chart, Imprint, Narrative, Report, Table
from services.reporting.documents.words import LEGEND, colophon, standing, subtitle

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
WIDTH_CM = 17.2
WHOLE = 14
"""Tables of up to so many rows are not parted by a page's end."""


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
            section.different_first_page_header_footer = True  # there the text itself says it
            section.header.paragraphs[0].add_run(report.notice).bold = True
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
        from docx.shared import Cm

        self.tables += 1
        caption = self.document.add_paragraph(f"Table {self.tables}: {table.title}", style="Caption")
        caption.paragraph_format.keep_with_next = True
        grid = self.document.add_table(rows=1, cols=len(table.columns) + 1, style="Table Grid")
        _lines(grid)
        widths = _worded(len(table.columns)) if table.words else _widths(len(table.columns))
        for column, width in zip(grid.columns, widths, strict=True):
            column.width = Cm(width)
        self._row(grid.rows[0], (table.stub, *table.columns), widths, bold=True, words=table.words)
        _mark(grid.rows[0], "w:tblHeader")  # comes again on every page
        group = ""
        for row in table.rows:
            if row.group != group:
                group = row.group
                if group:
                    line = grid.add_row()
                    self._row(line, (group,), widths, bold=True)
                    line.cells[0].merge(line.cells[-1])
            texts = (row.label, *(cell.text for cell in row.cells))
            self._row(grid.add_row(), texts, widths, bold=row.total, words=table.words)
        for line in grid.rows[: -1 if len(table.rows) <= WHOLE else 1]:
            line.cells[0].paragraphs[0].paragraph_format.keep_with_next = True
        self._note(" ".join(part for part in (table.note, LEGEND if table.withholds else "") if part))

    def _row(
        self, line: Any, texts: tuple[str, ...], widths: tuple[float, ...], *, bold: bool, words: bool = False
    ) -> None:
        from docx.enum.text import WD_ALIGN_PARAGRAPH
        from docx.shared import Cm, Pt

        _mark(line, "w:cantSplit")  # not torn over two pages
        for place, (cell, width) in enumerate(zip(line.cells, widths, strict=True)):
            cell.width = Cm(width)
            paragraph = cell.paragraphs[0]
            paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(1.5)
            if place < len(texts):
                run = paragraph.add_run(texts[place])
                run.bold, run.font.size = bold, Pt(7.5 if len(widths) > 6 else 9.5)
            if place and not words:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT

    def _note(self, text: str) -> None:
        from docx.shared import Pt, RGBColor

        run = self.document.add_paragraph().add_run(text)
        run.font.size, run.font.color.rgb = Pt(8.5), RGBColor(0x50, 0x5A, 0x5F)


def _widths(columns: int) -> tuple[float, ...]:
    """Centimetres: the rows' headings get more than a column gets, but no more than half."""
    share = 1.7 if columns > 5 else 2.5
    first = min(WIDTH_CM * share / (columns + share), WIDTH_CM / 2)
    return (first, *([(WIDTH_CM - first) / columns] * columns))


def _worded(columns: int) -> tuple[float, ...]:
    """Centimetres, where the columns hold words."""
    first = WIDTH_CM / 4
    return (first, *([(WIDTH_CM - first) / columns] * columns))


def _lines(grid: Any) -> None:
    """Lines between rows and no others; widths as given; narrow margins, for words are not to be broken."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    grid.autofit = False
    borders = OxmlElement("w:tblBorders")
    for edge in ("top", "left", "bottom", "right", "insideH", "insideV"):
        line = OxmlElement(f"w:{edge}")
        line.set(qn("w:val"), "nil" if edge in ("left", "right", "insideV") else "single")
        line.set(qn("w:sz"), "4")
        line.set(qn("w:color"), "B1B4B6")
        borders.append(line)
    grid._tbl.tblPr.append(borders)
    margins = OxmlElement("w:tblCellMar")
    for edge in ("left", "right"):
        margin = OxmlElement(f"w:{edge}")
        margin.set(qn("w:w"), "50")
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    grid._tbl.tblPr.append(margins)


def _mark(line: Any, name: str) -> None:
    from docx.oxml import OxmlElement

    line._tr.get_or_add_trPr().append(OxmlElement(name))


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
