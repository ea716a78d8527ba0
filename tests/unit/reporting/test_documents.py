"""One report, four writers: the same values everywhere, and nothing that is withheld."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import replace
from datetime import UTC, datetime
from xml.etree import ElementTree

import docx
import pytest
from docx.oxml.ns import qn
from pypdf import PdfReader

from services.reporting.documents import csv as tidy
from services.reporting.documents import html, pdf, word
from services.reporting.documents.model import (
    Chart,
    Imprint,
    Provenance,
    Report,
    Table,
    canonical,
    digest,
    read,
)
from services.reporting.documents.monthly import compose
from services.reporting.documents.monthly.view import View
from services.reporting.documents.press import Press, PressFailed, printed
from services.reporting.documents.printing import ORDERS, Order
from services.reporting.domain.disclosure import Thresholds, protect
from tests.unit.reporting.invented import months
from tests.unit.reporting.test_figures import figures

NOTICE = "Invented data: nobody in this report is real <b>&"
NAME = 'Social "Work" #Teams & <i>$x$</i> = @me'


@pytest.fixture(scope="module")
def report() -> Report:
    counted = figures(months(3, 80))
    named = replace(counted.organisation, names={"social-work": NAME})
    counted = replace(counted, organisation=named)
    seen = protect(counted.counts)
    about = Provenance(datetime(2026, 7, 8, 9, 30, tzinfo=UTC), "P0042", counted.facts, counted.events, 7)
    return compose(View(counted, seen, Thresholds()), edition=1, notice=NOTICE, provenance=about)


@pytest.fixture(scope="module")
def imprint(report: Report) -> Imprint:
    return Imprint("published", digest(canonical(report)), datetime(2026, 7, 9, 8, 0, tzinfo=UTC))


def tables(report: Report) -> list[Table]:
    blocks = [block for section in report.sections for block in section.blocks]
    return [b.table if isinstance(b, Chart) else b for b in blocks if isinstance(b, Chart | Table)]


def charts(report: Report) -> list[Chart]:
    return [block for section in report.sections for block in section.blocks if isinstance(block, Chart)]


def test_no_small_count_is_anywhere_in_the_model(report: Report) -> None:
    for table in tables(report):
        for row in table.rows:
            for column, cell in zip(table.columns, row.cells, strict=True):
                open_to_all = "planned" in column or "planned" in row.label or column == "Change"
                if cell.unit == "count" and cell.number is not None and not open_to_all:
                    assert not 1 <= cell.number <= 5, (table.key, row.label, column)


def test_the_canonical_form_survives_reading(report: Report) -> None:
    assert canonical(read(canonical(report))) == canonical(report)


def test_every_chart_has_words_and_the_table_of_its_data(report: Report) -> None:
    assert len(charts(report)) >= 3
    for chart in charts(report):
        assert chart.alt.startswith("Bar chart.")
        assert chart.table.rows
        drawn = {(point.label, point.series) for point in chart.points}
        assert not drawn & set(chart.withheld), "what is withheld is not drawn"


def test_the_page_is_well_formed_whole_and_fetches_nothing(report: Report, imprint: Imprint) -> None:
    page = html.write(report, imprint).decode()
    assert "Invented data: nobody in this report is real &lt;b&gt;&amp;" in page
    assert "&lt;i&gt;" in page
    assert "<i>$x$</i>" not in page
    assert not re.search(r"""(?:src|href)=["'](?!#)|@import|url\(|<script""", page)
    assert page.count("<figure>") == len(charts(report))
    assert page.count("<caption") == len(tables(report))
    assert '<html lang="en-GB">' in page
    ids = re.findall(r'\bid="([^"]+)"', page)
    assert len(ids) == len(set(ids)), "an id is given twice"
    for svg in re.findall(r"<svg .*?</svg>", page, re.S):
        assert ElementTree.fromstring(svg).get("role") == "img"
    heads = re.findall(r"<th(?![a-z])[^>]*>", page)
    assert all("scope=" in head for head in heads)


def test_the_pdf_is_tagged_titled_and_in_english(report: Report, imprint: Imprint) -> None:
    made = PdfReader(io.BytesIO(pdf.write(report, imprint)))
    root = made.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert str(root["/Lang"]).startswith("en")
    assert made.metadata is not None
    assert made.metadata.title == "Monthly quality assurance report, June 2026"
    text = "".join(page.extract_text() for page in made.pages)
    assert "nobody in this report is real <b>&" in text
    assert imprint.digest[:20] in text.replace("\n", "")
    assert all("Invented data" in page.extract_text() for page in made.pages), "on every page"
    metadata = root["/Metadata"].get_data().decode()
    assert re.search(r"pdfuaid:part(>|=\")1", metadata)


def test_the_same_published_report_is_the_same_pdf(report: Report, imprint: Imprint) -> None:
    assert pdf.write(report, imprint) == pdf.write(report, imprint)


def test_word_has_repeating_headers_and_described_pictures(report: Report, imprint: Imprint) -> None:
    document = docx.Document(io.BytesIO(word.write(report, imprint)))
    assert len(document.tables) == len(tables(report))
    for table in document.tables:
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    pictures = [shape._inline.docPr.get("descr") for shape in document.inline_shapes]
    assert pictures == [chart.alt for chart in charts(report)]
    assert document.core_properties.title == "Monthly quality assurance report, June 2026"
    assert document.paragraphs[0].text == NOTICE


def test_the_csv_holds_each_value_once_with_its_report(report: Report, imprint: Imprint) -> None:
    rows = list(csv.DictReader(io.StringIO(tidy.write(report, imprint).decode("utf-8-sig"), newline="")))
    cells = [cell for table in tables(report) for row in table.rows for cell in row.cells]
    assert len(rows) == len(cells)
    for row, cell in zip(rows, cells, strict=True):
        assert (row["value"] == "") == (cell.number is None)
        assert row["symbol"] == cell.mark
    assert {row["sha256"] for row in rows} == {imprint.digest}
    assert {row["notice"] for row in rows} == {NOTICE}


def test_a_name_is_no_formula_to_a_spreadsheet(report: Report, imprint: Imprint) -> None:
    text = tidy.write(replace_notice(report, "=HYPERLINK(1)"), imprint).decode("utf-8-sig")
    assert ",'=HYPERLINK(1)," in text


def replace_notice(report: Report, notice: str) -> Report:
    import msgspec

    return msgspec.structs.replace(report, notice=notice)


def test_a_draft_says_that_it_is_one(report: Report) -> None:
    assert b"Draft: not for circulation" in html.write(report, Imprint("draft", "0" * 64))


def test_documents_come_from_a_process_of_their_own(report: Report, imprint: Imprint) -> None:
    made = printed(canonical(report).decode(), imprint, ("html", "csv"))
    assert made == {"html": html.write(report, imprint), "csv": tidy.write(report, imprint)}


def test_the_process_is_relieved_after_a_few_orders_and_nobody_notices(
    report: Report, imprint: Imprint
) -> None:
    press, order = Press(), Order(canonical(report).decode(), imprint, ("csv",))
    told, processes = tidy.write(report, imprint), set()
    for _ in range(2 * ORDERS + 1):
        assert press.print(order) == {"csv": told}
        assert press._process is not None
        processes.add(press._process.pid)
    assert len(processes) == 3
    press._end()


def test_a_report_that_cannot_be_printed_says_why(imprint: Imprint) -> None:
    with pytest.raises(PressFailed) as failed:
        printed("{}", imprint, ("html",))
    assert "ValidationError" in failed.value.trouble
    assert "ValidationError" not in failed.value.detail
