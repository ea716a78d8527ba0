"""Recount the facts and compare with the rollups that were kept by difference."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

import structlog
from prometheus_client import Gauge
from sqlalchemy import text

from services.reporting.domain.counting import month_of_facts, recount
from services.reporting.domain.facts import Fact

if TYPE_CHECKING:
    from services.reporting.tables import ReportingWork

MOST_TOLD = 1000
log = structlog.get_logger()
differences_found = Gauge(
    "sightline_rollup_differences",
    "Rollups that differed from a recount of the facts when last checked",
    multiprocess_mode="mostrecent",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """A rollup that says ``kept`` where the facts say ``counted``."""

    month: date
    area: str
    service: str
    measure: str
    bucket: str
    kept: int
    counted: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    checked_at: datetime
    facts: int
    differences: tuple[Difference, ...]


def check_rollups(uow: ReportingWork, month: date | None = None) -> Check:
    """Recount everything, or the facts of one month, in one snapshot. Streams: memory does not grow with facts."""
    uow.execute(text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ"))
    seen = _Counted(uow.facts.every(month))
    counted = recount(seen)
    kept = {key: n for key, n in uow.rollups.every().items() if month is None or month_of_facts(key) == month}
    wrong = [
        Difference(**key._asdict(), kept=kept.get(key, 0), counted=counted[key])
        for key in sorted(kept.keys() | counted.keys())
        if kept.get(key, 0) != counted[key]
    ]
    return Check(checked_at=uow.now(), facts=seen.n, differences=tuple(wrong[:MOST_TOLD]))


def check_nightly(uow: ReportingWork) -> None:
    """The nightly job: recount, and say so in the log and to Prometheus when they differ."""
    check = check_rollups(uow)
    differences_found.set(len(check.differences))
    if check.differences:
        first = asdict(check.differences[0])
        log.error("rollups differ", differences=len(check.differences), facts=check.facts, first=first)
    else:
        log.info("rollups agree with the facts", facts=check.facts)


class _Counted:
    """Counts what passes through."""

    def __init__(self, facts: Iterator[Fact]) -> None:
        self._facts, self.n = facts, 0

    def __iter__(self) -> Iterator[Fact]:
        for fact in self._facts:
            self.n += 1
            yield fact
