"""Which tool is in force for what, and when. Published tools are few and do not change, so they are kept in memory."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from services.activities.domain.tool import ToolRef, ToolStatus, ToolVersion
from services.activities.domain.tool_refusals import (
    ToolElsewhere,
    ToolNotInForce,
)
from shared.contracts.errors import Invalid


class Toolbox:
    """Versions of tools; drafts may be among them and are never in force."""

    def __init__(self, versions: Iterable[ToolVersion]) -> None:
        self._known = {(one.code, one.number): one for one in versions}
        self._used: dict[str, list[tuple[date, ToolVersion]]] = {}
        for one in self._known.values():
            if one.effective_from is not None and not one.never_used:
                self._used.setdefault(one.code, []).append((one.effective_from, one))
        for used in self._used.values():
            used.sort(key=lambda each: each[0], reverse=True)

    def get(self, ref: ToolRef) -> ToolVersion | None:
        return self._known.get((ref.code, ref.version))

    def in_force(self, code: str, on: date) -> ToolVersion | None:
        """The version whose day came last, unless it is retired: its predecessor does not come back."""
        for since, one in self._used.get(code, ()):
            if since <= on:
                return None if one.retired_from and one.retired_from <= on else one
        return None

    def default(self, kind: str, service: str, on: date) -> ToolVersion | None:
        """What counts where no tool is named; one made for the service comes before one for all."""
        found: ToolVersion | None = None
        for code in self._used:
            one = self.in_force(code, on)
            if one is None or not one.questions.default or not one.questions.suits(kind, service):
                continue
            if one.questions.services:
                return one
            found = one
        return found

    def status(self, version: ToolVersion, on: date) -> ToolStatus:
        if version.effective_from is None:
            return "draft"
        if version.retired_from is not None and (version.never_used or version.retired_from <= on):
            return "retired"
        if on < version.effective_from:
            return "upcoming"
        return "in_force" if self.in_force(version.code, on) is version else "superseded"

    def versions(self, code: str) -> list[ToolVersion]:
        """All that are known of a tool, in the order of their numbers."""
        return sorted((one for one in self._known.values() if one.code == code), key=lambda one: one.number)

    def codes(self) -> list[str]:
        """In alphabetical order."""
        return sorted({one.code for one in self._known.values()})

    def used(self, code: str) -> list[ToolVersion]:
        """The versions that are, were or will be in force, latest first."""
        return [one for _, one in self._used.get(code, ())]

    def others(self, code: str, on: date) -> Iterator[ToolVersion]:
        """The versions of other tools that are in force on a day or later."""
        for other in self._used:
            for since, one in self._used[other] if other != code else ():
                if one.retired_from is None or one.retired_from > on:
                    yield one
                if since <= on:
                    break

    def chosen(
        self, named: ToolRef | None, allocated: ToolRef | None, *, kind: str, service: str, on: date
    ) -> ToolVersion | None:
        """The version that an activity completed on a day is made with.

        ``allocated`` is what it was allocated with, and stays good whatever was published since. Where none is
        named, that counts, or else the one in force.

        Raises:
            Invalid: no such published version. ToolElsewhere: made for other activities or services.
            ToolNotInForce: not on that day.
        """
        if named is None:
            return self.get(allocated) if allocated else self.default(kind, service, on)
        found = self.get(named)
        if found is None or found.effective_from is None:
            raise Invalid(fields={"tool": [f"there is no published {named}"]})
        if not found.questions.suits(kind, service):
            raise ToolElsewhere(
                f"{found.questions.title} is not for a {kind} of {service}",
                fields={"tool": ["is not for this"]},
            )
        if named != allocated and self.in_force(named.code, on) is not found:
            raise ToolNotInForce(
                f"{named} is not in force on {on:%d %B %Y}", fields={"tool": ["is not in force on that day"]}
            )
        return found
