"""The way through the portal: at most seven places, each for those who have something to do there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

May = Callable[[str, str], bool]


@dataclass(frozen=True, slots=True)
class Place:
    """``needs`` are (service, permission): any one opens it."""

    text: str
    path: str
    needs: tuple[tuple[str, str], ...]


PLACES = (
    Place("Home", "/", ()),
    Place("Actions", "/actions", (("actions", "actions:read"),)),
    Place("Reports", "/reports", (("reporting", "reports:read"),)),
)


def open_to(may: May) -> list[Place]:
    """The places of somebody who may what ``may`` says."""
    return [place for place in PLACES if not place.needs or any(may(*need) for need in place.needs)]


def active(path: str, place: Place) -> bool:
    """Whether a page belongs to a place."""
    return path == "/" if place.path == "/" else path == place.path or path.startswith(f"{place.path}/")
