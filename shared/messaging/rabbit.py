"""RabbitMQ: pika carries the data, kombu runs the control plane."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from shared.messaging import topology
from shared.messaging.broker import Queue, Received
from shared.messaging.rabbit_publisher import RabbitPublisher
from shared.messaging.rabbit_subscription import RabbitSubscription

ACKS = 25  # a quorum queue takes 32 acks at once; what waits behind them is forgotten when the channel ends


class RabbitBroker:
    """See ``broker.Broker``."""

    def __init__(self, url: str) -> None:
        self.url = url

    def declare(self, queues: Sequence[Queue]) -> None:
        with topology.control(self.url) as channel:
            topology.declare(channel, queues)

    def publisher(self) -> RabbitPublisher:
        return RabbitPublisher(self.url, "relay")

    def subscribe(self, queue: str) -> RabbitSubscription:
        return RabbitSubscription(self.url, queue)

    def depth(self, queue: str) -> int:
        with topology.control(self.url) as channel:
            return topology.depth(channel, queue)

    def drain_dead(self, queue: Queue, most: int, keep: Callable[[Sequence[Received]], None]) -> int:
        drained = 0
        with topology.control(self.url) as channel:
            while drained < most and (taken := topology.take(channel, queue.dead, ACKS)):
                keep(taken)
                channel.basic_ack(taken[-1].tag, multiple=True)
                drained += len(taken)
        return drained
