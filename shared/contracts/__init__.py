"""The only common language: event types, their envelope, and the errors a rule may raise."""

from shared.contracts.envelope import Envelope, decode, encode
from shared.contracts.errors import Forbidden, Invalid, NotFound, Problem, Refusal, Stale
from shared.contracts.registry import Event, EventType, event, registered

__all__ = [
    "Envelope",
    "Event",
    "EventType",
    "Forbidden",
    "Invalid",
    "NotFound",
    "Problem",
    "Refusal",
    "Stale",
    "decode",
    "encode",
    "event",
    "registered",
]
