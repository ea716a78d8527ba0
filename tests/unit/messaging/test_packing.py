"""Several events in one message: the right ones, in the right order, and only where several wait."""

from __future__ import annotations

from itertools import count
from uuid import uuid4

import msgspec
import pytest

from shared.contracts.envelope import apart, together
from shared.outbox.packing import MOST, Pending, packed

positions = count(1)


def pending(key: str = "a", aggregate: str = "", *, queue: str = "", attempts: int = 0) -> Pending:
    at = next(positions)
    return Pending(at, queue, uuid4(), aggregate or f"aggregate {at}", attempts, key, f'{{"at":{at}}}')


def sent(*rows: Pending) -> list[list[Pending]]:
    return [pack for _, pack in packed(rows)]


def test_one_event_is_sent_as_it_is() -> None:
    row = pending()
    ((message, pack),) = packed([row])
    assert (message.id, message.routing_key, message.body, pack) == (
        row.event_id,
        "a",
        row.body.encode(),
        [row],
    )


def test_those_of_one_routing_key_go_together_up_to_a_number() -> None:
    rows = [pending() for _ in range(MOST + 1)]
    (first, whole), (second, rest) = packed(rows)
    assert (whole, rest) == (rows[:MOST], rows[MOST:])
    assert msgspec.json.decode(first.body) == [{"at": row.position} for row in whole]
    assert second.body == rest[0].body.encode()


def test_other_routing_keys_and_queues_go_apart() -> None:
    here, there, again = pending("a"), pending("b"), pending("a", queue="sightline.reporting")
    packs = list(packed([here, there, again, pending("a")]))
    assert [len(pack) for _, pack in packs] == [2, 1, 1]
    assert [message.queue for message, _ in packs] == ["", "", "sightline.reporting"]


def test_the_events_of_an_aggregate_keep_their_order() -> None:
    """B was submitted before it was moderated, though A's moderation came between."""
    rows = [
        pending("moderated", "A"),
        pending("submitted", "B"),
        pending("moderated", "B"),
        pending("moderated", "C"),
        pending("submitted", "C"),
    ]
    for aggregate in "ABC":
        told = [row.position for pack in sent(*rows) for row in pack if row.aggregate == aggregate]
        assert told == sorted(told)


def test_what_was_refused_before_goes_alone() -> None:
    first, refused, last = pending(), pending(attempts=1), pending()
    assert sent(first, refused, last) == [[first, last], [refused]]


def test_what_is_sent_together_comes_apart_as_it_was() -> None:
    bodies = ['{"a": 1.50}', '{"b":"[],\\"€"}']
    assert apart(together(bodies)) == [body.encode() for body in bodies]
    assert apart(together(bodies[:1])) == [bodies[0].encode()]


@pytest.mark.parametrize("broken", [b"", b"[", b"[]", b'[{"a":1}', b"[\xff]", b"not json"])
def test_what_cannot_be_taken_apart_stays_as_it_is(broken: bytes) -> None:
    assert apart(broken) == [broken]
