"""What the platform confirmed, so that at the end every piece of it can be asked for."""

from __future__ import annotations

import threading
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass


class Ledger:
    """How often each thing was written: every 2xx answer to a write, and every action that followed from one.

    Threads share it.
    """

    def __init__(self) -> None:
        self._writes: dict[str, Counter[str]] = defaultdict(Counter)
        self._lock = threading.Lock()

    def took(self, kind: str, id: str) -> None:
        """The platform said yes to one more write of this thing."""
        with self._lock:
            self._writes[kind][id] += 1

    def writes(self, kind: str) -> Mapping[str, int]:
        """Confirmed writes by id."""
        with self._lock:
            return dict(self._writes[kind])

    @property
    def kinds(self) -> tuple[str, ...]:
        return tuple(sorted(self._writes))

    @property
    def total(self) -> int:
        return sum(writes.total() for writes in self._writes.values())


@dataclass(frozen=True, slots=True)
class Seen:
    """What reporting holds of one thing: ``writes`` is how many of its writes have arrived."""

    id: str
    writes: int


@dataclass(frozen=True, slots=True)
class Verdict:
    """The last line of the demonstration."""

    captured: int
    projected: int
    lost: int
    duplicated: int

    @property
    def sound(self) -> bool:
        return self.lost == 0 and self.duplicated == 0

    def __str__(self) -> str:
        return (
            f"captured {self.captured}  projected {self.projected}  "
            f"lost {self.lost}  duplicated {self.duplicated}"
        )


def judge(ledger: Ledger, feeds: Mapping[str, Iterable[Seen]], differences: int = 0) -> Verdict:
    """Compare what was confirmed with what reporting holds, by kind.

    Duplicated is what arrived more often than it was confirmed, what nobody confirmed, what a feed holds twice, and
    every count that differs from a recount.
    """
    projected = lost = duplicated = 0
    for kind in sorted({*ledger.kinds, *feeds}):
        arrived: Counter[str] = Counter()
        for seen in feeds.get(kind, ()):
            arrived[seen.id] += seen.writes
        confirmed = Counter(ledger.writes(kind))
        projected += arrived.total()
        lost += (confirmed - arrived).total()
        duplicated += (arrived - confirmed).total()
    return Verdict(ledger.total, projected, lost, duplicated + differences)
