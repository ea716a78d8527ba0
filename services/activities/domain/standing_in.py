"""In whose office somebody decides: their own, or that of somebody whom the directory says they act for (S02)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from services.activities.domain.organisation import Organisation
from services.activities.domain.rules import Rule, Words


def offices_of(id: str, roles: Rule[Words], organisation: Organisation, on: date | None) -> list[str]:
    """Whose offices of these roles somebody at work may use: their own, or else those of whom they act for.

    Without a day (``on``) nobody acts for anybody.
    """
    person = organisation.people.get(id)
    if person is None or not person.active:
        return []
    either = [person] if not person.roles.isdisjoint(roles.value) else organisation.acted_for(id, on)
    return [one.id for one in either if not one.roles.isdisjoint(roles.value)]


def stands_in_for(
    id: str, offices: Sequence[str], conflict: Callable[[str], str | None]
) -> tuple[str | None, str | None]:
    """For whom somebody decides, None where the office is their own; and why they must not, None where they may.

    Nothing is gained by a deputy: both must be free of the conflict, whoever decides and whoever they act for.
    Parameters: ``offices`` as of ``offices_of``.
    """
    if own := conflict(id):
        return None, own
    reason = None
    for office in offices:
        reason = conflict(office)
        if reason is None:
            return (None if office == id else office), None
    return None, reason


def party_to(auditor: str, practitioner: str | None) -> Callable[[str], str | None]:
    """The conflict of whoever would decide about an audit of their own, or of their own practice."""
    return lambda one: f"{one} is auditor or practitioner" if one in (auditor, practitioner) else None


def titles(roles: Rule[Words]) -> str:
    """``service manager or head of service``."""
    return " or ".join(roles.value).replace("_", " ")
