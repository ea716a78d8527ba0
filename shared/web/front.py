"""What a web front is built from: pages for people, in front of the services' APIs."""

from __future__ import annotations

from contextvars import copy_context
from dataclasses import dataclass
from typing import TYPE_CHECKING

import httpx

if TYPE_CHECKING:
    from collections.abc import Callable

    from shared.db.database import Database
    from shared.runtime.service import Service
    from shared.runtime.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Front:
    """``transport`` reaches the APIs: None is the network."""

    settings: Settings
    service: Service
    database: Database
    transport: httpx.BaseTransport | None = None


class SameProcess(httpx.BaseTransport):
    """Calls an application of this process as a request of its own would: nothing of the caller's context is seen
    or changed."""

    def __init__(self, application: Callable[..., object]) -> None:
        self._inner = httpx.WSGITransport(app=application, raise_app_exceptions=False)  # type: ignore[arg-type]

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Called by the base class."""
        return copy_context().run(self._inner.handle_request, request)
