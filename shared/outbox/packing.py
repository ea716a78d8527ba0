"""Several pending events in one message, where several wait: the broker's and both ends' work is paid once for all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple
from uuid import UUID

from shared.contracts.envelope import together
from shared.messaging.broker import Message

MOST = 20
"""Events in a message. More would spare a twentieth of what is left, and make a message that fails larger."""


class Pending(NamedTuple):
    """What waits to be published, as the relay takes it."""

    position: int
    queue: str
    event_id: UUID
    aggregate: str
    attempts: int
    routing_key: str
    body: str


def packed(rows: Sequence[Pending]) -> Iterator[tuple[Message, list[Pending]]]:
    """Messages and the events in each, in an order that keeps that of every aggregate.

    Those of one routing key go together. What the broker refused before goes alone, so that it holds up nobody else.
    """
    packs: list[list[Pending]] = []
    open_at: dict[tuple[str, str], int] = {}  # address -> the pack that may still take more of it
    latest: dict[str, int] = {}  # aggregate -> the last pack with an event of it
    for row in rows:
        address = (row.queue, row.routing_key)
        at = open_at.get(address, -1)
        if at < 0 or row.attempts or len(packs[at]) == MOST or latest.get(row.aggregate, 0) > at:
            at = len(packs)
            packs.append([])
            if not row.attempts:
                open_at[address] = at
        packs[at].append(row)
        latest[row.aggregate] = at
    for pack in packs:
        first, body = pack[0], together([row.body for row in pack])
        yield Message(first.event_id, first.routing_key, body, queue=first.queue), pack
