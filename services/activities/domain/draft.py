"""What an auditor has typed so far. It may be unfinished or unfit: the rules are asked when it is submitted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from shared.contracts.civil import civil_date
from shared.contracts.difference import Difference, differing
from shared.contracts.events.activities import ActivityKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A draft has the id of the activity that it becomes, or of the allocated audit that it is for.

    ``due_on`` is that of the allocated audit; None for one begun from nothing.
    """

    draft_id: UUID
    version: int
    kind: ActivityKind
    auditor: str
    began_at: datetime
    saved_at: datetime
    saved_by: str
    due_on: date | None
    content: Mapping[str, Any]

    def says(self, name: str) -> str | None:
        """A field that tells drafts apart in a list, where it has been filled in with words."""
        found = self.content.get(name)
        return found if isinstance(found, str) else None

    def idle_days(self, today: date) -> int:
        """Days since it was last saved."""
        return (today - civil_date(self.saved_at)).days

    def kept_until(self, days: int) -> date:
        """The last day on which it is there, unless it is saved again."""
        return civil_date(self.saved_at + timedelta(days=days))

    def against(self, yours: Mapping[str, Any], was: Mapping[str, Any] | None) -> Difference:
        """How it differs from what somebody wanted to save, who began with ``was``."""
        changes = differing(yours, self.content, was)
        return Difference(version=self.version, by=self.saved_by, at=self.saved_at, changes=changes)
