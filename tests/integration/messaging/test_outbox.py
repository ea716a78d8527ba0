"""Events leave with the rows they tell of, or not at all."""

from __future__ import annotations

import threading
from datetime import date
from uuid import uuid4

import pytest
from sqlalchemy.exc import IntegrityError

from shared.contracts import decode
from shared.contracts.events.reporting import ReportPublished
from shared.db.unit import UnitOfWork
from shared.messaging.broker import BrokerAway
from shared.outbox.packing import MOST
from shared.outbox.replay import backlog, replay
from shared.web.tables import idempotency

from .conftest import Line, plan, scalar

TODAY = date(2025, 10, 8)
QUOTED = 'a "quoted", one \\ {brace}'


def test_a_rolled_back_unit_leaves_no_event(line: Line) -> None:
    with line.producer.work(UnitOfWork) as uow:
        uow.emit(plan(), sequence=1)
    assert scalar(line.producer, "SELECT count(*) FROM event_log") == 0


def test_the_relay_publishes_once_and_keeps_the_log(line: Line) -> None:
    line.emit(*(plan(n) for n in range(1200)))
    line.relay_all()
    assert backlog(line.producer)[0] == 0
    assert scalar(line.producer, "SELECT count(*) FROM event_log") == 1200
    assert line.broker.depth(line.worker.queue.name) == 1200 / MOST
    line.consume_all()
    assert line.effects() == 1200


