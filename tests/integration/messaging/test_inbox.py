"""Effects once, poison aside, nothing lost."""

from __future__ import annotations

from uuid import UUID

import psycopg
import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from shared.contracts.errors import NotFound
from shared.db.unit import UnitOfWork
from shared.inbox import failures, parking
from shared.inbox.batch import bodies_of
from shared.inbox.consumer import by_type, is_away
from shared.inbox.reset import forget_everything
from shared.messaging.broker import Received
from shared.outbox.replay import replay

from .conftest import Line, eventually, plan, scalar

WAIT = "SELECT round(extract(epoch FROM next_at - last_failed_at)) FROM inbox_failure"


def fail_until_parked(line: Line) -> UUID:
    """Let the waiting times pass until the only failure is parked; returns its id."""
    while parking.counts(line.consumer).get("retrying"):
        hurry(line)
        line.worker.retry_due()
    (row,) = parking.listed(line.consumer, state="parked")
    return row.failure_id


def hurry(line: Line) -> None:
    with line.consumer.engine.begin() as connection:
        connection.execute(text("UPDATE inbox_failure SET next_at = now()"))


def test_every_message_delivered_three_times_takes_effect_once(line: Line) -> None:
    line.emit(*(plan(n) for n in range(50)))
    line.relay_all()
    subscription = line.broker.subscribe(line.worker.queue.name)
    bodies = bodies_of(subscription.receive(500, 1))
    for _ in range(3):
        line.worker.handle(bodies)
    line.worker.handle([*bodies, *bodies])
    assert line.effects() == 50


def test_poison_is_isolated_retried_and_parked_with_its_reason(line: Line) -> None:
    line.seen.poison = {7}
    line.emit(*(plan(n) for n in range(200)))
    line.relay_all()
    line.consume_all()
    assert line.effects() == 199
    attempts = []
    while parking.counts(line.consumer).get("retrying"):
        attempts.append(parking.listed(line.consumer)[0].attempts)
        hurry(line)
        line.worker.retry_due()
    assert attempts == [1, 2, 3]
    (parked,) = parking.listed(line.consumer, state="parked")
    assert parked.attempts == 4
    assert "ValueError: target 7 cannot be planned" in parked.reason
    assert '"target":7' in parking.shown(line.consumer, parked.failure_id).body


def test_the_waiting_times_are_5_s_30_s_and_5_min(line: Line) -> None:
    line.seen.poison = {1}
    line.emit(plan(1))
    line.relay_all()
    line.consume_all()
    waits = []
    while parking.counts(line.consumer).get("retrying"):
        waits.append(scalar(line.consumer, WAIT))
        hurry(line)
        line.worker.retry_due()
    assert waits == [5, 30, 300]


def test_a_parked_message_replayed_twice_takes_effect_once(line: Line) -> None:
    line.seen.poison = {1}
    line.emit(plan(1))
    line.relay_all()
    line.consume_all()
    parked = fail_until_parked(line)
    line.seen.poison = set()
    assert parking.replay(line.consumer, parked, by="ops") == 1
    line.worker.retry_due()
    assert line.effects() == 1
    with pytest.raises(NotFound):
        parking.replay(line.consumer, parked, by="ops")
    replay(line.producer, line.worker.queue)
    line.relay_all()
    line.consume_all()
    assert line.effects() == 1


def test_a_dropped_message_never_takes_effect_and_is_kept_for_the_record(line: Line) -> None:
    line.seen.poison = {1}
    line.emit(plan(1))
    line.relay_all()
    line.consume_all()
    parked = fail_until_parked(line)
    parking.drop(line.consumer, parked, by="P0042", why="recorded by hand")
    line.seen.poison = set()
    replay(line.producer, line.worker.queue)
    line.relay_all()
    line.consume_all()
    assert line.effects() == 0
    row = parking.shown(line.consumer, parked)
    assert (row.state, row.decided_by, row.decision) == ("dropped", "P0042", "dropped: recorded by hand")


def test_dropping_a_message_that_never_failed_refuses_and_swallows_nothing(line: Line) -> None:
    line.emit(plan(1))
    with line.producer.engine.connect() as connection:
        event_id = connection.execute(text("SELECT event_id FROM event_log")).scalar_one()
    with pytest.raises(NotFound):
        parking.drop(line.consumer, event_id, by="P0042", why="a slip of the pen")
    line.relay_all()
    line.consume_all()
    assert line.effects() == 1


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"\xff\xfe not json", "not an event"),
        (b'{"specversion":"1.0"}', "not an event"),
        (b"[]", "not an event"),
    ],
)
def test_what_nobody_can_read_is_parked_at_once_and_once(line: Line, body: bytes, reason: str) -> None:
    for _ in range(2):
        line.worker.handle([body])
    (row,) = parking.listed(line.consumer)
    assert row.state in ("parked", "retrying")
    assert reason in row.reason


