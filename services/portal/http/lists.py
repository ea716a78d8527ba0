"""Lists in pages: where this one begins, and where the next does."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlencode

from flask import request

from services.portal.gateway import Caller

PAGE = 50
MOST = 200


def after() -> str | None:
    """The service's cursor; it is opaque to us."""
    return request.args.get("after") or None


def onward(found: Mapping[str, Any]) -> dict[str, str]:
    """Addresses of the ``first`` page and of the ``next`` one, where there are such, with the filters kept."""
    kept = {name: value for name, value in request.args.items() if name != "after" and value}
    ways = {}
    if after():
        ways["first"] = _address(kept)
    if found.get("next"):
        ways["next"] = _address({**kept, "after": found["next"]})
    return ways


def every(api: Caller, path: str, **asked: Any) -> Iterator[dict[str, Any]]:
    """All items of a list, page by page."""
    cursor = None
    while True:
        found = api.get(path, **asked, after=cursor, limit=MOST).json
        yield from found["items"]
        cursor = found["next"]
        if not cursor:
            return


def chosen(*names: str) -> dict[str, str]:
    """The filters that were chosen, from the address; empty ones are left out."""
    return {name: value.strip() for name in names if (value := request.args.get(name, "")).strip()}


def address_with(**more: str) -> str:
    """This list with something else chosen."""
    kept = {name: value for name, value in request.args.items() if name != "after"}
    return _address({name: value for name, value in {**kept, **more}.items() if value})


def _address(query: Mapping[str, str]) -> str:
    return f"{request.path}?{urlencode(query)}" if query else request.path
