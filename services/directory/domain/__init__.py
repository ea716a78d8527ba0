"""The organisation and its rules; pure Python, no database and no web."""

from __future__ import annotations

from services.directory.domain.fault import ORGANISATION, PEOPLE, UNITS, Fault
from services.directory.domain.organisation import Organisation
from services.directory.domain.person import ROLES, Person
from services.directory.domain.reorganisation import (
    STATUSES,
    Difference,
    Reorganisation,
    differences,
    foreseen,
)
from services.directory.domain.revision import Revision, revise
from services.directory.domain.unit import KINDS, Unit

__all__ = [
    "KINDS",
    "ORGANISATION",
    "PEOPLE",
    "ROLES",
    "STATUSES",
    "UNITS",
    "Difference",
    "Fault",
    "Organisation",
    "Person",
    "Reorganisation",
    "Revision",
    "Unit",
    "differences",
    "foreseen",
    "revise",
]
