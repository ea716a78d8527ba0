"""Idempotent consumption: every event's effects once, and a place for what cannot be handled."""

from shared.inbox.handlers import Delivery, Handler, on

__all__ = ["Delivery", "Handler", "on"]
