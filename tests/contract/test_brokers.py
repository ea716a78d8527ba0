"""One suite for both brokers: what holds on RabbitMQ holds on the embedded one."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from uuid import uuid4

import kombu
import pytest

from shared.db.database import Database
from shared.db.unit import UnitOfWork
from shared.inbox.consumer import Consumer
from shared.messaging import topology
from shared.messaging.broker import Broker, BrokerAway, Message, Queue, Received, Subscription
from shared.messaging.embedded import EmbeddedBroker
from shared.messaging.rabbit import RabbitBroker
from shared.messaging.routing import matches

WAIT_S = 10


@pytest.fixture(params=["embedded", "rabbit"])
def broker(request: pytest.FixtureRequest, database: Callable[..., Database]) -> Broker:
    if request.param == "embedded":
        return EmbeddedBroker(database())
    return RabbitBroker(request.getfixturevalue("rabbit_url"))


@pytest.fixture
def queue(broker: Broker) -> Iterator[Queue]:
    name = f"sightline.test.{uuid4().hex[:8]}"
    yield Queue(name, (f"{name}.v1.*", f"{name}.#.end"))
    if isinstance(broker, RabbitBroker):
        with topology.control(broker.url) as channel:
            channel.queue_delete(name)
            channel.queue_delete(f"{name}.dead")


@pytest.fixture
def queue_name(rabbit_url: str) -> Iterator[str]:
    name = f"sightline.test.{uuid4().hex[:8]}"
    yield name
    with topology.control(rabbit_url) as channel:
        channel.queue_delete(name)
        channel.queue_delete(f"{name}.dead")


def messages(queue: Queue, count: int, area: str = "early-help") -> list[Message]:
    return [Message(uuid4(), f"{queue.name}.v1.{area}", f"body {n}".encode()) for n in range(count)]


def receive(subscription: Subscription, count: int) -> list[Received]:
    got: list[Received] = []
    deadline = time.monotonic() + WAIT_S
    while len(got) < count and time.monotonic() < deadline:
        got += subscription.receive(count - len(got), 0.2)
    return got


def bodies(received: Sequence[Received]) -> list[bytes]:
    return [one.body for one in received]


def test_what_is_confirmed_is_received_in_order(broker: Broker, queue: Queue) -> None:
    broker.declare([queue])
    sent = messages(queue, 700)
    publisher = broker.publisher()
    assert publisher.publish(sent) == {}
    subscription = broker.subscribe(queue.name)
    assert bodies(receive(subscription, 700)) == [one.body for one in sent]
    publisher.close()
    subscription.close()


def test_declaring_twice_changes_nothing(broker: Broker, queue: Queue) -> None:
    broker.declare([queue])
    publisher = broker.publisher()
    publisher.publish(messages(queue, 3))
    broker.declare([queue])
    assert broker.depth(queue.name) == 3
    publisher.close()


def test_a_message_that_no_queue_takes_is_refused_and_the_rest_goes(broker: Broker, queue: Queue) -> None:
    broker.declare([queue])
    lost = Message(uuid4(), "nobody.listens.v1.x", b"?")
    publisher = broker.publisher()
    refused = publisher.publish([*messages(queue, 2), lost, *messages(queue, 1)])
    assert list(refused) == [lost.id]
    assert "unroutable" in refused[lost.id]
    assert publisher.publish(messages(queue, 1)) == {}, "a refusal does not stick to the next batch"
    assert broker.depth(queue.name) == 4
    publisher.close()


def test_what_is_not_acknowledged_comes_again(broker: Broker, queue: Queue) -> None:
    broker.declare([queue])
    publisher = broker.publisher()
    publisher.publish(messages(queue, 5))
    first = broker.subscribe(queue.name)
    taken = receive(first, 5)
    first.ack(taken[:2])
    first.close()
    second = broker.subscribe(queue.name)
    assert sorted(bodies(receive(second, 3))) == [b"body 2", b"body 3", b"body 4"]
    second.close()
    publisher.close()


def test_what_is_acknowledged_is_gone(broker: Broker, queue: Queue) -> None:
    broker.declare([queue])
    publisher = broker.publisher()
    publisher.publish(messages(queue, 4))
    subscription = broker.subscribe(queue.name)
    subscription.ack(receive(subscription, 4))
    subscription.close()
    deadline = time.monotonic() + WAIT_S
    while broker.depth(queue.name) and time.monotonic() < deadline:
        pass
    assert broker.depth(queue.name) == 0
    publisher.close()


def test_a_replay_reaches_its_queue_alone(broker: Broker, queue: Queue) -> None:
    other = Queue(f"{queue.name}.other", queue.patterns)
    broker.declare([queue, other])
    publisher = broker.publisher()
    replayed = Message(uuid4(), f"{queue.name}.v1.x", b"again", queue=queue.name)
    nowhere = Message(uuid4(), f"{queue.name}.v1.x", b"again", queue="sightline.test.none")
    assert list(publisher.publish([replayed, nowhere])) == [nowhere.id]
    assert broker.depth(queue.name) == 1
    assert broker.depth(other.name) == 0
    publisher.close()
    if isinstance(broker, RabbitBroker):
        with topology.control(broker.url) as channel:
            channel.queue_delete(other.name)
            channel.queue_delete(other.dead)


def test_a_service_area_binds_to_its_area_alone(broker: Broker, queue: Queue) -> None:
    mine = Queue(queue.name, (f"{queue.name}.v1.early-help",))
    broker.declare([mine])
    publisher = broker.publisher()
    refused = publisher.publish([*messages(mine, 2, "early-help"), *messages(mine, 3, "safeguarding")])
    assert len(refused) == 3
    assert broker.depth(mine.name) == 2
    publisher.close()


@pytest.mark.parametrize(
    ("pattern", "key", "taken"),
    [
        ("a.b.v1.*", "a.b.v1.x", True),
        ("a.b.v1.*", "a.b.v1", False),
        ("a.b.v1.*", "a.b.v1.x.y", False),
        ("#", "a.b", True),
        ("a.#", "a", True),
        ("a.#.z", "a.z", True),
        ("a.#.z", "a.b.c.z", True),
        ("a.#.z", "a.b.c", False),
        ("*.b", "a.b", True),
    ],
)
def test_patterns_match_as_amqp_says(pattern: str, key: str, taken: bool) -> None:
    assert matches(pattern, key) is taken


@pytest.mark.parametrize(
    ("body", "kind"),
    [(b"{}", "application/cloudevents+json"), (b"[{},{}]", "application/cloudevents-batch+json")],
)
def test_a_message_says_whether_it_holds_one_event_or_several(
    rabbit_url: str, queue_name: str, body: bytes, kind: str
) -> None:
    broker = RabbitBroker(rabbit_url)
    broker.declare([Queue(queue_name, (f"{queue_name}.#",))])
    publisher = broker.publisher()
    publisher.publish([Message(uuid4(), "x", body, queue=queue_name)])
    publisher.close()
    with topology.control(rabbit_url) as channel:
        message = kombu.Queue(queue_name)(channel).get()
        assert message is not None
        assert message.content_type == kind


def test_a_broker_that_refuses_connections_is_away() -> None:
    nobody = RabbitBroker("amqp://guest:guest@127.0.0.1:1/")
    for ask in (lambda: nobody.declare([]), lambda: nobody.depth("sightline.test"), nobody.publisher):
        with pytest.raises(BrokerAway):
            ask()


def test_a_queue_that_is_not_there_is_away(rabbit_url: str) -> None:
    with pytest.raises(BrokerAway):
        RabbitBroker(rabbit_url).depth("sightline.test.none")


def test_a_consumer_makes_its_queue_again_where_the_broker_lost_it(
    rabbit_url: str, database: Callable[..., Database]
) -> None:
    broker = RabbitBroker(rabbit_url)
    consumer = Consumer(f"test.{uuid4().hex[:8]}", database(), UnitOfWork, [], broker)
    broker.declare([consumer.queue])
    for name in (consumer.queue.name, consumer.queue.dead):
        with topology.control(rabbit_url) as channel:
            channel.queue_delete(name)
    consumer._watch()
    assert broker.depth(consumer.queue.name) == 0


def test_dead_letters_are_taken_over_once_and_all(rabbit_url: str, queue_name: str) -> None:
    broker, queue, kept = RabbitBroker(rabbit_url), Queue(queue_name, (f"{queue_name}.#",)), []
    broker.declare([queue])
    publisher = broker.publisher()
    publisher.publish([Message(uuid4(), "x", f"{n}".encode(), queue=queue.dead) for n in range(200)])
    publisher.close()
    assert broker.drain_dead(queue, 500, kept.extend) == 200
    assert broker.depth(queue.dead) == 0
    assert len({one.body for one in kept}) == 200
