"""Open audits of people who cannot do them: they have left, or are away when the audit is due."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from services.activities.domain.organisation import Organisation
from services.activities.domain.refusals import AuditorAway

LEFT, AWAY = "left", "away"


def why_handed_over(auditor: str, month: date, due_on: date, organisation: Organisation) -> str | None:
    """``left`` or ``away``; None of somebody who can do it."""
    person = organisation.people.get(auditor)
    if person is None or not person.active:
        return LEFT
    cover = organisation.cover.get(auditor)
    return AWAY if cover is not None and cover.misses(month, due_on) else None


def away_in(month: date, due_on: date, organisation: Organisation) -> frozenset[str]:
    """Everybody who gets no audit of the month because they are away."""
    return frozenset(one for one, cover in organisation.cover.items() if cover.misses(month, due_on))


def suspects(auditors: Iterable[str], organisation: Organisation) -> list[str]:
    """Those of whom audits might have to be handed over: who has left, is not known, or has days away."""
    there, cover = organisation.people, organisation.cover
    return sorted(
        one
        for one in auditors
        if one not in there or not there[one].active or (one in cover and cover[one].away)
    )


def ensure_there(auditor: str, month: date, due_on: date, organisation: Organisation) -> None:
    """Raises AuditorAway."""
    if why_handed_over(auditor, month, due_on, organisation) == AWAY:
        raise AuditorAway(
            f"{auditor} is away when the audit is due, or for all of the month",
            fields={"auditor": ["is away"]},
        )
