"""What a page cannot show or do, as the person is told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any


class Refused(Exception):
    """A service said no. ``errors`` holds reasons by the path of a field; ``difference`` what somebody else changed."""

    def __init__(self, status: int, problem: Mapping[str, Any]) -> None:
        super().__init__(str(problem.get("title", status)))
        self.status = status
        self.slug = str(problem.get("type", "")).rpartition("/")[2]
        self.title = str(problem.get("title", ""))
        self.detail = str(problem.get("detail", ""))
        self.source = str(problem.get("source", ""))
        self.rule = str(problem.get("rule", ""))
        self.errors: Mapping[str, Sequence[str]] = problem.get("errors") or {}
        self.difference: Any = problem.get("difference")

    @property
    def hidden(self) -> bool:
        """Whether it shall look as if the thing did not exist."""
        return self.status in (403, 404)

    @property
    def correctable(self) -> bool:
        """Whether the person can change what they typed, or look again, and send it once more."""
        return self.status in (400, 409, 412, 413, 415, 422)


class Away(Exception):
    """A service, or the sign-in provider, does not answer just now."""


class Turned(Exception):
    """Sign-in did not succeed; the text says why and what to do."""
