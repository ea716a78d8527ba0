"""A clock that stands still until it is moved."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta


class Clock:
    """Give it as ``clock`` wherever a time is asked for: ``Database(url, clock=Clock("2026-03-02"))``."""

    def __init__(self, start: str | datetime = "2026-03-02T09:00:00") -> None:
        moment = datetime.fromisoformat(start) if isinstance(start, str) else start
        self._now = moment if moment.tzinfo else moment.replace(tzinfo=UTC)

    def __call__(self) -> datetime:
        return self._now

    def seconds(self) -> float:
        """The same moment as a Unix time."""
        return self._now.timestamp()

    def pass_by(self, **span: float) -> None:
        """``pass_by(days=1, hours=2)``."""
        self._now += timedelta(**span)
