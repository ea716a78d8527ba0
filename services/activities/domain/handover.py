"""What people hold, and of whom it must be taken over: who has left, or is away when it is due (S02, S07).

Drafts are not among it: they are personal, and whoever takes an audit over begins their own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from services.activities.domain.organisation import Organisation
from services.activities.domain.refusals import AuditorAway, HolderAway, SameHolder
from services.activities.domain.visits import VisitPlan, last_day

LEFT, AWAY = "left", "away"
VISIT = "visit"
WORK = (
    "adjudication",
    "audit",
    "exemption",
    "moderation",
    "own_view",
    "review",
    "review_part",
    "second_rating",
    VISIT,
)
"""What somebody may hold. An adjudication and an exemption are held by each who may decide it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """One thing that somebody holds. ``key`` tells it from others of its sort; ``version`` is for handing it over."""

    what: str
    key: str
    holder: str
    area: str
    service: str
    month: date | None = None
    due_on: date | None = None
    activity_id: UUID | None = None
    review_id: UUID | None = None
    version: int


def why_handed_over(held: Held, organisation: Organisation, today: date) -> str | None:
    """``left`` or ``away``; None of somebody who can do it.

    Away is who is so on the day it is due, today where that day is over or there is none, and of an audit who is away
    for all of its month.
    """
    person = organisation.people.get(held.holder)
    if person is None or not person.active:
        return LEFT
    cover = organisation.cover.get(held.holder)
    day = max(held.due_on or today, today)
    return AWAY if cover is not None and cover.misses(held.month, day) else None


def away_in(month: date, due_on: date, organisation: Organisation) -> frozenset[str]:
    """Everybody who gets no audit of the month because they are away."""
    return frozenset(one for one, cover in organisation.cover.items() if cover.misses(month, due_on))


def suspects(holders: Iterable[str], organisation: Organisation) -> list[str]:
    """Those of whom work might have to be handed over: who has left, is not known, or has days away."""
    there, cover = organisation.people, organisation.cover
    return sorted(
        one
        for one in holders
        if one not in there or not there[one].active or (one in cover and cover[one].away)
    )


def visits_held(plans: Iterable[VisitPlan], organisation: Organisation, today: date) -> Iterator[Held]:
    """Planned visits of half-years that are not over, which nobody has held yet."""
    for plan in plans:
        for n, one in enumerate(plan.visits):
            if one.held_on is None and last_day(plan.half) >= today:
                yield Held(
                    what=VISIT,
                    key=f"{plan.half:%Y-%m}/{n:03}",
                    holder=one.visitor,
                    area=organisation.area_of(one.service) or "",
                    service=one.service,
                    due_on=one.on,
                    version=plan.version,
                )


def ensure_there(auditor: str, month: date, due_on: date, organisation: Organisation) -> None:
    """Raises AuditorAway."""
    cover = organisation.cover.get(auditor)
    if cover is not None and cover.misses(month, due_on):
        raise AuditorAway(
            f"{auditor} is away when the audit is due, or for all of the month",
            fields={"auditor": ["is away"]},
        )


def ensure_takes_over(
    field: str, new: str, old: str | None, due_on: date | None, organisation: Organisation, today: date
) -> None:
    """Whoever takes something over is somebody else, and there when it is due.

    Raises:
        SameHolder; HolderAway.
    """
    if new == old:
        raise SameHolder(f"It is {new}'s already", fields={field: ["holds it already"]})
    cover = organisation.cover.get(new)
    if cover is not None and cover.misses(None, max(due_on or today, today)):
        raise HolderAway(f"{new} is away when it is due", fields={field: ["is away"]})
