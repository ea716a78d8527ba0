"""Whether grades mean the same whoever gives them: first and second rating, auditor and moderator (S06, S10, S11)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from services.activities.domain.agreement import Agreement, Pair, agreement
from services.activities.domain.drift import LEAST, Drift, Looked, drift
from services.activities.domain.vocabulary import DOMAINS


@dataclass(frozen=True, slots=True)
class Judged:
    """An overall grade and those of domains."""

    overall: str
    domains: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """A graded audit that somebody looked at again; ``month`` is the first day of the month it counts in."""

    service: str
    auditor: str
    month: date
    given: Judged
    moderated: Judged | None = None
    rated: Judged | None = None

    @property
    def changed(self) -> bool:
        """Whether the overall grade came out otherwise when the audit was moderated or rated again."""
        return any(
            one is not None and one.overall != self.given.overall for one in (self.moderated, self.rated)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """How far ``n`` pairs agree; of fewer than ``LEAST`` there is ``n`` alone. ``of`` is a code or a person's id."""

    of: str
    n: int
    agreement: Agreement | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Breakdown:
    """Agreement by the overall grade, of all, by service and by auditor; and by the grades of each domain."""

    overall: Figure
    domains: tuple[Figure, ...]
    services: tuple[Figure, ...]
    auditors: tuple[Figure, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibration:
    """The auditor's grade beside a second rater's and beside a moderator's, and how auditors drift."""

    second_ratings: Breakdown
    moderation: Breakdown
    drift: Drift


def calibrate(comparisons: Iterable[Comparison]) -> Calibration:
    """All figures of these audits."""
    found = list(comparisons)
    return Calibration(
        second_ratings=_breakdown([(one, one.rated) for one in found if one.rated]),
        moderation=_breakdown([(one, one.moderated) for one in found if one.moderated]),
        drift=drift(Looked(auditor=one.auditor, month=one.month, changed=one.changed) for one in found),
    )


def _breakdown(compared: Sequence[tuple[Comparison, Judged]]) -> Breakdown:
    domains: dict[str, list[Pair]] = defaultdict(list)
    services: dict[str, list[Pair]] = defaultdict(list)
    auditors: dict[str, list[Pair]] = defaultdict(list)
    overall: list[Pair] = []
    for one, again in compared:
        pair = (one.given.overall, again.overall)
        overall.append(pair)
        services[one.service].append(pair)
        auditors[one.auditor].append(pair)
        for code in one.given.domains.keys() & again.domains.keys():
            domains[code].append((one.given.domains[code], again.domains[code]))
    return Breakdown(
        overall=_figure("overall", overall),
        domains=tuple(_figure(code, domains[code]) for code in DOMAINS if code in domains),
        services=tuple(_figure(code, services[code]) for code in sorted(services)),
        auditors=tuple(_figure(one, auditors[one]) for one in sorted(auditors)),
    )


def _figure(of: str, pairs: Sequence[Pair]) -> Figure:
    return Figure(of=of, n=len(pairs), agreement=agreement(pairs) if len(pairs) >= LEAST else None)
