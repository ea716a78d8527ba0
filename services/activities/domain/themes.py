"""What a month looks at and why: from an indicator to a theme to a spotlight, and what a service's regulation asks."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Literal, get_args
from uuid import UUID

from services.activities.domain.calendar import ensure_activity_month, last_of
from services.activities.domain.programme_refusals import AgreedTooLate, AlreadyAgreed, AlreadyEnded
from services.activities.domain.refusals import FutureDate
from services.activities.domain.rules import Rules
from shared.contracts.errors import Invalid

Direction = Literal["rose", "fell", "steady"]
Method = Literal["dip_sample", "bespoke_audit", "other"]
DIRECTIONS: tuple[str, ...] = get_args(Direction)
METHODS: tuple[str, ...] = get_args(Method)


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """A month's theme with the performance indicator that caused it (S09).

    ``value`` is in ``unit``, over the months from ``period_from`` to ``period_to``, both by their first day.
    ``source`` is where the value was read, ``chosen_on`` the day on which the theme was chosen. ``explanation`` says
    why the indicator rose or fell, as far as it is known.
    """

    theme_id: UUID
    month: date
    title: str
    indicator: str
    value: float
    unit: str
    direction: Direction
    period_from: date
    period_to: date
    chosen_on: date
    source: str = ""
    explanation: str = ""
    version: int = 1

    def explained(self, explanation: str) -> Theme:
        """The theme with what the audits of its month taught about the indicator."""
        return replace(self, explanation=explanation, version=self.version + 1)


def ensure_theme(theme: Theme, rules: Rules) -> None:
    """A theme is for a month with activity, and its indicator was known by then.

    Raises:
        ReflectionMonth (S05). Invalid: a period that ends before it begins, or after the theme's month.
    """
    ensure_activity_month(theme.month, rules)
    wrong = {}
    if theme.period_from > theme.period_to:
        wrong["period_from"] = ["is after period_to"]
    if theme.period_to > theme.month:
        wrong["period_to"] = ["is after the theme's month"]
    if wrong:
        raise Invalid(fields=wrong)


@dataclass(frozen=True, slots=True, kw_only=True)
class Spotlight:
    """What is done about a theme in its month. It counts once the Performance & Quality Group has agreed it (S13)."""

    spotlight_id: UUID
    theme_id: UUID
    month: date
    method: Method
    question: str
    agreed_on: date | None = None
    minute: str | None = None
    version: int = 1

    def agree(self, on: date, minute: str, *, today: date) -> Spotlight:
        """The spotlight as the group agreed it, with where it is minuted.

        Raises:
            AlreadyAgreed. FutureDate. AgreedTooLate: after its month, of which it could change nothing any more.
        """
        if self.agreed_on is not None:
            raise AlreadyAgreed(f"It was agreed on {self.agreed_on}, minute {self.minute}")
        if on > today:
            raise FutureDate("Agreed in the future", fields={"agreed_on": ["is in the future"]})
        if on > last_of(self.month):
            raise AgreedTooLate(
                f"{self.month:%B %Y} was over on {on}: what was done in it was done without this agreement",
                fields={"agreed_on": [f"is after {last_of(self.month)}"]},
            )
        return replace(self, agreed_on=on, minute=minute, version=self.version + 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class RegulatoryTheme:
    """What the regulation of one service asks it to look at (S14), from a month on, until a last month where given."""

    theme_id: UUID
    area: str
    service: str
    title: str
    regulation: str
    begins: date
    ends: date | None = None
    version: int = 1

    def end(self, month: date) -> RegulatoryTheme:
        """The theme with its last month.

        Raises:
            AlreadyEnded. Invalid: before it begins.
        """
        if self.ends is not None:
            raise AlreadyEnded(f"Its last month is {self.ends:%B %Y}")
        ended = replace(self, ends=month, version=self.version + 1)
        ensure_lasting(ended)
        return ended


def ensure_lasting(theme: RegulatoryTheme) -> None:
    """Raises Invalid: it ends before it begins."""
    if theme.ends is not None and theme.ends < theme.begins:
        raise Invalid(fields={"ends": ["is before it begins"]})
