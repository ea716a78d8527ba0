"""Nobody can work a withheld count out of what is shown: an attacker with exact arithmetic tries."""

from __future__ import annotations

from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from services.reporting.domain.disclosure import (
    Cell,
    Counts,
    Protected,
    Thresholds,
    protect,
    total,
)

PRIME = 2**61 - 1
COLUMNS = st.integers(1, 5)
SMALL = st.one_of(st.integers(0, 12), st.integers(0, 60))


def table(name: str, body: list[list[int]]) -> Counts:
    """A table with row totals, column totals and a grand total."""
    rows, columns = range(len(body)), range(len(body[0]))
    values: dict[Cell, int] = {(name, f"r{r}", f"c{c}"): body[r][c] for r in rows for c in columns}
    values |= {(name, f"r{r}", "all"): sum(body[r]) for r in rows}
    values |= {(name, "all", f"c{c}"): sum(body[r][c] for r in rows) for c in columns}
    values[name, "all", "all"] = sum(map(sum, body))
    names_r, names_c = [f"r{r}" for r in rows], [f"c{c}" for c in columns]
    equations = [total((name, r, "all"), [(name, r, c) for c in names_c]) for r in (*names_r, "all")]
    equations += [total((name, "all", c), [(name, r, c) for r in names_r]) for c in (*names_c, "all")]
    return Counts(values=values, equations=tuple(equations))


class Attacker:
    """Knows what is shown, every equation, and that a withheld count is at least 1. Uses nothing else."""

    def __init__(self, counts: Counts, seen: Protected) -> None:
        self.unknown = sorted(seen.withheld)
        self.equations = []
        for equation in counts.equations:
            known = sum(
                sign * counts.values[cell] for cell, sign in equation.items() if cell not in seen.withheld
            )
            row = {cell: sign for cell, sign in equation.items() if cell in seen.withheld}
            if row:
                self.equations.append((row, -known))

    def by_elimination(self) -> set[Cell]:
        """Cells that Gaussian elimination settles; modulo a large prime, which finds what exact fractions find."""
        rows = [dict(row) for row, _ in self.equations]
        done: list[dict[Cell, int]] = []
        for cell in self.unknown:
            pivot = min((row for row in rows if cell in row), key=len, default=None)
            if pivot is None:
                continue
            rows.remove(pivot)
            scale = pow(pivot[cell], -1, PRIME)
            pivot = {c: v * scale % PRIME for c, v in pivot.items()}
            for row in (*rows, *done):
                if factor := row.get(cell):
                    for c, v in pivot.items():
                        row[c] = (row.get(c, 0) - factor * v) % PRIME
                        if not row[c]:
                            del row[c]
            done.append(pivot)
        return {next(iter(row)) for row in done if len(row) == 1}

    def by_bounds(self) -> dict[Cell, int]:
        """Cells that tightening lower and upper bounds settles. Coefficients are 1 or -1."""
        low, high = dict.fromkeys(self.unknown, 1), dict.fromkeys(self.unknown, 10**6)
        changed = True
        while changed:
            changed = False
            for row, value in self.equations:
                ends = {c: (low[c], high[c]) if sign > 0 else (-high[c], -low[c]) for c, sign in row.items()}
                least, most = (sum(end[side] for end in ends.values()) for side in (0, 1))
                for cell, sign in row.items():
                    a, b = value - (most - ends[cell][1]), value - (least - ends[cell][0])
                    a, b = (a, b) if sign > 0 else (-b, -a)
                    if a > low[cell] or b < high[cell]:
                        low[cell], high[cell], changed = max(low[cell], a), min(high[cell], b), True
        return {cell: low[cell] for cell in self.unknown if low[cell] == high[cell]}

    def by_trying_all(self, most: int) -> dict[Cell, int]:
        """Cells that have one value in every whole-number solution; for small systems only."""
        seen: dict[Cell, set[int]] = {cell: set() for cell in self.unknown}
        for guess in product(range(1, most + 1), repeat=len(self.unknown)):
            at = dict(zip(self.unknown, guess, strict=True))
            if all(sum(sign * at[c] for c, sign in row.items()) == value for row, value in self.equations):
                for cell, number in at.items():
                    seen[cell].add(number)
        return {cell: numbers.pop() for cell, numbers in seen.items() if len(numbers) == 1}


def assert_safe(counts: Counts, seen: Protected) -> None:
    attacker = Attacker(counts, seen)
    assert not attacker.by_elimination()
    assert not attacker.by_bounds()


