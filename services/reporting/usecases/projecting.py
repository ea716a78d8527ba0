"""Keep facts and rollups from events: two statements for a batch of new facts, four when some are known."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import text

from services.reporting.domain.counting import Totals, flat, tally
from services.reporting.domain.facts import Fact, merge
from services.reporting.domain.folding import fact_of

if TYPE_CHECKING:
    from services.reporting.tables import ReportingWork
    from shared.contracts.events.directory import UnitChanged

Happened = tuple[Any, int, UUID]
"""An event, its aggregate's sequence and the event's id."""


def project(batch: Iterable[Happened], uow: ReportingWork) -> None:
    """Fold a batch into facts and rollups.

    A fact that nobody has yet is inserted, which also waits for another worker that is inserting it. The others are
    read under a lock, merged, and counted by difference.
    """
    told = _fold(batch)
    if not told:
        return
    facts = sorted(told.values(), key=lambda fact: (fact.kind, fact.id.int))
    inserted = uow.facts.insert_new(facts)
    totals: Totals = {}
    for fact in facts:
        if fact.id in inserted:
            tally(fact, totals)
    if len(inserted) < len(facts):
        _merge_known([fact for fact in facts if fact.id not in inserted], totals, uow)
    uow.rollups.add(flat(totals))


def _fold(batch: Iterable[Happened]) -> dict[UUID, Fact]:
    told: dict[UUID, Fact] = {}
    for event, sequence, event_id in batch:
        fact = fact_of(event, sequence, event_id)
        before = told.get(fact.id)
        told[fact.id] = fact if before is None else merge(before, fact)
    return told


def _merge_known(news: Sequence[Fact], totals: Totals, uow: ReportingWork) -> None:
    known = {fact.id: fact for fact in uow.facts.locked((f.kind for f in news), (f.id for f in news))}
    changed = []
    for fact in news:
        before = known[fact.id]
        after = merge(before, fact)
        if after != before:
            tally(before, totals, -1)
            tally(after, totals)
            changed.append(after)
    uow.facts.replace(changed)


def keep_units(batch: Iterable[tuple[UnitChanged, int, date]], uow: ReportingWork) -> None:
    """Keep what areas, services and teams are and were called, and where they lay.

    Parameters: events with their sequence and day. Those that do not say since when count from their day, a unit's
    first from its own first day.
    """
    newest: dict[str, dict[str, Any]] = {}
    versions: dict[tuple[str, int], dict[str, Any]] = {}
    for event, sequence, told_on in batch:
        said = {
            "code": event.unit_id,
            "sequence": sequence,
            "kind": event.kind,
            "name": event.name,
            "parent": event.parent,
        }
        counts_from = event.effective_on or (event.valid_from if sequence == 1 else told_on)
        versions[event.unit_id, sequence] = {**said, "effective_on": counts_from}
        if sequence >= newest.get(event.unit_id, {"sequence": 0})["sequence"]:
            newest[event.unit_id] = {**said, "valid_from": event.valid_from, "valid_to": event.valid_to}
    uow.units.keep([newest[code] for code in sorted(newest)], [versions[one] for one in sorted(versions)])


def reset(uow: ReportingWork) -> None:
    """Empty the read model, so that a replay fills it again. Reports are not part of it: they stay."""
    uow.execute(text("TRUNCATE fact, rollup, unit, unit_version"))
