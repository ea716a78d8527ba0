"""Who is away, and who acts for them (S02). Why is a class and never a medical detail: nobody's illness is ours."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from services.directory.domain.organisation import Organisation
from services.directory.domain.refusals import DeputyAway

REASONS = ("leave", "family_leave", "secondment", "training", "other")
"""Why somebody is away. Sickness is ``other``: who must know more asks the line manager."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cover:
    """Days of one person. With a ``reason`` they are away; with a ``deputy`` somebody acts for them; or both.

    ``ends`` is the last day, None while nobody knows; before ``starts`` it says that it never began.
    """

    cover_id: UUID
    person: str
    area: str
    starts: date
    ends: date | None
    reason: str | None
    deputy: str | None
    recorded_by: str
    version: int = 1

    def concerns(self, first: date, last: date | None) -> bool:
        """Whether it has a day between two days, both included."""
        began = self.ends is None or self.ends >= self.starts
        return began and (last is None or self.starts <= last) and (self.ends is None or self.ends >= first)

    def until(self, ends: date) -> Cover:
        return replace(self, ends=ends, version=self.version + 1)

    def handed_to(self, deputy: str) -> Cover:
        return replace(self, deputy=deputy, version=self.version + 1)

    def faults(self, organisation: Organisation) -> Iterator[tuple[str, str]]:
        """What is wrong with it, as field and reason."""
        if self.ends is not None and self.ends < self.starts:
            yield "ends", "the last day is before the first"
        if self.reason is None and self.deputy is None:
            yield "reason", "say why they are away, or who acts for them, or both"
        if self.deputy is None:
            return
        deputy = organisation.people.get(self.deputy)
        if deputy is None or not deputy.active:
            yield "deputy", f"'{self.deputy}' is not known to be at work here"
        elif self.deputy == self.person:
            yield "deputy", "nobody is their own deputy"

    def ensure_deputy_there(self, others: Iterable[Cover]) -> None:
        """Parameters: ``others`` are all that is known of the deputy's days. Raises DeputyAway."""
        for other in others:
            if other.reason is not None and other.concerns(self.starts, self.ends):
                reason = f"{self.deputy} is away from {other.starts}"
                raise DeputyAway(reason, fields={"deputy": ["is away in these days"]})


def standing(covers: Sequence[Cover], today: date) -> list[Cover]:
    """Those that are not over, in the order of their days."""
    found = [cover for cover in covers if cover.concerns(today, None)]
    return sorted(found, key=lambda cover: (cover.starts, cover.cover_id))
