"""How long an action may take."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from types import MappingProxyType

DAYS_ALLOWED: Mapping[str, int] = MappingProxyType({"safeguarding": 1, "high": 14, "medium": 28, "low": 42})
"""Calendar days by priority. Safeguarding is 24 hours: practice records days, so that is the next day."""


def due_date(priority: str, start: date) -> date:
    """The last day on which an action of this priority is in time. Raises KeyError for no priority of ours."""
    return start + timedelta(days=DAYS_ALLOWED[priority])
