"""What happened to an activity, line by line."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

CONTESTED = "contested"
"""The line that says why an auditor does not agree with the moderator."""
CONCERN = "concern"
"""The line of a safeguarding concern. It is not for the practitioner to read: it may be about them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One line of an activity's history, never altered. ``version`` is the activity's after it.

    ``before`` and ``after`` are auditors where it was allocated or handed on, due dates (``YYYY-MM-DD``) where it was
    extended, and statuses elsewhere; ``before`` is None where there was nothing. A part of an audit that is made in
    stages leaves a line by the part's name, without what was written in it. ``on_behalf_of`` is for whom a deputy stood
    in who decided, or who approved (``approved_by``).
    """

    version: int
    what: str
    by: str
    recorded_at: datetime
    before: str | None
    after: str
    reason: str | None = None
    note: str = ""
    approved_by: str | None = None
    on_behalf_of: str | None = None
