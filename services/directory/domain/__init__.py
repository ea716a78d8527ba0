"""The organisation and its rules; pure Python, no database and no web."""

from __future__ import annotations

from services.directory.domain.cover import REASONS, Cover, standing
from services.directory.domain.fault import ORGANISATION, PEOPLE, UNITS, Fault
from services.directory.domain.leaving import (
    KINDS_HELD,
    HandedTo,
    Holding,
    after_leaving,
    holdings,
    taken_over,
)
from services.directory.domain.organisation import Organisation
from services.directory.domain.person import ROLES, Person
from services.directory.domain.post import Post
from services.directory.domain.reorganisation import (
    STATUSES,
    Difference,
    Reorganisation,
    differences,
    ended_by,
    foreseen,
)
from services.directory.domain.revision import Revision, revise
from services.directory.domain.unit import KINDS, Unit

__all__ = [
    "KINDS",
    "KINDS_HELD",
    "ORGANISATION",
    "PEOPLE",
    "REASONS",
    "ROLES",
    "STATUSES",
    "UNITS",
    "Cover",
    "Difference",
    "Fault",
    "HandedTo",
    "Holding",
    "Organisation",
    "Person",
    "Post",
    "Reorganisation",
    "Revision",
    "Unit",
    "after_leaving",
    "differences",
    "ended_by",
    "foreseen",
    "holdings",
    "revise",
    "standing",
    "taken_over",
]
