"""``@command`` and ``@query``: the unit of work of a request. Views never commit."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from flask import Response, current_app, request
from sqlalchemy.exc import IntegrityError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from shared.db.scope import EVERYWHERE, Scope
from shared.web import idempotency
from shared.web.context import Current, current, edge

View = TypeVar("View", bound=Callable[..., Any])
_AWAY = (OperationalError, InterfaceError, PoolTimeout)


def command(view: View) -> View:
    """One transaction: the view's rows and events and, under the Idempotency-Key, its answer.

    A POST needs the key; a repeat of it is answered as before, with ``Idempotent-Replay: true``. Where another key of
    its rows is taken, the view is asked once more, with ``again`` set on its unit: it finds what it did not look for.
    """

    @wraps(view)
    def carried_out(*args: Any, **kwargs: Any) -> Response:
        ticket = idempotency.ticket(request, current().principal)
        try:
            return _once(ticket, view, args, kwargs)
        except IntegrityError:
            for file in request.files.values():
                file.stream.seek(0)
            return _once(ticket, view, args, kwargs, again=True)

    carried_out._command = True  # type: ignore[attr-defined]
    return carried_out  # type: ignore[return-value]


def query(view: View) -> View:
    """Reads only: whatever the view did to the database is rolled back. Answers 304 to a matching ETag."""

    @wraps(view)
    def asked(*args: Any, **kwargs: Any) -> Response:
        now = current()
        unit = _open(now, held=False)
        try:
            response = _answer(now, view, args, kwargs)
        finally:
            now.unit = None
            unit.rollback()
        if now.etag and request.headers.get("If-None-Match") == now.etag:
            return current_app.response_class(b"", 304, headers={"ETag": now.etag})
        return response

    return asked  # type: ignore[return-value]


def _once(
    ticket: idempotency.Ticket | None,
    view: Callable[..., Any],
    args: Any,
    kwargs: Any,
    *,
    again: bool = False,
) -> Response:
    now = current()
    unit = _open(now, held=True)
    unit.again = again
    try:
        response = _answer(now, view, args, kwargs)
        if response.status_code >= 400:
            return response
        if ticket is not None:
            ticket.keep(unit, response)
        unit.commit()
        return response
    except _AWAY:
        raise
    except Exception:
        unit.rollback()  # frees the connection that the look-up may need
        stored = ticket.replay(edge().database) if ticket is not None else None
        if stored is None:
            raise
        return stored
    finally:
        now.unit = None
        unit.rollback()


def _open(now: Current, *, held: bool) -> Any:
    here, who = edge(), now.principal
    now.reading = not held
    now.unit = here.database.work(
        here.service.work,
        actor=who.person if who else "public",
        scope=Scope(who.areas) if who else EVERYWHERE,
        correlation_id=now.correlation_id,
        traceparent=now.traceparent,
        held=held,
    )
    return now.unit


def _answer(now: Current, view: Callable[..., Any], args: Any, kwargs: Any) -> Response:
    response: Response = current_app.make_response(view(*args, **kwargs))
    if now.etag:
        response.headers["ETag"] = now.etag
    return response
