"""Areas, services and teams (S01)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

KINDS = ("area", "service", "team")
PARENT_OF = {"service": "area", "team": "service"}
EVERYWHERE = "all"
"""The area of who and what belongs to the whole division."""

_CODE = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
LONGEST_CODE = 60
LONGEST_NAME = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """One unit as it stands. ``area`` is where it belongs and follows from its parents; ``version`` counts changes,
    and ``effective_on`` is the day that this one counts from."""

    code: str
    kind: str
    name: str
    parent: str | None
    valid_from: date
    valid_to: date | None = None
    area: str = ""
    version: int = field(default=0, compare=False)
    effective_on: date | None = field(default=None, compare=False)

    def stands_on(self, day: date) -> bool:
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)

    def faults(self, today: date) -> Iterator[tuple[str, str]]:
        """What is wrong with the unit by itself, as field and reason."""
        if not _CODE.fullmatch(self.code) or len(self.code) > LONGEST_CODE or self.code == EVERYWHERE:
            yield (
                "code",
                f"a code has small letters, digits and hyphens, at most {LONGEST_CODE}, and is not 'all'",
            )
        if self.kind not in KINDS:
            yield "kind", f"'{self.kind}' is not one of {', '.join(KINDS)}"
        if not 0 < len(self.name) <= LONGEST_NAME:
            yield "name", f"a name is needed, of at most {LONGEST_NAME} characters"
        if self.kind == "area" and self.parent:
            yield "parent", "an area has no parent"
        if self.kind in PARENT_OF and not self.parent:
            yield "parent", f"the code of a {self.kind}'s {PARENT_OF[self.kind]} is needed"
        if self.valid_from > today:
            yield "valid_from", "the first day is in the future"
        if self.valid_to is not None and self.valid_to < self.valid_from:
            yield "valid_to", "the last day is before the first"
