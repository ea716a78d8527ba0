"""Handlers: the functions that a service runs for the events it reacts to."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from shared.contracts.registry import Event, EventType, type_of


@dataclass(frozen=True, slots=True)
class Delivery:
    """One event, as a handler gets it. ``sequence`` is the aggregate's version."""

    id: UUID
    event: Event
    sequence: int
    time: datetime
    actor: str
    correlation_id: str
    traceparent: str


@dataclass(frozen=True, slots=True)
class Handler:
    """A function and the event types it takes."""

    run: Callable[[Sequence[Delivery], Any], None]
    types: tuple[EventType, ...]

    @property
    def name(self) -> str:
        return self.run.__name__


def on(*structs: type[Event]) -> Callable[[Callable[[Sequence[Delivery], Any], None]], Handler]:
    """Make a function the handler of these events; it gets a batch and the batch's unit of work."""
    types = tuple(type_of(struct) for struct in structs)
    return lambda run: Handler(run, types)