def test_the_attacker_wins_where_only_small_counts_are_withheld() -> None:
    counts = table("t", [[3, 20], [30, 40]])
    naive = Protected(counts.values, frozenset({("t", "r0", "c0")}))
    assert Attacker(counts, naive).by_elimination() == {("t", "r0", "c0")}
    assert Attacker(counts, naive).by_bounds() == {("t", "r0", "c0"): 3}


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_no_withheld_count_of_a_table_with_totals_can_be_worked_out(data: st.DataObject) -> None:
    columns = data.draw(COLUMNS)
    body = data.draw(st.lists(st.lists(SMALL, min_size=columns, max_size=columns), min_size=1, max_size=5))
    counts = table("t", body)
    seen = protect(counts)
    assert {cell for cell, n in counts.values.items() if 1 <= n <= 5} <= seen.withheld
    assert all(counts.values[cell] for cell in seen.withheld), "a zero is always shown"
    assert_safe(counts, seen)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.lists(st.integers(0, 7), min_size=2, max_size=2), min_size=2, max_size=2))
def test_not_even_by_trying_every_whole_number(body: list[list[int]]) -> None:
    counts = table("t", body)
    seen = protect(counts)
    attacker = Attacker(counts, seen)
    if len(seen.withheld) <= 4:
        assert not attacker.by_trying_all(most=12)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_tables_that_share_a_margin_do_not_betray_each_other(data: st.DataObject) -> None:
    """Grades by area, and volumes by service within area: the area totals are the same counts."""
    areas = data.draw(st.integers(2, 4))
    grades = table(
        "grade", data.draw(st.lists(st.lists(SMALL, min_size=4, max_size=4), min_size=areas, max_size=areas))
    )
    values, equations = dict(grades.values), list(grades.equations)
    for area in range(areas):
        whole = ("grade", f"r{area}", "all")
        first = data.draw(st.integers(0, values[whole]))
        second = data.draw(st.integers(0, values[whole] - first))
        parts = [("service", f"r{area}", str(i)) for i in range(3)]
        values |= dict(zip(parts, (first, second, values[whole] - first - second), strict=True))
        equations.append(total(whole, parts))
    counts = Counts(values=values, equations=tuple(equations))
    assert_safe(counts, protect(counts))


def test_a_lone_small_count_takes_the_smallest_other_with_it() -> None:
    row = {("t", "r0", f"c{c}"): n for c, n in enumerate((3, 20, 9, 0))}
    whole = ("t", "r0", "all")
    seen = protect(Counts(values={**row, whole: 32}, equations=(total(whole, row),)))
    assert seen.withheld == {("t", "r0", "c0"), ("t", "r0", "c2")}
    assert seen.shown(("t", "r0", "c3")) == 0


def test_six_ones_under_a_shown_six_are_not_left_to_be_guessed() -> None:
    """All withheld and each at least 1: the total alone would give every one of them away."""
    parts = [("t", str(i)) for i in range(6)]
    counts = Counts(
        values={**dict.fromkeys(parts, 1), ("t", "all"): 6}, equations=(total(("t", "all"), parts),)
    )
    assert ("t", "all") in protect(counts).withheld


def test_a_hidden_complement_is_protected_too() -> None:
    """37 of 40 are on time: nobody prints the 3, and subtraction must not find them."""
    whole, part, rest = ("open",), ("in time",), ("overdue",)
    counts = Counts(
        values={whole: 40, part: 37, rest: 3},
        equations=(total(whole, [part, rest]),),
        hidden=frozenset({rest}),
    )
    assert protect(counts).withheld & {whole, part}


def test_targets_are_not_about_people() -> None:
    counts = Counts(values={("target",): 4}, open=frozenset({("target",)}))
    assert protect(counts).shown(("target",)) == 4


def test_what_an_earlier_report_withheld_stays_withheld_and_what_it_showed_protects_nothing() -> None:
    whole, a, b = ("all",), ("a",), ("b",)
    c = ("c",)
    counts = Counts(values={whole: 90, a: 30, b: 20, c: 40}, equations=(total(whole, [a, b, c]),))
    assert protect(counts, already=frozenset({a})).withheld == {a, b}
    assert protect(counts, already=frozenset({a}), published=frozenset({whole, b})).withheld == {a, c}


def test_thresholds_are_settings() -> None:
    counts = Counts(values={("n",): 7})
    assert protect(counts).withheld == frozenset()
    assert protect(counts, Thresholds(largest=7)).withheld == {("n",)}
