"""Shapes that thinking is written down in, beside Signs of Safety: usable on any QA activity (S04)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec


class Lundy(msgspec.Struct, frozen=True, kw_only=True):
    """Lundy's model of participation (Lundy 2007): was there room, a voice, somebody who listened, and did it count?"""

    space: str = ""
    voice: str = ""
    audience: str = ""
    influence: str = ""


class AppreciativeInquiry(msgspec.Struct, frozen=True, kw_only=True):
    """The four steps of Cooperrider: what is best, what might be, what should be, what will be."""

    discovery: str = ""
    dream: str = ""
    design: str = ""
    destiny: str = ""


def texts(value: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Every text in a struct, however deep, with the field it stands in, such as ``findings.0.action.title``."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, tuple):
        for n, each in enumerate(value):
            yield from texts(each, f"{path}.{n}")
    elif isinstance(value, msgspec.Struct):
        for name in value.__struct_fields__:
            yield from texts(getattr(value, name), f"{path}.{name}" if path else name)
