"""Disclosure control: small counts are withheld, and nothing that is shown lets anybody work them out (S35, S38).

A count of 1-5 could point at one child, so it is shown as ``c``; zero is shown. That is not enough: a withheld count
can often be had by subtraction, in one table or across several that share a total. So counts are held once for all
tables, with the equations between them, and further counts are withheld until every withheld one has at least two
possible values for a reader who knows all the shown counts, all the equations, and that no zero is ever withheld.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from services.reporting.domain.solving import Cell, Change, Equation, System
from shared.contracts.errors import Refusal


class CannotProtect(Refusal):
    """A small number would be left to be worked out, so no report is made."""

    rule = "disclosure-control"
    source = "S38"


@dataclass(frozen=True, slots=True, kw_only=True)
class Thresholds:
    """Counts from ``smallest`` to ``largest`` are withheld."""

    smallest: int = 1
    largest: int = 5

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
    others are withheld before them: hiding again what is known protects nothing.
    Raises:
        CannotProtect: no way was found.
    """
    values = counts.values
    small = {cell for cell, n in values.items() if thresholds.small(n) and cell not in counts.open}
    kept = small | {cell for cell in already if values.get(cell)} - published
    kept |= {cell for cell in counts.hidden if values[cell]}
    free = {cell for cell, n in values.items() if n and cell not in counts.open and cell not in published}
    system = System(values, counts.equations)
    withheld, proofs = set(kept), dict[Cell, Change]()
    for cell in sorted(kept, key=lambda cell: (values[cell], cell)):
        if cell in proofs or (cell in counts.hidden and not thresholds.small(values[cell])):
            continue
        proof = system.another_solution(cell, withheld, free)
        if proof is None:  # what was published may give it away by itself; then no more can be done than this
            proof = system.another_solution(cell, withheld, free | published, effort=20)
        if proof is None:
            raise CannotProtect(f"No way was found to keep the count {'/'.join(cell)} from being worked out")
        withheld |= proof.keys()
        proofs.update(dict.fromkeys(proof, proof))
    _show_again(system, withheld, kept, proofs)
    return Protected(values, frozenset(withheld - counts.hidden))


def _show_again(system: System, withheld: set[Cell], kept: set[Cell], proofs: dict[Cell, Change]) -> None:
    """Show what turned out not to be needed, the totals that readers miss most first."""
    for cell in sorted(withheld - kept, key=system.cost, reverse=True):
        fewer = withheld - {cell}
        found: dict[Cell, Change] = {}
        for other in [one for one, proof in proofs.items() if one != cell and cell in proof]:
            if other not in found:
                proof = system.another_solution(other, fewer, set())
                if proof is None:
                    break
                found.update(dict.fromkeys(proof, proof))
        else:
            withheld.discard(cell)
            proofs.pop(cell, None)
            proofs.update(found)
