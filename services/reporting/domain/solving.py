"""The arithmetic of disclosure control: is there another solution, and what must be withheld for one to exist?

A reader sees the shown counts and knows the equations. A withheld count is safe when there is a second solution in
whole numbers, none of them below 1, in which it differs: such a solution is found by changing the count by a step
and mending every equation that this breaks by changing another count, until none is broken.
"""

from __future__ import annotations

import heapq
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cache
from itertools import count

Cell = tuple[str, ...]
"""The name of a count. Two tables that show the same count use the same name."""
Equation = Mapping[Cell, int]
"""Coefficients, 1 or -1, of cells that add up to zero: ``{total: 1, part: -1, part: -1}``."""
Change = dict[Cell, int]
"""How a second solution differs from the true counts."""

STEPS = (1, -1, 2, -2, 3, -3)
EFFORT = 1500
"""How many partial solutions are looked at before a cell counts as exposed: an error on the safe side."""
HASTE = 8
"""How much an equation still broken weighs against the counts withheld so far, in the choice of what to try next."""


class System:
    """Counts and equations.

    Raises:
        ValueError: the counts do not add up, so nothing could be said of them.
    """

    def __init__(self, values: Mapping[Cell, int], equations: Iterable[Equation]) -> None:
        self.values = values
        self.equations = [dict(equation) for equation in equations]
        self.of: dict[Cell, list[tuple[int, int]]] = {cell: [] for cell in values}
        for index, equation in enumerate(self.equations):
            if sum(sign * values[cell] for cell, sign in equation.items()):
                raise ValueError(f"these counts do not add up: {sorted(equation)}")
            for cell, sign in equation.items():
                self.of[cell].append((index, sign))
        self._height = cache(self._height_of)

    def cost(self, cell: Cell) -> tuple[int, Cell]:
        """What a reader loses with a count: much with a total of totals, little with a small part."""
        return 10 * 8 ** self._height(cell) + min(self.values[cell], 60), cell

    def another_solution(
        self, cell: Cell, withheld: Collection[Cell], free: Collection[Cell], *, effort: int = 1
    ) -> Change | None:
        """A second solution in which this cell differs, using withheld cells and the cheapest of the free ones.

        The free cells in it must be withheld for it to stand. None when no solution was found.
        """
        for step in STEPS:
            if self.values[cell] + step >= 1:
                found = self._search(cell, step, withheld, free, effort * EFFORT)
                if found is not None:
                    return found
        return None

    def _search(
        self, cell: Cell, step: int, withheld: Collection[Cell], free: Collection[Cell], effort: int
    ) -> Change | None:
        """Best first: the partial solution that withholds least and breaks least is mended next."""
        tie = count()
        change = {cell: step}
        gaps = self._gaps({}, cell, step)
        heap = [(0, next(tie), 0, change, gaps)]
        for _ in range(effort):
            if not heap:
                return None
            _, _, spent, change, gaps = heapq.heappop(heap)
            if not gaps:
                return change
            ways = min((self._ways(i, change, gaps, withheld, free) for i in gaps), key=len)
            for other, move in ways:
                left = self._gaps(gaps, other, move)
                cost = spent if other in withheld else spent + self.cost(other)[0]
                rank = cost + HASTE * len(left) + len(change)
                heapq.heappush(heap, (rank, next(tie), cost, {**change, other: move}, left))
        return None

    def _ways(
        self,
        index: int,
        change: Change,
        gaps: dict[int, int],
        withheld: Collection[Cell],
        free: Collection[Cell],
    ) -> list[tuple[Cell, int]]:
        """The single changes that mend one equation."""
        return [
            (cell, move)
            for cell, sign in self.equations[index].items()
            if cell not in change
            and (cell in withheld or cell in free)
            and self.values[cell] + (move := -gaps[index] * sign) >= 1
        ]

    def _gaps(self, gaps: dict[int, int], cell: Cell, step: int) -> dict[int, int]:
        """By how much each broken equation is off after this change."""
        after = dict(gaps)
        for index, sign in self.of[cell]:
            gap = after.pop(index, 0) + sign * step
            if gap:
                after[index] = gap
        return after

    def _height_of(self, cell: Cell) -> int:
        """0 for a count that is no total, 1 for a total of such, and so on."""
        return 1 + max((self._height(part) for part in self._parts(cell)), default=-1)

    def _parts(self, cell: Cell) -> Iterator[Cell]:
        for index, sign in self.of[cell]:
            equation = self.equations[index]
            if sign > 0 and sum(1 for one in equation.values() if one > 0) == 1:
                yield from (other for other in equation if other != cell)
