"""Disclosure control: small counts are withheld, and nothing that is shown lets anybody work them out (S35, S38).

A count of 1-5 could point at one child, so it is shown as ``c``; zero is shown. That is not enough: a withheld count
can often be had by subtraction, in one table or across several that share a total. So counts are held once for all
tables, with the equations between them, and further counts are withheld until every withheld one has at least two
possible values for a reader who knows all the shown counts, all the equations, and that no zero is ever withheld.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from shared.contracts.errors import Refusal

Cell = tuple[str, ...]
"""The name of a count. Two tables that show the same count use the same name."""
Equation = Mapping[Cell, int]
"""Coefficients of cells that add up to zero: ``{total: 1, part: -1, part: -1}``."""


class CannotProtect(Refusal):
    """A small number would be left to be worked out, so nothing is published."""

    rule = "disclosure-control"
    source = "S38"


@dataclass(frozen=True, slots=True, kw_only=True)
class Thresholds:
    """Counts from ``smallest`` to ``largest`` are withheld. ``effort`` bounds the search for a second solution."""

    smallest: int = 1
    largest: int = 5
    effort: int = 4000

    def small(self, count: int) -> bool:
        return self.smallest <= count <= self.largest


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """The counts of a report and how they hang together.

    ``open`` cells are never about people (a target) and never withheld; ``hidden`` ones appear in no table but must
    not be worked out either (the complement of a shown share).
    """

    values: Mapping[Cell, int]
    equations: tuple[Equation, ...] = ()
    open: frozenset[Cell] = frozenset()
    hidden: frozenset[Cell] = frozenset()


@dataclass(frozen=True, slots=True)
class Protected:
    """Counts with what is withheld. A cell that is not there is a programming error, not a zero."""

    values: Mapping[Cell, int]
    withheld: frozenset[Cell] = field(default_factory=frozenset)

    def shown(self, cell: Cell) -> int | None:
        """The count, or None when it is withheld."""
        return None if cell in self.withheld else self.values[cell]


def total(whole: Cell, parts: Iterable[Cell]) -> Equation:
    """The equation of a total and its parts."""
    return {whole: 1, **dict.fromkeys(parts, -1)}


def protect(
    counts: Counts,
    thresholds: Thresholds = Thresholds(),
    *,
    already: frozenset[Cell] = frozenset(),
    published: frozenset[Cell] = frozenset(),
) -> Protected:
    """Withhold what is small, then what would give it away.

    Parameters: ``already`` were withheld in an earlier publication and stay so; ``published`` were shown in one, so
    withholding them now would protect nothing.
    Raises:
        CannotProtect: what was published before leaves no way.
    """
    values = counts.values
    small = {cell for cell, n in values.items() if thresholds.small(n) and cell not in counts.open}
    withheld = small | {cell for cell in already if values.get(cell)} - published
    withheld |= {cell for cell in counts.hidden if values[cell]}
    sensitive = small | (withheld - counts.hidden)
    free = {cell for cell, n in values.items() if n and cell not in counts.open and cell not in published}
    system = _System(values, counts.equations, thresholds)
    queue = sorted(sensitive)
    while queue:
        cell = queue.pop(0)
        if system.ambiguous(cell, withheld):
            continue
        another = system.companion(cell, withheld, free - withheld)
        if another is None:
            raise CannotProtect(
                f"The count {'/'.join(cell)} could be worked out from what was published before"
            )
        withheld.add(another)
        queue = [cell, *queue, another]
    return Protected(values, frozenset(withheld - counts.hidden))


class _System:
    """The equations as an attacker sees them, and the search for solutions other than the true one."""

    def __init__(
        self, values: Mapping[Cell, int], equations: Iterable[Equation], thresholds: Thresholds
    ) -> None:
        self.values, self.thresholds = values, thresholds
        self.equations = [dict(equation) for equation in equations]
        self.of: dict[Cell, list[int]] = {cell: [] for cell in values}
        for index, equation in enumerate(self.equations):
            if sum(sign * values[cell] for cell, sign in equation.items()):
                raise ValueError(f"these counts do not add up: {sorted(equation)}")
            for cell in equation:
                self.of[cell].append(index)

    def ambiguous(self, cell: Cell, withheld: set[Cell]) -> bool:
        """Whether the withheld cell could also be another number.

        A found witness is proof; when the search runs out of effort the cell counts as exposed, which costs a
        further withheld cell and never a leak.
        """
        for step in (1, -1, 2, -2, 3, -3):
            if self.values[cell] + step < 1:
                continue
            search = _Search(self, withheld, self.thresholds.effort)
            for depth in (4, 8, 16):
                if search.repair({cell: step}, depth):
                    return True
        return False

    def companion(self, cell: Cell, withheld: set[Cell], free: set[Cell]) -> Cell | None:
        """The cheapest cell to withhold beside this one: first one that settles it, else one that comes nearer."""
        near = sorted({other for other in self._around(cell, withheld) if other in free}, key=self._cost)
        for other in near:
            if self.ambiguous(cell, {*withheld, other}):
                return other
        return near[0] if near else None

    def _around(self, cell: Cell, withheld: set[Cell]) -> Iterator[Cell]:
        """Cells that share an equation with this one or with a withheld cell connected to it."""
        seen, todo = {cell}, [cell]
        while todo:
            for index in self.of[todo.pop()]:
                for other in self.equations[index]:
                    if other not in seen:
                        seen.add(other)
                        yield other
                        if other in withheld:
                            todo.append(other)

    def _cost(self, cell: Cell) -> tuple[int, int, Cell]:
        """Parts before totals, small before large: what a reader misses least."""
        wholes = sum(1 for index in self.of[cell] if self.equations[index][cell] > 0)
        return wholes, self.values[cell], cell


class _Search:
    """Looks for a change of withheld cells that leaves every equation true and every withheld cell at least 1."""

    def __init__(self, system: _System, withheld: set[Cell], effort: int) -> None:
        self.system, self.withheld, self.left = system, withheld, effort

    def repair(self, change: dict[Cell, int], depth: int) -> bool:
        """Mend the first equation that the change breaks with one more cell, and so on; True when none is left."""
        system = self.system
        self.left -= 1
        broken = self._broken(change)
        if broken is None:
            return True
        if depth == 0 or self.left <= 0:
            return False
        index, gap = broken
        equation = system.equations[index]
        movable = [cell for cell in equation if cell in self.withheld and cell not in change]
        for cell in sorted(movable, key=lambda cell: (len(system.of[cell]), -system.values[cell], cell)):
            step = -gap * equation[cell]  # coefficients are 1 or -1
            if system.values[cell] + step >= 1 and self.repair({**change, cell: step}, depth - 1):
                return True
        return False

    def _broken(self, change: dict[Cell, int]) -> tuple[int, int] | None:
        equations, best = self.system.equations, None
        for index in {index for cell in change for index in self.system.of[cell]}:
            gap = sum(sign * change.get(cell, 0) for cell, sign in equations[index].items())
            if gap and (best is None or index < best[0]):
                best = (index, gap)
        return best
