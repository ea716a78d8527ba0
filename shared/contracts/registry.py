"""Event types and their register.

An event is a frozen struct named by ``@event``. Compatible change is an optional field; anything else is a
new version beside the old one.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import TypeVar

import msgspec

PREFIX = "sightline"
E = TypeVar("E", bound="Event")


class Event(msgspec.Struct, frozen=True, kw_only=True):
    """Something that happened. ``area`` routes it: the code of the area it belongs to, or ``all``."""

    area: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EventType:
    """What the register knows of one version of one event."""

    struct: type[Event]
    what: str
    version: int
    subject: str
    source: str
    deprecated: bool = False

    @property
    def name(self) -> str:
        """The CloudEvents ``type``: ``sightline.activity.submitted.v1``."""
        return f"{PREFIX}.{self.what}.v{self.version}"

    @property
    def pattern(self) -> str:
        """The binding key that receives this event from every area."""
        return f"{self.what}.v{self.version}.*"

    def routing_key(self, area: str) -> str:
        return f"{self.what}.v{self.version}.{area}"

    @property
    def dataschema(self) -> str:
        return f"urn:sightline:schema:{self.what}.v{self.version}"


_by_struct: dict[type[Event], EventType] = {}
_by_name: dict[str, EventType] = {}


def event(
    what: str, *, version: int, subject: str, source: str, deprecated: bool = False
) -> Callable[[type[E]], type[E]]:
    """Register a struct as an event type.

    Parameters: ``what`` is ``<aggregate>.<happening>``; ``subject`` the field that identifies the aggregate;
    ``source`` the service that publishes it.
    """

    def register(struct: type[E]) -> type[E]:
        kind = EventType(
            struct=struct, what=what, version=version, subject=subject, source=source, deprecated=deprecated
        )
        if kind.name in _by_name:
            raise ValueError(f"{kind.name} is registered twice")
        _by_struct[struct] = _by_name[kind.name] = kind
        return struct

    return register


def type_of(struct: type[Event]) -> EventType:
    return _by_struct[struct]


def type_named(name: str) -> EventType:
    """Raises KeyError for a type that this release does not know."""
    return registered()[name]


@cache
def registered() -> Mapping[str, EventType]:
    """Every event type of this release by CloudEvents type name."""
    package = importlib.import_module("shared.contracts.events")
    for module in pkgutil.iter_modules(package.__path__):
        importlib.import_module(f"{package.__name__}.{module.name}")
    return dict(sorted(_by_name.items()))
