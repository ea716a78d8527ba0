"""What each manager was to audit, and did (S07)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from uuid_utils.compat import uuid7

from services.activities.domain.calendar import ensure_activity_month, months_before, months_between
from services.activities.domain.compliance import Compliance, comply
from services.activities.domain.refusals import NotAnAuditor
from services.activities.domain.withheld import OutsideAreas
from shared.contracts.errors import Invalid
from shared.contracts.identifiers import ensure_anonymous

if TYPE_CHECKING:
    from services.activities.tables import ActivitiesWork

MONTHS = 36
"""The longest period that is looked at at once."""


def set_target(uow: ActivitiesWork, *, manager: str, month: date, target: int, reason: str) -> UUID:
    """Set a target of their own for somebody's month; the last one set counts.

    Raises:
        ReflectionMonth; UnknownPerson; IdentifierInText. NotAnAuditor: audits are no part of their role.
        Forbidden: another area.
    """
    rules = uow.rules.of(month)
    ensure_activity_month(month, rules)
    person = uow.organisation.person(manager)
    if not person.active or person.roles.isdisjoint(rules.auditor_roles.value):
        raise NotAnAuditor(
            f"{manager} has no role that audits",
            by=rules.auditor_roles,
            fields={"manager": ["does not audit"]},
        )
    if not uow.scope.allows(uow.organisation.area_of_person(person) or ""):
        raise OutsideAreas(f"{manager} is outside your areas")
    ensure_anonymous([("reason", reason)], None)
    target_id = uuid7()
    uow.compliance.set_target(target_id, manager, month, target, reason)
    return target_id


def compliance(
    uow: ActivitiesWork, *, first: date, last: date, service: str | None, own_only: bool
) -> list[Compliance]:
    """A line for each manager of the caller's areas, over months by their first day; ``own_only`` the caller's own.

    Raises:
        Invalid: the period ends before it begins, or is longer than ``MONTHS``.
    """
    length = months_between(first, last) + 1
    if not 1 <= length <= MONTHS:
        raise Invalid(fields={"to": [f"must be from 0 to {MONTHS - 1} months after from"]})
    org, scope = uow.organisation, uow.scope
    people = [
        one
        for one in org.people.values()
        if scope.allows(org.area_of_person(one) or "")
        and service in (None, one.service)
        and (not own_only or one.id == uow.actor)
    ]
    return comply(
        people,
        [months_before(first, -n) for n in range(length)],
        uow.compliance.counts(first, last, uow.today()),
        uow.compliance.targets(first, last),
        org,
        uow.rules,
    )
