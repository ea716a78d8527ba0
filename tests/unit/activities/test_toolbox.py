"""Which version of a tool counts, on which day, for what."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.activities.domain.tool import ToolRef
from services.activities.domain.tool_refusals import (
    ToolElsewhere,
    ToolNotInForce,
)
from services.activities.domain.toolbox import Toolbox
from shared.contracts.errors import Invalid
from tests.unit.activities.tool_builders import APRIL, JANUARY, asking, draft, version

MARCH = date(2026, 3, 10)
ONE, TWO = version(), version(2, effective_from=APRIL)
BOX = Toolbox([ONE, TWO, draft(3)])
ELSEWHERE = version(code="residential", questions=asking(services=("looked-after",)))


def ref(number: int, code: str = "case-file-audit") -> ToolRef:
    return ToolRef(code=code, version=number)


def chosen(
    box: Toolbox, named: ToolRef | None = None, allocated: ToolRef | None = None, **about: object
) -> object:
    known = {"kind": "case_file_audit", "service": "line-cin", "on": MARCH} | about
    return box.chosen(named, allocated, **known)  # type: ignore[arg-type]


@given(days=st.integers(-400, 800))
def test_on_each_day_the_version_that_came_last_is_in_force(days: int) -> None:
    on = JANUARY + timedelta(days=days)
    expected = None if on < JANUARY else ONE if on < APRIL else TWO
    assert BOX.in_force("case-file-audit", on) is expected


def test_a_retired_version_leaves_none_in_force() -> None:
    box = Toolbox([ONE, version(2, effective_from=APRIL, retired_from=date(2026, 5, 1))])
    assert box.in_force("case-file-audit", date(2026, 4, 30)) is not None
    assert box.in_force("case-file-audit", date(2026, 5, 1)) is None


def test_a_version_taken_back_before_its_day_changes_nothing() -> None:
    box = Toolbox([ONE, version(2, effective_from=APRIL, retired_from=APRIL)])
    assert box.in_force("case-file-audit", APRIL) is ONE


@pytest.mark.parametrize(
    ("on", "statuses"),
    [
        (date(2025, 12, 31), ["upcoming", "upcoming", "draft"]),
        (JANUARY, ["in_force", "upcoming", "draft"]),
        (APRIL, ["superseded", "in_force", "draft"]),
    ],
)
def test_the_status_follows_the_day(on: date, statuses: list[str]) -> None:
    assert [BOX.status(one, on) for one in BOX.versions("case-file-audit")] == statuses


def test_retired_is_said_from_its_day_on_or_at_once_where_it_was_taken_back() -> None:
    later = version(retired_from=APRIL)
    assert Toolbox([later]).status(later, MARCH) == "in_force"
    assert Toolbox([later]).status(later, APRIL) == "retired"
    back = version(effective_from=APRIL, retired_from=APRIL)
    assert Toolbox([back]).status(back, MARCH) == "retired"


def test_where_none_is_named_the_default_counts_and_one_made_for_the_service_comes_first() -> None:
    themed = version(code="a-theme", questions=asking(default=False))
    for tools in ([themed, ONE, ELSEWHERE], [ELSEWHERE, ONE, themed]):
        assert chosen(Toolbox(tools)) is ONE
        assert chosen(Toolbox(tools), service="looked-after") is ELSEWHERE
    assert chosen(Toolbox([ONE]), kind="practice_observation") is None
    assert chosen(Toolbox([ONE]), on=date(2025, 12, 31)) is None


def test_what_an_audit_was_allocated_with_stays_good() -> None:
    may = date(2026, 5, 10)
    assert chosen(BOX, allocated=ref(1), on=may) is ONE
    assert chosen(BOX, ref(1), ref(1), on=may) is ONE
    assert chosen(BOX, ref(2), ref(1), on=may) is TWO


@pytest.mark.parametrize("number", [3, 4])
def test_a_draft_or_unknown_version_cannot_be_named(number: int) -> None:
    with pytest.raises(Invalid) as refused:
        chosen(BOX, ref(number))
    assert refused.value.fields == {"tool": [f"there is no published case-file-audit version {number}"]}


@pytest.mark.parametrize(("number", "on"), [(2, MARCH), (1, APRIL)])
def test_a_version_of_another_day_is_refused(number: int, on: date) -> None:
    with pytest.raises(ToolNotInForce):
        chosen(BOX, ref(number), on=on)


def test_a_tool_for_other_services_or_activities_is_refused() -> None:
    box = Toolbox([ELSEWHERE])
    with pytest.raises(ToolElsewhere):
        chosen(box, ref(1, "residential"))
    with pytest.raises(ToolElsewhere):
        chosen(box, ref(1, "residential"), kind="practice_observation", service="looked-after")
    assert chosen(box, ref(1, "residential"), service="looked-after") is ELSEWHERE
