"""One invented year: what happens, by month. Pure and seeded; nothing here knows the platform.

The organisation is called "Invented Borough", and every report says that nobody in it is real. Two changes
are planted so that measures of impact can be scored honestly (see ``practice.planted``): recording in the
children's centres truly improves from October; a supervision template for looked after children is announced
in October and changes nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from shared.demo.audits import AuditScript, audit
from shared.demo.moderation import Audited, K, ModerationScript, moderations
from shared.demo.months import Month, financial_year
from shared.demo.observations import ObservationScript, observations
from shared.demo.practice import Change, planted
from shared.demo.voices import VoiceScript, year_of_voices

NAME = "Invented Borough"

AUDITS_PER_MONTH: Mapping[str, int] = {
    "line-cin": 18,
    "looked-after": 10,
    "fostering-adoption": 3,
    "residential-homes": 2,
    "independent-chairs": 1,
    "children-centres": 7,
    "youth-justice": 3,
    "targeted-youth": 3,
    "multisystemic-therapy": 1,
}
"""48 a month in all, by the size of the service."""
SAMPLED = ("line-cin", "looked-after")
"""Services whose cases come in a statutory return and are drawn from it; the others choose and record theirs."""

WRITES_WITH_AUDITS, WRITES_EVERY_MONTH = 340, 70


@dataclass(frozen=True)
class Year:
    """The script of the year from April ``starts_in``; ``months_told`` cuts it short."""

    seed: int
    starts_in: int = 2025
    months_told: int = 12

    @property
    def months(self) -> tuple[Month, ...]:
        return financial_year(self.starts_in)[: self.months_told]

    @property
    def label(self) -> str:
        """``April 2025 to March 2026``."""
        first, last = self.months[0], self.months[-1]
        return first.label if first == last else f"{first.label} to {last.label}"

    @property
    def steps(self) -> int:
        """About how many writes the year takes: the length of a progress bar."""
        audited = sum(month.has_audits for month in self.months)
        return audited * WRITES_WITH_AUDITS + len(self.months) * WRITES_EVERY_MONTH

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        return planted(self.starts_in)

    @cached_property
    def voices(self) -> Mapping[Month, Sequence[VoiceScript]]:
        """Feedback by month."""
        return year_of_voices(self.seed, financial_year(self.starts_in))

    def audits_in(self, month: Month) -> Mapping[str, int]:
        """How many audits each service does that month."""
        return AUDITS_PER_MONTH if month.has_audits else {}

    def audit(self, month: Month, service: str, position: int, auditor: str) -> AuditScript:
        return audit(
            self.seed, month=month, service=service, position=position, auditor=auditor, changes=self.changes
        )

    def observations(self, month: Month) -> tuple[ObservationScript, ...]:
        return observations(self.seed, month)

    def moderations(self, month: Month, audits: Sequence[Audited[K]]) -> tuple[ModerationScript[K], ...]:
        return moderations(self.seed, month, audits)
