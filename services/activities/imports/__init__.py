"""Statutory case lists, read into rows; pure Python, no database and no web."""

from __future__ import annotations

from services.activities.imports.rows import CaseloadRow, CaseRow, Parsed, ParsedCaseload, Rejection, Scheme

__all__ = ["CaseRow", "CaseloadRow", "Parsed", "ParsedCaseload", "Rejection", "Scheme"]
