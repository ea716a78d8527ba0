"""What the platform confirmed, so that at the end every piece of it can be asked for."""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass


class Ledger:
    """Ids answered 2xx, by kind. Threads share it."""

    def __init__(self) -> None:
        self._ids: dict[str, set[str]] = defaultdict(set)
        self._lock = threading.Lock()
        self.repeated = 0

    def took(self, kind: str, id: str) -> None:
        """The platform said yes to this one."""
        with self._lock:
            if id in self._ids[kind]:
                self.repeated += 1
            self._ids[kind].add(id)

    def ids(self, kind: str) -> frozenset[str]:
        with self._lock:
            return frozenset(self._ids[kind])

    @property
    def kinds(self) -> tuple[str, ...]:
        return tuple(sorted(self._ids))

    @property
    def total(self) -> int:
        return sum(map(len, self._ids.values()))


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


def judge(ledger: Ledger, feeds: Mapping[str, Iterable[str]], rollup_excess: int = 0) -> Verdict:
    """Compare what was confirmed with what reporting holds.

    ``feeds`` are the ids in reporting's feeds by kind, repeats and all. Duplicated is whatever is there more
    than once, was never confirmed, or is counted in a rollup without a fact.
    """
    projected = lost = duplicated = 0
    for kind in sorted({*ledger.kinds, *feeds}):
        seen = list(feeds.get(kind, ()))
        distinct, expected = set(seen), ledger.ids(kind)
        projected += len(distinct)
        lost += len(expected - distinct)
        duplicated += len(seen) - len(distinct) + len(distinct - expected)
    return Verdict(ledger.total, projected, lost, duplicated + ledger.repeated + rollup_excess)
