"""Sending a form to a service, and what becomes of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any
from uuid import uuid4

from flask import request

from services.portal.domain.refusals import Refused
from services.portal.schemas.form import Form
from shared.contracts.civil import civil_date

Send = Callable[[dict[str, Any]], object]


def attempt(form: Form, send: Send) -> tuple[Form, Refused | None]:
    """The form as typed and None when it was taken; else marked, and what was said.

    Raises:
        Refused: where nothing typed differently would help.
    """
    typed = form.read(request.form)
    try:
        send(typed.body)
    except Refused as refused:
        if not refused.correctable:
            raise
        return typed.marked(refused), refused
    return typed, None


def once() -> str:
    """The key that makes this form count once; one of our own where a page sent none."""
    return request.form.get("once", "")[:64] or uuid4().hex


def version() -> str | None:
    """The version that the person saw."""
    return request.form.get("version") or None


def today() -> date:
    """In England."""
    return civil_date(datetime.now(UTC))