def test_an_event_of_an_unknown_type_is_parked(line: Line) -> None:
    line.emit(plan(1))
    body = scalar(line.producer, "SELECT body FROM event_log").replace("plan.agreed.v1", "plan.imagined.v9")
    line.worker.handle([body.encode()])
    (row,) = parking.listed(line.consumer)
    assert (row.state, row.type) == ("parked", "sightline.plan.imagined.v9")


def test_a_database_that_is_away_burns_no_attempt(line: Line, monkeypatch: pytest.MonkeyPatch) -> None:
    line.emit(plan(1))
    line.relay_all()
    away = True
    work = line.consumer.work

    def perhaps(*args, **kwargs):  # type: ignore[no-untyped-def]
        if away:
            raise OperationalError("SELECT 1", None, Exception("connection refused"))
        return work(*args, **kwargs)

    monkeypatch.setattr(line.consumer, "work", perhaps)
    subscription = line.broker.subscribe(line.worker.queue.name)
    bodies = bodies_of(subscription.receive(10, 1))
    with pytest.raises(OperationalError):
        line.worker.handle(bodies)
    assert parking.counts(line.consumer) == {}
    away = False
    line.worker.handle(bodies)
    assert line.effects() == 1


def test_dead_letters_are_tried_again_alone(line: Line) -> None:
    line.emit(plan(1))
    body = scalar(line.producer, "SELECT body FROM event_log").encode()
    failures.keep_dead(line.consumer, [Received(body, 1)])
    hurry(line)
    line.worker.retry_due()
    assert line.effects() == 1
    assert parking.counts(line.consumer) == {}


def test_a_dead_letter_that_comes_again_is_kept_once_and_loses_no_try(line: Line) -> None:
    line.emit(plan(1))
    body = scalar(line.producer, "SELECT body FROM event_log").encode()
    for _ in range(6):
        failures.keep_dead(line.consumer, [Received(body, 1)])
    (kept,) = parking.listed(line.consumer)
    assert (kept.state, kept.attempts) == ("retrying", 1)


def test_a_message_that_ends_its_consumer_at_every_try_is_parked(line: Line) -> None:
    line.emit(plan(1))
    body = scalar(line.producer, "SELECT body FROM event_log").encode()
    failures.keep_dead(line.consumer, [Received(body, 1)])
    while parking.counts(line.consumer).get("retrying"):
        hurry(line)
        failures.claim(line.consumer)  # and the process ends here
    (parked,) = parking.listed(line.consumer, state="parked")
    assert parked.attempts == 4


def test_a_read_model_starts_afresh(line: Line) -> None:
    line.emit(plan(1), plan(2))
    line.relay_all()
    line.consume_all()
    with line.consumer.work(UnitOfWork) as uow:
        uow.execute(text("TRUNCATE effect"))
        forget_everything(uow)
        uow.commit()
    replay(line.producer, line.worker.queue)
    line.relay_all()
    line.consume_all()
    assert line.effects() == 2


def test_what_was_dropped_stays_dropped_when_a_read_model_starts_afresh(line: Line) -> None:
    line.seen.poison = {1}
    line.emit(plan(1), plan(2))
    line.relay_all()
    line.consume_all()
    parking.drop(line.consumer, fail_until_parked(line), by="P0042", why="recorded by hand")
    line.seen.poison = set()
    with line.consumer.work(UnitOfWork) as uow:
        uow.execute(text("TRUNCATE effect"))
        forget_everything(uow)
        uow.commit()
    replay(line.producer, line.worker.queue)
    line.relay_all()
    line.consume_all()
    assert line.effects() == 1


def test_threads_carry_everything_from_commit_to_effect(line: Line) -> None:
    line.relay.start()
    line.worker.start()
    for n in range(20):
        line.emit(plan(n))
    eventually(lambda: line.effects() == 20)
    line.relay.stop()
    line.worker.stop()


@pytest.mark.parametrize("events", [1, 300])
def test_the_inbox_costs_one_statement_whatever_the_batch(line: Line, events: int, count_statements) -> None:
    """It enters the batch and forgets earlier failures; what the handler does is its own."""
    line.emit(*(plan(n) for n in range(events)))
    line.relay_all()
    bodies = bodies_of(line.broker.subscribe(line.worker.queue.name).receive(500, 1))
    sent = count_statements()
    line.worker.handle(bodies)
    assert len([sql for sql in sent if "effect" not in sql]) == 1, sent


def test_two_handlers_for_one_event_are_refused_at_once(line: Line) -> None:
    handler = next(iter(line.worker._by_type.values()))
    with pytest.raises(ValueError, match="taken by"):
        by_type([handler, handler])


@pytest.mark.parametrize(
    ("state", "away"),
    [("57014", False), ("54000", False), ("57P01", True), ("53300", True), ("40P01", True), (None, True)],
)
def test_the_server_s_own_word_tells_whether_it_is_away(state: str | None, away: bool) -> None:
    told = psycopg.OperationalError("said")
    told.sqlstate = state
    assert is_away(OperationalError("SELECT 1", None, told)) is away
