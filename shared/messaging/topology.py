"""The exchange, queues and bindings, declared and inspected by kombu: the control plane."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import kombu
from amqp.exceptions import AMQPError  # type: ignore[import-untyped]
from kombu.exceptions import OperationalError
from kombu.transport.base import StdChannel

from shared.messaging.broker import EXCHANGE, BrokerAway, Queue, Received

DELIVERY_LIMIT = 20
TIMEOUT_S = 10
# kombu wraps a refused connection in an error of its own, and a queue whose leader is not up yet answers 404 or 541.
AWAY = (OperationalError, AMQPError, OSError)


@contextmanager
def control(url: str) -> Iterator[StdChannel]:
    """A short-lived kombu channel; what it asks is answered in TIMEOUT_S. Raises: BrokerAway."""
    patience = {"read_timeout": TIMEOUT_S, "write_timeout": TIMEOUT_S}
    connection = kombu.Connection(url, connect_timeout=TIMEOUT_S, heartbeat=0, transport_options=patience)
    try:
        connection.ensure_connection(max_retries=1, interval_start=0, timeout=TIMEOUT_S)
        yield connection.channel()
    except AWAY as error:
        raise BrokerAway(str(error) or repr(error)) from error
    finally:
        connection.release()


def declare(channel: StdChannel, queues: Sequence[Queue]) -> None:
    """Quorum queues whose messages move to ``<queue>.dead`` once they crashed their consumer too often."""
    exchange = kombu.Exchange(EXCHANGE, type="topic", durable=True)
    exchange(channel).declare()
    for queue in queues:
        kombu.Queue(queue.dead, durable=True, queue_arguments={"x-queue-type": "quorum"})(channel).declare()
        made = kombu.Queue(
            queue.name,
            durable=True,
            queue_arguments={
                "x-queue-type": "quorum",
                "x-delivery-limit": DELIVERY_LIMIT,
                "x-dead-letter-exchange": "",
                "x-dead-letter-routing-key": queue.dead,
                "x-dead-letter-strategy": "at-least-once",
                "x-overflow": "reject-publish",
            },
        )(channel)
        made.declare()
        for pattern in queue.patterns:
            made.bind_to(exchange, routing_key=pattern)


def depth(channel: StdChannel, queue: str) -> int:
    """Messages ready in a queue."""
    return int(channel.queue_declare(queue, passive=True).message_count)


def take(channel: StdChannel, queue: str, most: int) -> list[Received]:
    """Up to ``most`` messages, not yet acknowledged: they go back when the channel ends first."""
    taken: list[Received] = []
    bound = kombu.Queue(queue)(channel)
    while len(taken) < most and (message := bound.get(no_ack=False)) is not None:
        body = message.body
        taken.append(Received(body.encode() if isinstance(body, str) else bytes(body), message.delivery_tag))
    return taken
