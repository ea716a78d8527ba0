"""Publishing with pipelined confirms: all messages of a batch are on the wire before the first confirm is awaited."""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from uuid import UUID

import pika
from pika.channel import Channel

from shared.contracts.envelope import BATCH_TYPE, CONTENT_TYPE, is_batch
from shared.messaging.broker import EXCHANGE, BrokerAway, Message
from shared.messaging.rabbit_channel import RabbitChannel

CONFIRM_S = 25


class RabbitPublisher:
    """See ``broker.Publisher``. A message that no queue takes comes back and counts as refused, though it is acked."""

    def __init__(self, url: str, name: str) -> None:
        self._settled = threading.Event()
        self._batch: dict[int, UUID] = {}
        self._refused: dict[UUID, str] = {}
        self._sent = 0
        self._channel: Channel | None = None
        self._rabbit = RabbitChannel(url, name, self._opened, self._closed)

    def publish(self, messages: Sequence[Message]) -> Mapping[UUID, str]:
        self._settled.clear()
        if self._rabbit.closed.is_set():
            raise BrokerAway("the connection to the broker is closed")
        self._rabbit.call(lambda: self._send(messages))
        done = self._settled.wait(CONFIRM_S)
        if self._rabbit.closed.is_set() or not done:
            self.close()
            raise BrokerAway("the broker did not confirm in time" if not done else "the connection was lost")
        return self._refused

    def close(self) -> None:
        self._rabbit.close()

    def _opened(self, channel: Channel) -> None:
        self._channel = channel
        channel.add_on_return_callback(self._returned)
        channel.confirm_delivery(self._confirmed)

    def _closed(self, reason: str) -> None:
        self._settled.set()

    def _send(self, messages: Sequence[Message]) -> None:
        assert self._channel is not None
        self._refused = {}
        for message in messages:
            self._sent += 1
            self._batch[self._sent] = message.id
        for message in messages:
            kind = BATCH_TYPE if is_batch(message.body) else CONTENT_TYPE
            self._channel.basic_publish(
                "" if message.queue else EXCHANGE,
                message.queue or message.routing_key,
                message.body,
                pika.BasicProperties(delivery_mode=2, content_type=kind, message_id=str(message.id)),
                mandatory=True,
            )

    def _returned(self, _channel: Channel, method, properties, _body: bytes) -> None:  # type: ignore[no-untyped-def]
        self._refused[UUID(properties.message_id)] = f"unroutable: {method.reply_code} {method.reply_text}"

    def _confirmed(self, frame) -> None:  # type: ignore[no-untyped-def]
        method = frame.method
        last = method.delivery_tag
        for tag in [tag for tag in self._batch if tag <= last] if method.multiple else [last]:
            event_id = self._batch.pop(tag)
            if method.NAME == "Basic.Nack":
                self._refused[event_id] = "refused by the queue (nack)"
        if not self._batch:
            self._settled.set()
