"""What belongs to the request at hand."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, cast

from flask import current_app, g

from shared.db.scope import Scope
from shared.security.principal import Principal

if TYPE_CHECKING:
    from shared.db.database import Database
    from shared.db.unit import UnitOfWork
    from shared.runtime.service import Service
    from shared.security.tokens import Verifier

EXTENSION = "sightline"


@dataclass(frozen=True, slots=True)
class Edge:
    """What one service's application works with."""

    service: Service
    database: Database
    verifier: Verifier | None  # None where people sign in to pages


@dataclass(slots=True)
class Current:
    """The request's own facts, filled as it passes through the layers."""

    correlation_id: str
    traceparent: str
    started: float
    principal: Principal | None = None
    unit: UnitOfWork | None = None
    reading: bool = True
    etag: str | None = None
    details: dict[str, Any] = field(default_factory=dict)


def edge() -> Edge:
    return cast(Edge, current_app.extensions[EXTENSION])


def current() -> Current:
    return cast(Current, g.sightline)


def principal() -> Principal:
    """Who asks. Only on routes that require a permission."""
    found = current().principal
    if found is None:
        raise RuntimeError("this route asks for nobody: it is public")
    return found


def uow() -> Any:
    """The unit of work of this request, opened by ``command`` or ``query``."""
    unit = current().unit
    if unit is None:
        raise RuntimeError("no unit of work: the route has neither @command nor @query")
    return unit


def scope() -> Scope:
    return Scope(principal().areas)
