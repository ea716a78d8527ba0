"""Audits of a theme: bespoke ones, and those that several agencies do together (S13, S19)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from services.activities.domain.coverage import wilson
from services.activities.domain.part import Beside, Part
from services.activities.domain.recorded_refusals import PartnerMissing
from shared.contracts.errors import Invalid

AGENCIES: tuple[str, ...] = (
    "police",
    "health",
    "education",
    "early_years",
    "probation",
    "housing",
    "adult_social_care",
    "cafcass",
    "voluntary_sector",
    "other",
)
"""Who works with children beside the council's children's services."""


class BespokeAudit(Part, frozen=True, kw_only=True):
    """A question about a theme, and its answer; ``met`` of ``looked_at`` did what the question asks for."""

    theme: str
    question: str
    answer: str
    looked_at: int
    met: int | None = None

    def ensure(self, beside: Beside) -> None:
        """Raises Invalid: more met than looked at, or more cases named."""
        wrong = {}
        if self.met is not None and self.met > self.looked_at:
            wrong["details.met"] = ["is more than were looked at"]
        if beside.cases > self.looked_at:
            wrong["details.looked_at"] = [f"{beside.cases} cases are named"]
        if wrong:
            raise Invalid(fields=wrong)

    def result(self) -> Mapping[str, Any] | None:
        if self.met is None:
            return None
        low, high = wilson(self.met, self.looked_at)
        return {"share": round(self.met / self.looked_at, 3), "low": round(low, 3), "high": round(high, 3)}


class AgencyView(msgspec.Struct, frozen=True, kw_only=True):
    """One agency, and how it sees the work."""

    agency: str
    view: str
    name: str = ""


class MultiAgencyAudit(Part, frozen=True, kw_only=True):
    """``conclusion`` is what the agencies say together."""

    theme: str
    question: str
    conclusion: str
    agencies: tuple[AgencyView, ...]

    def ensure(self, beside: Beside) -> None:
        """Raises PartnerMissing: no other agency. Invalid: one twice; an other without a name."""
        if not self.agencies:
            raise PartnerMissing(
                "A multi-agency audit has the view of at least one other agency",
                fields={"details.agencies": ["are missing"]},
            )
        wrong, seen = {}, set()
        for n, one in enumerate(self.agencies):
            known_as = (one.agency, one.name.casefold())
            if known_as in seen:
                wrong[f"details.agencies.{n}.agency"] = ["is there already"]
            if one.agency == "other" and not one.name:
                wrong[f"details.agencies.{n}.name"] = ["is needed where the agency is other"]
            seen.add(known_as)
        if wrong:
            raise Invalid(fields=wrong)
