"""Posts: jobs in a unit, held by somebody or vacant (S01, S02)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from services.directory.domain.refusals import PostClosed, PostFilledLater


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """A job by the council's own code. ``holder`` has held it since ``held_from``; nobody: it is vacant since then.

    ``unit_ended_on`` is the last day of its unit where that is over: the post is to be closed.
    """

    post: str
    unit: str
    role: str
    title: str
    closed_on: date | None = None
    holder: str | None = None
    held_from: date | None = None
    unit_ended_on: date | None = None
    version: int = 1

    def appoint(self, holder: str | None, *, on: date) -> Post:
        """With another holder from a day on, or with none.

        Raises:
            PostClosed. PostFilledLater: the present state began after that day.
        """
        if self.closed_on is not None:
            raise PostClosed(f"{self.post} was closed on {self.closed_on}")
        if self.held_from is not None and on < self.held_from:
            raise PostFilledLater(
                f"{self.post} changed hands on {self.held_from}", fields={"starts": ["is before that"]}
            )
        return replace(self, holder=holder, held_from=on)

    def close(self, *, on: date) -> Post:
        """Without anybody, for good. Raises PostClosed; PostFilledLater."""
        vacant = self.appoint(None, on=on)
        return replace(vacant, closed_on=on)
