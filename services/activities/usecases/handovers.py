"""What people hold, what of it must be handed over (S02, S07), and telling others how much each holds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from services.activities.domain.calendar import months_before
from services.activities.domain.handover import VISIT, Held, suspects, visits_held, why_handed_over
from shared.contracts.events.work import ActivityWorkHeld
from shared.observability.metrics import orphaned_work

if TYPE_CHECKING:
    from services.activities.tables import ActivitiesWork

AT_ONCE = 500
EVERYBODY = "all"


def handovers(
    uow: ActivitiesWork,
    *,
    person: str | None,
    sees_reviews: bool,
    after: tuple[str, str, str] | None,
    limit: int,
) -> list[tuple[Held, str | None]]:
    """What must be handed over, with ``left`` or ``away``; of a ``person`` all that they hold, in time or not."""
    found: list[tuple[Held, str | None]] = []
    for held in _work(uow, person=person, sees_reviews=sees_reviews, after=after):
        why = why_handed_over(held, uow.organisation, uow.today())
        if why or person:
            found.append((held, why))
        if len(found) == limit:
            break
    return found


def tell_held(uow: ActivitiesWork) -> None:
    """The job: tell how much each person holds where that has changed, and show how much of it nobody at work does."""
    held = uow.handovers.counts(uow.rules.of(uow.today()))
    for visitor, number in Counter(one.holder for one in _visits(uow)).items():
        held.setdefault(visitor, {})[VISIT] = number
    for person, sequence, now in uow.handovers.changed(held):
        uow.emit(ActivityWorkHeld(area=EVERYBODY, person_id=person, held=now), sequence=sequence)
    there = uow.organisation.people
    gone = (one for one in held if one not in there or not there[one].active)
    orphaned_work.labels("activities").set(sum(sum(held[one].values()) for one in gone))


def _work(
    uow: ActivitiesWork, *, person: str | None, sees_reviews: bool, after: tuple[str, str, str] | None
) -> Iterator[Held]:
    organisation, rules = uow.organisation, uow.rules.of(uow.today())
    first = after
    if person is not None:
        holders = [person]
    else:
        holders = list(
            uow.handovers.holders(rules, lambda ids: suspects(ids, organisation), sees_reviews=sees_reviews)
        )
    while True:
        rows = uow.handovers.page(holders, rules, sees_reviews=sees_reviews, after=after, limit=AT_ONCE)
        yield from rows
        if len(rows) < AT_ONCE:
            break
        after = (rows[-1].what, rows[-1].key, rows[-1].holder)
    for one in sorted(_visits(uow), key=lambda visit: (visit.key, visit.holder)):
        mine = person in (None, one.holder) and uow.scope.allows(one.area)
        if mine and (first is None or (one.what, one.key, one.holder) > first):
            yield one


def _visits(uow: ActivitiesWork) -> Iterator[Held]:
    today = uow.today()
    plans = uow.visits.latest(months_before(today.replace(day=1), 6), months_before(today, -12))
    held = uow.recorded.fulfilling([visit for one in plans for visit in one.ids])
    return visits_held([one.against(held) for one in plans], uow.organisation, today)
