"""Staff, their roles and their place (S02)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

ROLES = frozenset(
    {
        "practitioner",
        "practice_leader",
        "team_manager",
        "service_manager",
        "head_of_service",
        "divisional_director",
        "dcs",
        "coo",
        "lead_member",
        "city_mayor_executive",
        "scrutiny_commission",
        "qa_manager",
        "principal_social_worker",
        "independent_chair",
        "business_support",
        "partner",
        "external_reviewer",
        "ops",
    }
)
"""Roles that a person in the directory may hold. Children and families are never in it."""

_ID = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]{0,38}[A-Za-z0-9])?")
_EMAIL = re.compile(
    r"[A-Za-z0-9!#$%&'*+/=?^_{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_{|}~-]+)*"
    r"@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,63}"
)
LONGEST_NAME = 200
LONGEST_EMAIL = 254


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """One member of staff as they stand. ``area`` follows from the service where there is one;
    ``effective_on`` is the day that this version counts from."""

    id: str
    name: str
    email: str
    roles: tuple[str, ...]
    service: str | None = None
    team: str | None = None
    line_manager: str | None = None
    active: bool = True
    area: str = ""
    version: int = field(default=0, compare=False)
    effective_on: date | None = field(default=None, compare=False)

    def faults(self) -> Iterator[tuple[str, str]]:
        """What is wrong with the person by themselves, as field and reason."""
        if not _ID.fullmatch(self.id):
            yield "id", "an id has letters, digits, dots and hyphens, at most 40"
        if not 0 < len(self.name) <= LONGEST_NAME:
            yield "name", f"a name is needed, of at most {LONGEST_NAME} characters"
        if not _EMAIL.fullmatch(self.email) or len(self.email) > LONGEST_EMAIL:
            yield "email", f"'{self.email}' is not an e-mail address"
        if not self.roles:
            yield "roles", "at least one role is needed"
        for role in self.roles:
            if role not in ROLES:
                yield "roles", f"unknown role '{role}'"
        if self.team and not self.service:
            yield "service", "the service of the team is needed"
        if self.line_manager == self.id:
            yield "line_manager", "nobody is their own line manager"
