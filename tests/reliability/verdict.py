"""What a scenario found, in one line that reads the same for all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field

import pytest

SHOWN = 3


@dataclass(slots=True)
class Verdict:
    """Counts of what should exist and what does. ``note`` adds what is particular to a scenario."""

    scenario: str
    ok: int = 0
    lost: int = 0
    duplicated: int = 0
    unexpected: int = 0
    note: str = ""
    about: list[str] = field(default_factory=list)

    @property
    def good(self) -> bool:
        return self.ok > 0 and not self.lost and not self.duplicated and not self.unexpected

    def compare(self, where: str, expected: Iterable[Hashable], present: Iterable[Hashable]) -> None:
        """Add what one place should hold and what it holds; ``ok`` counts the first place alone."""
        wanted, found = Counter(iter(expected)), Counter(iter(present))
        lost = sum((wanted - found).values())
        duplicated = sum(
            found[one] - wanted[one] for one in found if wanted[one] and found[one] > wanted[one]
        )
        unexpected = sum(found[one] for one in found if not wanted[one])
        if not self.about:
            self.ok = sum(wanted.values()) - lost
        self.lost += lost
        self.duplicated += duplicated
        self.unexpected += unexpected
        self.about.append(f"{where}: {sum(found.values())}")
        self.about += [f"  lost here: {one}" for one in list(wanted - found)[:SHOWN]]
        self.about += [f"  too many here: {one}" for one in list(found - wanted)[:SHOWN]]

    def __str__(self) -> str:
        counts = f"ok {self.ok}  lost {self.lost}  duplicated {self.duplicated}  unexpected {self.unexpected}"
        return f"{self.scenario:<4}{counts}" + (f"  ({self.note})" if self.note else "")


KEPT = pytest.StashKey[list[Verdict]]()
"""Where a run keeps its verdicts for the table at its end."""
