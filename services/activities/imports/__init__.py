"""Statutory case lists, read into rows; pure Python, no database and no web."""

from __future__ import annotations

from services.activities.imports.caseload import read as parse_caseload
from services.activities.imports.formats import FORMATS, Format, parse
from services.activities.imports.places import STATUTORY_PLACES, Place, Places
from services.activities.imports.rows import (
    CaseloadRow,
    CaseRow,
    Parsed,
    ParsedCaseload,
    PassedOver,
    Rejection,
    Scheme,
)

__all__ = [
    "FORMATS",
    "STATUTORY_PLACES",
    "CaseRow",
    "CaseloadRow",
    "Format",
    "Parsed",
    "ParsedCaseload",
    "PassedOver",
    "Place",
    "Places",
    "Rejection",
    "Scheme",
    "parse",
    "parse_caseload",
]
