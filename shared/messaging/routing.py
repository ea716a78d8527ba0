"""Topic patterns as AMQP 0-9-1 defines them: words between dots, ``*`` for one word, ``#`` for any number."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache


@lru_cache(maxsize=8192)
def matches(pattern: str, routing_key: str) -> bool:
    """Whether a binding with this pattern takes a message with this routing key."""
    return _match(pattern.split("."), routing_key.split("."))


def _match(pattern: Sequence[str], words: Sequence[str]) -> bool:
    if not pattern:
        return not words
    if pattern[0] == "#":
        return any(_match(pattern[1:], words[skipped:]) for skipped in range(len(words) + 1))
    return bool(words) and pattern[0] in ("*", words[0]) and _match(pattern[1:], words[1:])
