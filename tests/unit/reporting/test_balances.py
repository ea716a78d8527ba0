"""Every balance that a reader could subtract with is known to disclosure control: none missing, none invented."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from services.reporting.domain import vocabulary as say
from services.reporting.domain.balances import balances
from tests.unit.reporting.invented import JUNE, MAY, ORGANISATION, TREE
from tests.unit.reporting.test_figures import figures

MONTHS = ("2026-05", "2026-06")
PLACES = ["all", *(f"area:{area}" for area in TREE)]
Sum = tuple[tuple[str, ...], list[tuple[str, ...]]]
LIFE = ("opened", "closed", "closed_on_time", "closed_late", "open", "overdue", "in_time")
SPLIT = {
    "activities": [()],
    "submitted": [(kind,) for kind in say.KINDS],
    "outstanding": [(kind,) for kind in say.KINDS],
    "time": [(kind, time) for kind in say.KINDS for time in say.TIMES],
    "grade": [(grade,) for grade in (*say.GRADES, "ungraded")],
    "voice": [("heard",), ("exempt",)],
    "part": [("took_part",), ("no_part",)],
    **{what: [()] for what in LIFE},
}


def by_place() -> Iterator[Sum]:
    for what, categories in SPLIT.items():
        for one in categories:
            yield (what, *one, "all"), [(what, *one, place) for place in PLACES[1:]]
    for kind in say.KINDS:
        for area, services in TREE.items():
            yield ("submitted", kind, f"area:{area}"), [("submitted", kind, f"service:{s}") for s in services]


def by_category(place: str) -> Iterator[Sum]:
    yield ("activities", place), [("submitted", kind, place) for kind in say.KINDS]
    yield ("activities", place), [("voice", "heard", place), ("voice", "exempt", place)]
    yield ("activities", place), [("part", "took_part", place), ("part", "no_part", place)]
    yield ("submitted", say.AUDIT, place), [("grade", *grade, place) for grade in SPLIT["grade"]]
    for kind in say.KINDS:
        yield ("submitted", kind, place), [("time", kind, time, place) for time in say.TIMES]
    yield ("closed", place), [("closed_on_time", place), ("closed_late", place)]
    yield ("open", place), [("overdue", place), ("in_time", place)]


def by_table() -> Iterator[Sum]:
    for domain in say.DOMAINS:
        yield ("domain", domain, "all"), [("domain", domain, grade) for grade in say.GRADES]
    for stage in say.STAGES:
        yield ("complaint", stage, "all"), [("complaint", stage, end) for end in say.CONCLUSIONS]
    for kind in (*say.FEEDBACK, "all"):
        yield ("feedback", kind, "all"), [("feedback", kind, voice) for voice in say.VOICES]
    for voice in (*say.VOICES, "all"):
        yield ("feedback", "all", voice), [("feedback", kind, voice) for kind in say.FEEDBACK]
    yield ("feedback", "complaint", "all"), [("complaint", stage, "all") for stage in say.STAGES]
    yield ("moderated", "all"), [("moderated", outcome) for outcome in say.OUTCOMES]
    yield ("required", "all"), [("required", "done"), ("required", "outstanding")]
    yield ("voice", "exempt", "all"), [("exempt", code) for code in say.EXEMPTIONS]
    yield ("overdue", "all"), [("age", band) for band in say.AGES]
    yield ("opened", "all"), [("priority", one) for one in say.PRIORITIES]
    yield ("opened", "all"), [("reach", one) for one in say.REACHES]


def by_kind() -> Iterator[Sum]:
    for kind in say.RECORDED:
        yield ("recorded", "all", kind), [("recorded", place, kind) for place in (*PLACES[1:], "division")]


def test_the_balances_are_all_of_these_and_no_others() -> None:
    wanted = {
        frozenset({(m, *whole): 1, **{(m, *part): -1 for part in parts}}.items())
        for m in MONTHS
        for whole, parts in (
            *by_place(),
            *(s for place in PLACES for s in by_category(place)),
            *by_table(),
            *by_kind(),
        )
    }
    before, now = MONTHS
    wanted |= {
        frozenset(
            {
                (before, "open", place): 1,
                (now, "opened", place): 1,
                (now, "closed", place): -1,
                (now, "open", place): -1,
            }.items()
        )
        for place in PLACES
    }
    given = balances(figures([]).values, ORGANISATION, (MAY, JUNE))
    assert {frozenset(equation.items()) for equation in given} == wanted


@pytest.mark.parametrize("what", ["target", "rated", "external"])
def test_what_is_no_part_of_anything_is_in_no_balance(what: str) -> None:
    given = balances(figures([]).values, ORGANISATION, (MAY, JUNE))
    assert not [cell for equation in given for cell in equation if cell[1] == what]
