"""What a service hands to the runtime: its composition root's one value."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from importlib.metadata import entry_points
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from flask_smorest import Blueprint
from sqlalchemy import MetaData

from shared.db.unit import UnitOfWork
from shared.inbox.handlers import Handler

if TYPE_CHECKING:
    from flask import Flask

    from shared.web.front import Front

GROUP = "sightline.services"


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """Work that one worker at a time does every so often, in a transaction of its own."""

    name: str
    every: timedelta
    run: Callable[[Any], object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """A service as the runtime sees it."""

    name: str
    title: str
    metadata: MetaData
    work: type[UnitOfWork]
    migrations: Path
    blueprints: Sequence[Blueprint] = ()
    handlers: Sequence[Handler] = ()
    jobs: Sequence[Job] = ()
    commands: Sequence[click.Command] = field(default=())
    front: Callable[[Front], Flask] | None = (
        None  # builds pages in place of an API; then there is no worker either
    )
    reset: Callable[[Any], None] | None = (
        None  # empties the read model (its unit of work given) before a replay
    )


def services() -> dict[str, Service]:
    """The installed services by name."""
    return {point.name: point.load() for point in sorted(entry_points(group=GROUP), key=lambda p: p.name)}


def service_named(name: str) -> Service:
    """One installed service, without importing the others. Raises: KeyError."""
    for point in entry_points(group=GROUP, name=name):
        service: Service = point.load()
        return service
    raise KeyError(name)
