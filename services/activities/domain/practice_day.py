"""Focused practice days: senior leaders in the front line (S15)."""

from __future__ import annotations

from uuid import UUID

from services.activities.domain.part import Beside, Part
from shared.contracts.errors import Invalid

DONE: tuple[str, ...] = ("audit", "observation", "guided_conversation", "practitioner_session")
"""What a visit can be made of."""


class PracticeDay(Part, frozen=True, kw_only=True):
    """What a visit was made of, what practitioners said, and how strategy shows in practice.

    ``activities`` are the audits, observations and conversations that were recorded of it. ``visit_id`` is the entry
    of the plan that it fulfils; a visit that nobody planned says ``unplanned_because``.
    """

    done: tuple[str, ...]
    practitioners_said: str
    strategy_link: str
    activities: tuple[UUID, ...] = ()
    visit_id: UUID | None = None
    unplanned_because: str = ""

    def ensure(self, beside: Beside) -> None:
        """Raises Invalid: neither an entry of the plan nor the reason why there is none, or both."""
        if (self.visit_id is None) == (not self.unplanned_because):
            raise Invalid(
                fields={
                    "details.visit_id": [
                        "names the planned visit, or unplanned_because says why there is none"
                    ]
                }
            )
