"""The framework itself has versions (S54)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from shared.contracts.errors import Invalid


@dataclass(frozen=True, slots=True, kw_only=True)
class Framework:
    """One version of the written framework, known by the month it is in force from.

    ``agreed_on``, ``agreed_by`` and ``reference`` say who decided it and where that is to be read; of the first version
    nothing but its month is known.
    """

    effective_from: date
    title: str
    summary: str
    agreed_on: date | None
    agreed_by: str
    reference: str

    @property
    def version(self) -> str:
        return f"{self.effective_from:%Y-%m}"


def ensure_next(new: Framework, latest: Framework, today: date) -> None:
    """A version follows the one before, in a month that has not begun: what was in force stays known.

    Raises:
        Invalid: every date that cannot be.
    """
    wrong = {}
    if new.effective_from <= max(today, latest.effective_from):
        wrong["effective_from"] = [f"must be a month that has not begun, after {latest.version}"]
    if new.agreed_on is not None and new.agreed_on > today:
        wrong["agreed_on"] = ["is in the future"]
    if wrong:
        raise Invalid(fields=wrong)


def in_force(versions: list[Framework], on: date) -> Framework | None:
    """The version of a day, of versions in their order; None before the first."""
    return next((one for one in reversed(versions) if one.effective_from <= on), None)
