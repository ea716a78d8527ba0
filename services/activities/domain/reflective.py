"""What is done with practitioners and families: group supervision, guided conversations, participation."""

from __future__ import annotations

from services.activities.domain.part import Beside, Part
from services.activities.domain.recorded_refusals import GroupTooSmall, PractitionerMissing

GROUPS: tuple[str, ...] = ("children", "young_people", "care_leavers", "parents", "carers", "families")
"""With whom a participation session is held."""


class GroupSupervision(Part, frozen=True, kw_only=True):
    """What a group thought about, and what it agreed to do differently (S19)."""

    topic: str
    reflection: str
    agreed: str = ""

    def ensure(self, beside: Beside) -> None:
        """Raises GroupTooSmall: fewer than two practitioners."""
        if beside.practitioners < 2:
            raise GroupTooSmall(
                "Group supervision has at least two practitioners",
                fields={"practitioners": ["name at least two"]},
            )


class GuidedConversation(Part, frozen=True, kw_only=True):
    """A conversation with practitioners over a child's record: where the child started, and what has changed (S20).

    It has no grade: inspectors do not grade a case either.
    """

    focus: str
    record_reviewed: bool
    starting_point: str
    impact: str
    practitioner_said: str = ""

    def ensure(self, beside: Beside) -> None:
        """Raises PractitionerMissing: there was nobody to talk with."""
        if not beside.practitioners:
            raise PractitionerMissing(
                "A guided conversation is with a practitioner",
                fields={"practitioners": ["name at least one"]},
            )


class Participation(Part, frozen=True, kw_only=True):
    """A bespoke activity with children, parents or carers: what they said, and what becomes of it (S05, S33)."""

    group: str
    number: int
    method: str
    question: str
    said: str
    changes: str = ""
