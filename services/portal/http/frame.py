"""What surrounds a page: whose service it is, where one can go, who is signed in, what there is to be told."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

MOST_ITEMS = 7  # more are no longer seen at a glance
BRAND = "#12436d"
COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
READABLE = 4.5  # WCAG 2.2, 1.4.3: contrast of text
BLACK, WHITE = "#000000", "#ffffff"  # pure, so that one of them is readable on any colour


@dataclass(frozen=True, slots=True, kw_only=True)
class NavItem:
    """An item of the main navigation; ``current`` is the page itself, ``active`` the part of the site it is in."""

    text: str
    href: str
    active: bool = False
    current: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Who is signed in; ``role`` is one line in words, as "Auditor, Leaving care"."""

    name: str
    role: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """Something to be told once, above the page."""

    text: str
    kind: Literal["success", "important"] = "important"


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """The frame of one page.

    ``phase`` is a line under the navigation for as long as it holds, as "Demonstration: everybody here is invented".

    Raises:
        ValueError: more items than fit, or a colour that is not written as #rrggbb.
    """

    council: str
    service: str = "Sightline"
    brand_colour: str = BRAND
    navigation: Sequence[NavItem] = ()
    person: Person | None = None
    notices: Sequence[Notice] = ()
    phase: str = ""
    csrf_token: str = ""
    idle_seconds: int = 0

    def __post_init__(self) -> None:
        if len(self.navigation) > MOST_ITEMS:
            raise ValueError(f"the navigation has {len(self.navigation)} items; at most {MOST_ITEMS} fit")
        if not COLOUR.fullmatch(self.brand_colour):
            raise ValueError(f"a colour is written as #rrggbb, not {self.brand_colour!r}")


def brand_stylesheet(colour: str) -> str:
    """The style sheet of a council's colour: black or white on it, black in its place where it is too light to read.

    Raises:
        ValueError: the colour is not written as #rrggbb.
    """
    if not COLOUR.fullmatch(colour):
        raise ValueError(f"a colour is written as #rrggbb, not {colour!r}")
    text = max(WHITE, BLACK, key=lambda one: _contrast(colour, one))
    accent = colour if _contrast(colour, WHITE) >= READABLE else BLACK
    return f":root{{--sightline-brand:{colour};--sightline-brand-text:{text};--sightline-accent:{accent}}}\n"


def _contrast(one: str, other: str) -> float:
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it, 0 to 1."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
