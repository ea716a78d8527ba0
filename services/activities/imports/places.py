"""Which area and service a case belongs to, when the file itself cannot say (S01)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from services.activities.imports.rows import Scheme


class Place(NamedTuple):
    """Codes of an area and of one of its services."""

    area: str
    service: str


Places = Mapping[Scheme, Place]

STATUTORY_PLACES: Places = {
    "cin": Place("social-work", "line-cin"),
    "cpp": Place("social-work", "line-cin"),
    "cla": Place("social-work", "looked-after"),
}
"""Statutory returns carry neither team nor service: what the framework's two social work lines do decides."""
