"""What an activity is for: the theme, spotlight or regulatory theme that it serves (S09, S13, S14)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from services.activities.domain.programme_refusals import ThemeElsewhere
from shared.contracts.errors import Invalid
from shared.contracts.events.themes import ThemeKind

SOURCES: dict[ThemeKind, str] = {"theme": "S09", "spotlight": "S13", "regulatory": "S14"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Aim:
    """Of a theme, what decides which activities may serve it.

    ``begins`` and ``ends`` are its first and last month; ``service`` is the one whose regulation asks for it.
    """

    kind: ThemeKind
    begins: date
    ends: date | None
    service: str | None
    agreed: bool

    def misses(self, month: date, service: str | None) -> list[str]:
        """Why an activity of this month and service cannot serve it; nothing where it can."""
        wrong = []
        if month < self.begins:
            wrong.append(f"is not set for {month:%B %Y}: its first month is {self.begins:%B %Y}")
        if self.ends is not None and month > self.ends:
            wrong.append(f"is not set for {month:%B %Y}: its last month is {self.ends:%B %Y}")
        if self.service not in (None, service):
            wrong.append(f"is what the regulation of {self.service} asks for, and this is of another service")
        if not self.agreed:
            wrong.append("is a spotlight that the Performance & Quality Group has not agreed")
        return wrong


def ensure_serves(aim: Aim | None, month: date, service: str | None) -> None:
    """A theme is of the activity's month; a regulatory one of its service, a spotlight agreed.

    Raises:
        Invalid: no such theme. ThemeElsewhere: with everything that is wrong.
    """
    if aim is None:
        raise Invalid(fields={"theme_id": ["is not known"]})
    if wrong := aim.misses(month, service):
        raise ThemeElsewhere(
            "This activity cannot serve the theme that it names",
            source=SOURCES[aim.kind],
            fields={"theme_id": wrong},
        )
