"""PDF/UA by typst: tagged, titled, in a stated language; typst itself refuses a picture without words for it."""

from __future__ import annotations

from typing import Any

import msgspec

from services.reporting.documents import charts
from services.reporting.documents.model import Chart, Imprint, Narrative, Report, Table
from services.reporting.documents.typesetting import SOURCE
from services.reporting.documents.words import LEGEND, colophon, standing, subtitle

MEDIA_TYPE = "application/pdf"


def write(report: Report, imprint: Imprint) -> bytes:
    """Values travel as data, never as source: a name cannot become markup."""
    import typst  # only the process that prints documents carries it

    data = {
        "title": report.title,
        "month": subtitle(report),
        "notice": report.notice,
        "audience": report.audience,
        "standing": standing(report, imprint),
        "colophon": colophon(report, imprint),
        "sections": [
            {"title": section.title, "blocks": [_block(block) for block in section.blocks]}
            for section in report.sections
        ],
    }
    made = imprint.published_at or report.provenance.made_at
    return bytes(
        typst.compile(
            SOURCE.encode(),
            format="pdf",
            pdf_standards="ua-1",
            sys_inputs={"report": msgspec.json.encode(data).decode()},
            timestamp=int(made.timestamp()),
        )
    )


def _block(block: Narrative | Table | Chart) -> dict[str, Any]:
    if isinstance(block, Narrative):
        return {"type": "narrative", "sentences": block.sentences, "listed": block.listed}
    if isinstance(block, Table):
        return _table(block)
    return {
        "type": "chart",
        "title": block.title,
        "alt": block.alt,
        "svg": charts.svg(block),
        "table": _table(block.table),
    }


def _table(table: Table) -> dict[str, Any]:
    return {
        "type": "table",
        "title": table.title,
        "stub": table.stub,
        "columns": table.columns,
        "words": table.words,
        "note": " ".join(text for text in (table.note, LEGEND if table.withholds else "") if text),
        "rows": [
            {
                "label": row.label,
                "group": row.group,
                "total": row.total,
                "cells": [{"text": cell.text, "mark": cell.mark} for cell in row.cells],
            }
            for row in table.rows
        ],
    }
