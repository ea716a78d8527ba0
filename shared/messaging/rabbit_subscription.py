"""Consuming: the I/O thread fills a buffer, the worker's thread empties it and acknowledges."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Sequence

import structlog
from pika.channel import Channel

from shared.messaging.broker import TAKE_BYTES, BrokerAway, Received
from shared.messaging.rabbit_channel import RabbitChannel

PREFETCH = 1_000
RETRY_S = (0.5, 1, 2, 5)
log = structlog.get_logger()


class RabbitSubscription:
    """See ``broker.Subscription``. A reconnect restores the consumer and starts a new generation: what an older one
    delivered is dropped here and comes again from the broker."""

    def __init__(self, url: str, queue: str) -> None:
        self._url, self._queue = url, queue
        self._buffer: deque[Received] = deque()
        self._arrived = threading.Event()
        self._generation = 0
        self._failures = 0
        self._retry_at = 0.0
        self._rabbit: RabbitChannel | None = None
        self._channel: Channel | None = None

    def receive(self, most: int, wait_s: float) -> Sequence[Received]:
        self._connect(wait_s)
        if not self._buffer:
            self._arrived.clear()
            if not self._buffer:
                self._arrived.wait(wait_s)
        taken: list[Received] = []
        size = 0
        while self._buffer and len(taken) < most and size < TAKE_BYTES:
            taken.append(self._buffer.popleft())
            size += len(taken[-1].body)
        return [one for one in taken if one.generation == self._generation]

    def ack(self, received: Sequence[Received]) -> None:
        rabbit, channel = self._rabbit, self._channel
        if not received or rabbit is None or channel is None or received[-1].generation != self._generation:
            return
        last = received[
            -1
        ].tag  # one thread takes in order and finishes in order, so one ack covers all before it

        def acknowledge() -> None:
            if channel.is_open:
                channel.basic_ack(last, multiple=True)

        rabbit.call(acknowledge)

    def close(self) -> None:
        if self._rabbit is not None:
            self._rabbit.close()
        self._rabbit = None
        self._buffer.clear()

    def _connect(self, wait_s: float) -> None:
        if self._rabbit is not None and not self._rabbit.closed.is_set():
            return
        if time.monotonic() < self._retry_at:
            time.sleep(
                min(wait_s, self._retry_at - time.monotonic()) if self._retry_at > time.monotonic() else 0
            )
            return
        self._generation += 1
        self._buffer.clear()
        try:
            self._rabbit = RabbitChannel(self._url, f"consume {self._queue}", self._opened, self._closed)
            self._failures = 0
        except BrokerAway as error:
            self._rabbit = None
            self._retry_at = time.monotonic() + RETRY_S[min(self._failures, len(RETRY_S) - 1)]
            self._failures += 1
            log.warning("consumer waits for the broker", queue=self._queue, error=str(error))

    def _opened(self, channel: Channel) -> None:
        generation = self._generation
        self._channel = channel

        def arrived(_channel: Channel, method, _properties, body: bytes) -> None:  # type: ignore[no-untyped-def]
            self._buffer.append(Received(body, method.delivery_tag, generation))
            self._arrived.set()

        channel.add_on_cancel_callback(lambda _frame: channel.close())  # the queue went away: start over
        channel.basic_qos(prefetch_count=PREFETCH)
        channel.basic_consume(self._queue, arrived)

    def _closed(self, reason: str) -> None:
        self._arrived.set()
