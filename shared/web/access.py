"""Who opened which case-linked record. The record is not shown unless that is written down."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any, TypeVar

from flask import request

from shared.db.unit import UnitOfWork
from shared.web.context import current, edge, principal
from shared.web.tables import access_log

View = TypeVar("View", bound=Callable[..., Any])


def records_access(what: str, key: str | None = None) -> Callable[[View], View]:
    """Write an access row for each answer of this view, before it leaves.

    ``what`` is the kind of record (``case``); ``key`` the path parameter that names it (the last one).
    A view that shows several records names them with ``accessed``.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def recorded(*args: Any, **kwargs: Any) -> Any:
            answer = view(*args, **kwargs)
            parameters = request.view_args or {}
            named = parameters.get(key) if key else next(reversed(parameters.values()), None)
            keys = current().details.pop("accessed", [] if named is None else [named])
            _write(what, keys)
            return answer

        return recorded  # type: ignore[return-value]

    return decorate


def accessed(keys: Iterable[object]) -> None:
    """Name the records that this answer shows."""
    current().details["accessed"] = list(keys)


def shown_in_refusal(what: str, key: object) -> None:
    """Write an access row for a record that the refusal to come shows, and undo what else the command did."""
    unit = current().unit
    assert unit is not None
    unit.rollback()
    _add(unit, what, [key])
    unit.commit()


def _write(what: str, keys: Iterable[object]) -> None:
    """With the unit of a command; after that of a query, whose connection is given back first: a request that held
    one while it waited for another could, with enough company, wait for ever."""
    now = current()
    if now.unit is not None and not now.reading:
        _add(now.unit, what, keys)
        return
    if now.unit is not None:
        now.unit.rollback()
    with edge().database.work(UnitOfWork, correlation_id=now.correlation_id) as unit:
        _add(unit, what, keys)
        unit.commit()


def _add(unit: UnitOfWork, what: str, keys: Iterable[object]) -> None:
    for key in keys:
        unit.add(
            access_log,
            principal=principal().person,
            what=what,
            key=str(key),
            route=request.endpoint or "",
            correlation_id=current().correlation_id,
        )