def test_commands_that_wait_together_commit_together_and_a_bad_one_fails_alone(line: Line) -> None:
    taken, errors = uuid4().hex, []

    def capture(number: int) -> None:
        with line.producer.work(UnitOfWork) as uow:
            key = taken if number % 10 == 0 else uuid4().hex
            row = {
                "principal": "P1",
                "key": key,
                "fingerprint": b"x",
                "status": 201,
                "body": b"",
                "headers": QUOTED,
            }
            uow.add(idempotency, **row)
            uow.emit(plan(number), sequence=1)
            try:
                uow.commit()
            except IntegrityError as error:
                errors.append(error)

    threads = [threading.Thread(target=capture, args=(n,)) for n in range(40)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(errors) == 3, "of the four with one key, one wins"
    assert scalar(line.producer, "SELECT count(*) FROM event_log") == 37
    assert scalar(line.producer, "SELECT count(*) FROM idempotency") == 37
    assert scalar(line.producer, "SELECT headers FROM idempotency LIMIT 1") == QUOTED


def test_a_refused_event_stays_and_holds_up_only_its_own_aggregate(line: Line) -> None:
    first, second = uuid4(), uuid4()
    line.emit(plan(1, first), plan(2, second))
    refuse = RefusingPublisher(line, first)
    assert line.relay.cycle(refuse) == 0, "they went together"
    line.may_be_tried_again()
    assert line.relay.cycle(refuse) == 1, "what was refused goes alone"
    line.emit(plan(3, first), plan(4, second), sequence=2)
    assert line.relay.cycle(line.broker.publisher()) == 1, "the newer one of the held aggregate waits"
    assert (
        scalar(line.producer, "SELECT reason FROM outbox_pending WHERE retry_at IS NOT NULL") == "not today"
    )
    line.may_be_tried_again()
    line.relay_all()
    assert backlog(line.producer)[0] == 0


@pytest.mark.parametrize("events", [1, 400])
def test_what_is_refused_waits_longer_each_time(line: Line, events: int, count_statements) -> None:  # type: ignore[no-untyped-def]
    line.emit(*(plan(n) for n in range(events)))
    sent = count_statements()
    for seconds in (5, 10, 20, 40, 60, 60):
        sent.clear()
        assert line.relay.cycle(RefusingPublisher(line, "")) == 0
        assert sum("UPDATE outbox_pending" in one for one in sent) == 1
        longest = "SELECT round(max(extract(epoch FROM retry_at - now()))) FROM outbox_pending"
        assert scalar(line.producer, longest) == pytest.approx(seconds, abs=2)
        assert line.relay.cycle(RefusingPublisher(line, "")) == 0, "none is due yet"
        line.may_be_tried_again()
    line.relay_all()
    assert backlog(line.producer)[0] == 0


def test_a_broker_that_leaves_in_the_middle_loses_nothing(line: Line) -> None:
    line.emit(plan(1), plan(2))
    with pytest.raises(BrokerAway):
        line.relay.cycle(LeavingPublisher())
    assert backlog(line.producer)[0] == 2
    line.relay_all()
    line.consume_all()
    assert line.effects() == 2


def test_a_relay_leaves_the_shards_of_another_alone(line: Line) -> None:
    line.emit(plan(1))
    with line.producer.engine.connect() as connection, connection.begin():
        for shard in range(16):
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({0x5167}, {shard})")
        assert line.relay.cycle(line.broker.publisher()) == 0
    assert line.relay.cycle(line.broker.publisher()) == 1


def test_a_replay_goes_through_the_relay_to_one_queue(line: Line) -> None:
    line.emit(plan(1), plan(2))
    line.relay_all()
    assert replay(line.producer, line.worker.queue) == 2
    assert replay(line.producer, line.worker.queue) == 0, "asking twice queues once"
    line.relay_all()
    assert len(line.waiting()) == 4
    line.consume_all()
    assert line.effects() == 2


def test_a_replay_sends_only_what_its_consumer_reads(line: Line) -> None:
    with line.producer.work(UnitOfWork) as uow:
        uow.emit(
            ReportPublished(
                area="all",
                report_id=uuid4(),
                kind="monthly-qa",
                month=date(2025, 9, 1),
                digest="0",
                published_on=TODAY,
            ),
            sequence=1,
        )
        uow.commit()
    line.emit(plan(1))
    assert replay(line.producer, line.worker.queue) == 1


def test_the_ids_of_a_request_travel_in_the_event(line: Line) -> None:
    trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
    with line.producer.work(UnitOfWork, actor="P7", correlation_id="c-1", traceparent=trace) as uow:
        uow.emit(plan(), sequence=3)
        uow.commit()
    envelope, _ = decode(scalar(line.producer, "SELECT body FROM event_log"))
    assert (envelope.actor, envelope.correlationid, envelope.sequence) == ("P7", "c-1", 3)
    assert envelope.traceparent.split("-")[1] == trace.split("-")[1]


@pytest.mark.parametrize("events", [1, 400])
def test_statements_do_not_grow_with_the_batch(line: Line, events: int, count_statements) -> None:
    """One to take, one to delete; and one wait for the broker's confirms."""
    line.emit(plan(0))
    line.relay_all()  # the first connection asks the server about itself
    line.emit(*(plan(n) for n in range(events)))
    publisher = Confirming()
    sent = count_statements()
    line.relay.cycle(publisher)
    assert len(sent) == 2, sent
    assert publisher.round_trips == 1


def test_captures_that_wait_together_cost_one_statement(line: Line, count_statements) -> None:
    """Rows, event log and pending set of the whole group go in one statement, which needs no BEGIN and COMMIT."""
    line.emit(plan(0))
    sent = count_statements()
    line.emit(*(plan(n) for n in range(50)))
    assert len(sent) == 1, sent


class RefusingPublisher:
    def __init__(self, line: Line, aggregate: object) -> None:
        self._inner, self._aggregate = line.broker.publisher(), str(aggregate)

    def publish(self, messages):  # type: ignore[no-untyped-def]
        bad = [one for one in messages if self._aggregate in one.body.decode()]
        self._inner.publish([one for one in messages if one not in bad])
        return {one.id: "not today" for one in bad}

    def close(self) -> None: ...


class Confirming:
    """Confirms everything, and counts how often it is waited for."""

    round_trips = 0

    def publish(self, messages):  # type: ignore[no-untyped-def]
        self.round_trips += 1
        return {}

    def close(self) -> None: ...


class LeavingPublisher:
    def publish(self, messages):  # type: ignore[no-untyped-def]
        raise BrokerAway("gone")

    def close(self) -> None: ...
