"""What is wrong with a row, in words for the person who keeps the file."""

from __future__ import annotations

from dataclasses import dataclass

UNITS = "units"
PEOPLE = "people"
ORGANISATION = "organisation"
"""Where the file is right but what is already known no longer fits with it."""


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Fault:
    """One wrong field. The header is row 1; row 0 with field ``file`` is the file as a whole.

    A fault in what is already known (file ``organisation``) has row 0 and names the unit or person in its reason.
    """

    file: str
    row: int
    field: str
    reason: str
