"""What a month looks at, or a service for its own regulation, and why (S09, S13, S14)."""

from __future__ import annotations

from datetime import date
from typing import Literal
from uuid import UUID

import msgspec

from shared.contracts.registry import Event, event

ThemeKind = Literal["theme", "spotlight", "regulatory"]


class Indicator(msgspec.Struct, frozen=True, kw_only=True):
    """What caused a theme: ``value`` in ``unit`` over these months, by their first day, and where it was read."""

    name: str
    value: float
    unit: str
    direction: Literal["rose", "fell", "steady"]
    period_from: date
    period_to: date
    source: str = ""


class Agreement(msgspec.Struct, frozen=True, kw_only=True):
    """What the Performance & Quality Group agreed to do about a theme, and where that is minuted."""

    theme_id: UUID
    method: str
    question: str
    minute: str


@event("theme.set", version=1, subject="theme_id", source="activities")
class ThemeSet(Event, frozen=True, kw_only=True):
    """A theme as it stands: of a month, agreed as a spotlight, or asked for by the regulation of one service.

    ``theme_id`` is what an activity names to serve it, of a spotlight the spotlight's own id. ``begins`` and ``ends``
    are its first and last month, by their first day; ``ends`` is None where no end is known. ``chosen_on`` is the day
    on which it was chosen, of a spotlight agreed. What the audits taught about it is not in here.
    """

    theme_id: UUID
    kind: ThemeKind
    title: str
    service: str | None
    begins: date
    ends: date | None
    chosen_on: date | None = None
    indicator: Indicator | None = None
    agreement: Agreement | None = None
    regulation: str = ""
