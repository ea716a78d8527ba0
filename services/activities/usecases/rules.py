"""Looking at the rules of the programme, and changing them for the months to come."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from services.activities.domain.rules import Rule, revised, versioned
from shared.contracts.errors import Stale
from shared.security.policy import roles_with

if TYPE_CHECKING:
    from services.activities.tables import ActivitiesWork


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeRule:
    """What a rule is to say from a month on; ``version`` is the latest one that the author read."""

    name: str
    version: int
    value: Any
    source: str
    effective_from: date
    reason: str


def rules(uow: ActivitiesWork, *, on: date | None) -> Sequence[Rule[Any]]:
    """The rules in force on a day, today where none is given."""
    return uow.rule_versions.on(on or uow.today())


def rule_history(name: str, uow: ActivitiesWork) -> list[Rule[Any]]:
    """Every version of a rule, oldest first. Raises NotFound."""
    return uow.rule_versions.history(name)


def change_rule(command: ChangeRule, uow: ActivitiesWork) -> Rule[Any]:
    """Record the next version of a rule; those before it stay as they are.

    Raises:
        NotFound; Stale: somebody changed it since. Invalid: the value, a role whose permissions do not let it do what
        the rule says, or a month that has begun.
    """
    before = uow.rule_versions.latest(command.name)
    if before.version != command.version:
        raise Stale
    after = revised(
        before,
        value=command.value,
        source=command.source,
        effective_from=command.effective_from,
        reason=command.reason,
        author=uow.actor,
        at=uow.now(),
        today=uow.today(),
        granted=partial(roles_with, "activities"),
    )
    if not uow.rule_versions.add(after):
        raise Stale
    tell_rules(uow)
    return after


def tell_rules(uow: ActivitiesWork) -> None:
    """Tell others of every version that they were not told of yet.

    With a change, and as a job: what the book held at first came with the tables, not by anybody's command.
    """
    for rule in uow.rule_versions.to_tell():
        uow.emit(versioned(rule), sequence=rule.version)
