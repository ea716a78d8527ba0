"""What came of trying to send a message."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Outcome:
    """``reason`` is what the mail server said, or what happened to the connection."""

    reason: str = ""

    @property
    def name(self) -> str:
        return type(self).__name__.lower()


class Sent(Outcome):
    """The server took it."""


class Deferred(Outcome):
    """The server said: not now. It counts as a try."""


class Refused(Outcome):
    """The server said: never."""


class Interrupted(Outcome):
    """The line broke, or the server refused us, before the message was handed over. It counts as no try."""


class Uncertain(Outcome):
    """The line broke after the message was handed over, or the sender died: nobody knows whether it was taken."""
