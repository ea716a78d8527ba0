"""The feed misses nothing, whatever commits late, and never shows an event twice or in another order."""

from __future__ import annotations

import random
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest
from msgspec.structs import replace
from sqlalchemy import text

from shared.contracts import decode
from shared.db.database import Database
from shared.db.scope import EVERYWHERE, Scope
from shared.db.unit import UnitOfWork
from shared.outbox.feed import Changes, changes

from .conftest import eventually, plan

MOST = 100


@pytest.fixture
def log(database: Callable[..., Database]) -> Database:
    return database()


@pytest.fixture
def opened(log: Database) -> Iterator[Callable[[int], UnitOfWork]]:
    """``opened(7)``: a transaction that has logged the event of target 7 and is not committed yet."""
    with ExitStack() as units:

        def one(target: int) -> UnitOfWork:
            unit: UnitOfWork = units.enter_context(log.work(UnitOfWork))
            logged(unit, target)
            return unit

        yield one


def logged(unit: UnitOfWork, target: int) -> None:
    """An event in the log, its transaction still open."""
    unit.emit(plan(target), sequence=1)
    unit.execute(text("SELECT 1"))


def read(log: Database, after: int = 0, limit: int = MOST, scope: Scope = EVERYWHERE) -> Changes:
    with log.work(UnitOfWork, scope=scope) as unit:
        return changes(unit, after=after, limit=limit)


def targets(found: Changes) -> list[int]:
    return [decode(body)[1].target for body in found.events]  # type: ignore[attr-defined]


def test_the_first_event_ever_is_not_missed_by_who_asked_before_it(
    log: Database, opened: Callable[[int], UnitOfWork]
) -> None:
    with log.engine.begin() as connection:
        connection.execute(text("ALTER SEQUENCE event_log_position_seq RESTART"))
    assert read(log) == Changes([], 0)
    first = opened(1)
    before = read(log)
    first.commit()
    assert targets(read(log, before.upto)) == [1]


def test_what_commits_late_is_waited_for_and_then_comes_first(
    log: Database, opened: Callable[[int], UnitOfWork]
) -> None:
    slow, quick = opened(1), opened(2)
    quick.commit()
    waiting = read(log)
    assert targets(waiting) == [], "the second is not shown while the first may still come before it"
    slow.commit()
    assert targets(read(log, waiting.upto)) == [1, 2]


def test_what_is_rolled_back_holds_nothing_up(log: Database, opened: Callable[[int], UnitOfWork]) -> None:
    lost, kept = opened(1), opened(2)
    kept.commit()
    lost.rollback()
    assert targets(read(log)) == [2]


def test_a_transaction_that_logs_twice_is_waited_for_from_its_first(
    log: Database, opened: Callable[[int], UnitOfWork]
) -> None:
    twice, between = opened(1), opened(2)
    between.commit()
    logged(twice, 3)
    assert targets(read(log)) == []
    twice.commit()
    assert targets(read(log)) == [1, 2, 3]


def test_another_database_s_transactions_hold_nothing_up(
    log: Database, database: Callable[..., Database]
) -> None:
    other = database()
    with log.work(UnitOfWork) as here, other.work(UnitOfWork) as there:
        logged(there, 1)
        logged(here, 2)
        here.commit()
        assert targets(read(log)) == [2]


def test_a_full_page_goes_on_where_it_ended_and_an_empty_one_where_the_log_does(
    log: Database, opened: Callable[[int], UnitOfWork]
) -> None:
    for target in (1, 2, 3):
        opened(target).commit()
    page = read(log, limit=2)
    assert targets(page) == [1, 2]
    rest = read(log, page.upto, limit=2)
    assert targets(rest) == [3]
    nothing = read(log, rest.upto)
    assert (targets(nothing), nothing.upto) == ([], rest.upto)


def test_ones_own_areas_and_the_division_are_shown_and_others_passed_by(log: Database) -> None:
    with log.work(UnitOfWork) as unit:
        for area in ("early-help", "social-work", "all"):
            unit.emit(replace(plan(), area=area), sequence=1)
        unit.commit()

    def seen(areas: frozenset[str] | None) -> list[str]:
        return [decode(body)[1].area for body in read(log, scope=Scope(areas)).events]

    assert seen(frozenset({"early-help"})) == ["early-help", "all"]
    assert seen(None) == ["early-help", "social-work", "all"]
    assert seen(frozenset()) == []


def test_a_reader_among_many_writers_sees_every_committed_event_once_and_in_order(log: Database) -> None:
    """Writers of several processes log, dawdle and sometimes give up, while one reader follows."""
    writers, each = 6, 30
    kept: list[list[int]] = [[] for _ in range(writers)]
    seen: list[int] = []
    cursor, never = 0, threading.Event()

    def write(number: int) -> None:
        chance = random.Random(number)
        for n in range(each):
            with log.work(UnitOfWork) as unit:
                mine = [number * 10_000 + n * 10 + part for part in range(chance.choice((1, 1, 3)))]
                for target in mine:
                    logged(unit, target)
                    never.wait(chance.random() * 0.01)
                if chance.random() < 0.8:
                    unit.commit()
                    kept[number] += mine

    threads = [threading.Thread(target=write, args=(number,)) for number in range(writers)]
    for thread in threads:
        thread.start()

    def follow() -> bool:
        nonlocal cursor
        writing = any(thread.is_alive() for thread in threads)
        found = read(log, cursor)
        seen.extend(targets(found))
        cursor = found.upto
        return not writing and not found.events

    eventually(follow, within_s=60)
    assert sorted(seen) == sorted(target for one in kept for target in one)
    for number in range(writers):
        assert [target for target in seen if target // 10_000 == number] == kept[number]
