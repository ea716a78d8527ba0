"""Units and people from the council's files: CSV or workbook, read with every wrong field listed."""

from __future__ import annotations

from services.directory.imports.columns import read_people, read_units
from services.directory.imports.reading import Reading

__all__ = ["Reading", "read_people", "read_units"]
