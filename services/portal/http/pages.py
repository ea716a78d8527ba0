"""Rendering a page in its frame."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from flask import Response, current_app, request

from services.portal.domain import menu
from services.portal.domain.words import tone, words
from services.portal.http import notices
from services.portal.http.here import here, may, name_of, session, unit_name
from services.portal.http.rendering import Frame, NavItem, Notice, Person, render


def page(template: str, *, status: int = 200, title: str = "", **values: Any) -> Response:
    """A page as an answer. ``once`` in its forms makes each count once however often it is sent."""
    html = render(
        template,
        frame(),
        once=uuid4().hex,
        may=may,
        name_of=name_of,
        unit_name=unit_name,
        words=words,
        tone=tone,
        person=found.person if (found := session()) else None,
        **values,
    )
    answer = current_app.response_class(html, status, content_type="text/html; charset=utf-8")
    notices.shown(answer)
    return answer


def frame() -> Frame:
    """What is around every page, for whoever asks."""
    found, settings, said = session(), here().settings, notices.waiting()
    places = menu.open_to(may) if found else []
    return Frame(
        council=settings.council,
        brand_colour=settings.brand_colour,
        navigation=[
            NavItem(
                text=one.text,
                href=one.path,
                active=menu.active(request.path, one),
                current=request.path == one.path,
            )
            for one in places
        ],
        person=Person(
            name=found.person.name, role=", ".join(words(role) for role in sorted(found.person.roles))
        )
        if found
        else None,
        notices=[Notice(text=said, kind="success")] if said else [],
        csrf_token=found.csrf if found else "",
        idle_seconds=int(here().lifetime.idle.total_seconds()) if found else 0,
    )
