"""What the relay and the consumers ask of a broker."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol
from uuid import UUID

EXCHANGE = "sightline.events"
TAKE_BYTES = 4_000_000
"""What a consumer takes at once: messages hold one event or several, so their number would not bound a batch."""


class BrokerAway(Exception):
    """The broker cannot be reached or did not answer in time; nothing may be taken as confirmed."""


@dataclass(frozen=True, slots=True)
class Message:
    """One event on its way, or several of one routing key under the id of the first.

    ``queue`` sends it to that queue alone, past the exchange (a replay).
    """

    id: UUID
    routing_key: str
    body: bytes
    queue: str = ""


@dataclass(frozen=True, slots=True)
class Received:
    """One message in hand. ``tag`` and ``generation`` are the broker's, for the ack."""

    body: bytes
    tag: Any
    generation: int = 0


@dataclass(frozen=True, slots=True)
class Queue:
    """A consuming service's queue and the binding patterns that fill it."""

    name: str
    patterns: tuple[str, ...]

    @property
    def dead(self) -> str:
        """Where messages go that crashed their consumer too often."""
        return f"{self.name}.dead"


class Publisher(Protocol):
    """Belongs to one thread."""

    def publish(self, messages: Sequence[Message]) -> Mapping[UUID, str]:
        """Send all, wait for every confirm. Returns the refused with their reasons; the rest is safe.

        Raises:
            BrokerAway: some were not confirmed; all must be sent again.
        """

    def close(self) -> None: ...


class Subscription(Protocol):
    """Messages of one queue. Survives the broker's absence; belongs to one thread."""

    def receive(self, most: int, wait_s: float) -> Sequence[Received]:
        """What is there, at most ``most`` messages and about TAKE_BYTES; waits up to ``wait_s`` for the first, never
        for more."""

    def ack(self, received: Sequence[Received]) -> None:
        """These are done. An ack that cannot be sent is dropped: the broker delivers again."""

    def close(self) -> None:
        """Stop consuming; what was received and not acknowledged is delivered again."""


class Broker(Protocol):
    """A broker, shared by the threads of a process."""

    def declare(self, queues: Sequence[Queue]) -> None:
        """Make exchange, queues and bindings; does nothing when they are there. Raises BrokerAway."""

    def publisher(self) -> Publisher:
        """Raises BrokerAway."""

    def subscribe(self, queue: str) -> Subscription: ...

    def depth(self, queue: str) -> int:
        """How many messages wait in a queue. Raises BrokerAway."""

    def drain_dead(self, queue: Queue, most: int, keep: Callable[[Sequence[Received]], None]) -> int:
        """Hand messages that crashed their consumer too often to ``keep``, and forget them once it returns.

        Returns how many. Raises: BrokerAway, or what ``keep`` raises; then they stay where they are.
        """
