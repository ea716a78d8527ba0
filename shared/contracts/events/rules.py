"""The rule book: what the programme's rules say, and from which month on."""

from __future__ import annotations

from datetime import date

from shared.contracts.registry import Event, event


@event("rule.versioned", version=1, subject="rule", source="activities")
class RuleVersioned(Event, frozen=True, kw_only=True):
    """A version of a rule is in the rule book, from its first month on; it is never altered.

    In force on a day is the highest version whose ``effective_from``, the first day of a month, is not after it. The
    envelope's sequence is the version.
    """

    rule: str
    version: int
    value: int | list[int | str] | dict[str, int]
    source: str
    effective_from: date
