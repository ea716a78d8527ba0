"""Focused practice days: senior leaders in the front line (S15)."""

from __future__ import annotations

from uuid import UUID

from services.activities.domain.part import Part

DONE: tuple[str, ...] = ("audit", "observation", "guided_conversation", "practitioner_session")
"""What a visit can be made of."""


class PracticeDay(Part, frozen=True, kw_only=True):
    """What a visit was made of, what practitioners said, and how strategy shows in practice.

    ``activities`` are the audits, observations and conversations that were recorded of it.
    """

    done: tuple[str, ...]
    practitioners_said: str
    strategy_link: str
    activities: tuple[UUID, ...] = ()
