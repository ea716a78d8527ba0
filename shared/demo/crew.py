"""Who does what in the invented year: the choice of people, seeded."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from shared.demo.chance import stream
from shared.demo.organisation import Organisation, Person
from shared.demo.population import LOOKED_AFTER
from shared.demo.practice import PERMANENCE_SERVICES

T = TypeVar("T")
EARLY_HELP_FAMILIES = 1200


class Crew:
    """Chooses among the people who may."""

    def __init__(self, seed: int, organisation: Organisation) -> None:
        self._seed = seed
        self.organisation = organisation

    def practitioner(self, service: str, *key: object, auditor: str | None = None) -> Person:
        """Somebody of that service whose practice is looked at, by an auditor from outside their team and line."""
        able = self.organisation.practitioners(service)
        if auditor is not None:
            able = tuple(one for one in able if self.organisation.independent(auditor, one))
        return self._choose(able, "practitioner", service, *key)

    def auditor(self, practitioner: Person, *key: object) -> str:
        """A manager from outside the practitioner's team and line."""
        return self._choose(self.organisation.auditors_for(practitioner), "auditor", practitioner.id, *key).id

    def observer(self, practitioner: Person, *key: object) -> str:
        """The own team manager as often as another manager (S12)."""
        own = [practitioner.line_manager] if practitioner.line_manager else []
        others = [person.id for person in self.organisation.auditors_for(practitioner)]
        half = stream(self._seed, "observer", *key).random() < 0.5
        return own[0] if own and half else self._choose(others or own, "observer", *key)

    def approver(self, service: str, auditor: str) -> str:
        """Who agrees that the family need not be heard: never the auditor (S18)."""
        managers = self.organisation.moderators_for(service, {auditor})
        own = [person for person in managers if person.service == service]
        return (own or managers)[0].id

    def owner(self, reach: str, practitioner: Person) -> str:
        """A case action is the practitioner's, a wider one the team manager's (S22)."""
        if reach == "system" and practitioner.line_manager:
            return practitioner.line_manager
        return practitioner.id

    def closer(self, owner: str) -> str:
        """Who accepts an owner's evidence."""
        return self.organisation.closer_for(owner).id

    def record_reference(self, *key: object) -> str:
        """Where the action stands on the child's record in the council's own system (S23)."""
        return f"LL-{stream(self._seed, 'record', *key).randint(100_000, 999_999)}"

    def moderator(self, service: str, auditor: str, practitioner: Person) -> str:
        """A service manager or head of service who is not the auditor (S11); outside the whole line, though only
        the direct line manager is refused."""
        barred = {auditor, practitioner.id, *self.organisation.line_of(practitioner)}
        able = self.organisation.moderators_for(service, barred)
        return self._choose(able, "moderator", service, auditor).id

    def case(self, service: str, *key: object) -> str:
        """A family that the service knows: an invented identifier, of a child in care for corporate parenting."""
        rng = stream(self._seed, "case", service, *key)
        if service in PERMANENCE_SERVICES:
            return f"INVL{rng.randint(1, LOOKED_AFTER):06}"
        return f"INVE{rng.randint(1, EARLY_HELP_FAMILIES):06}"

    def _choose(self, able: Sequence[T], *key: object) -> T:
        if not able:
            raise LookupError(f"nobody may be {key[0]} for {key[1:]}")
        return stream(self._seed, *key).choice(able)
