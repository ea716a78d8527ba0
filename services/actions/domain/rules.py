"""The rules of the rule book that actions go by, in the versions that are known here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from shared.contracts.events.rules import RuleVersioned
from shared.contracts.rules import Rule, in_force

_BEGINS = date(2021, 8, 1)
FIRST: tuple[Rule[Any], ...] = (
    Rule(
        name="action-days",
        version=1,
        value={"safeguarding_hours": 24, "high": 14, "medium": 28, "low": 42},
        source="S23; assumption",
        effective_from=_BEGINS,
    ),
    Rule(
        name="extension-approver-roles",
        version=1,
        value=["service_manager", "head_of_service", "qa_manager", "principal_social_worker"],
        source="S07",
        effective_from=_BEGINS,
    ),
)
"""As the rule book has them at first: what counts as long as nothing else was told."""

NAMES = frozenset(one.name for one in FIRST)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What is in force on a day; each field is the rule of its name, with hyphens for underscores."""

    action_days: Rule[Mapping[str, int]]
    extension_approver_roles: Rule[Sequence[str]]


class RuleBook:
    """The first version of each rule, and those that were told."""

    def __init__(self, told: Iterable[Rule[Any]] = ()) -> None:
        found = {(one.name, one.version): one for one in (*FIRST, *told)}
        self._versions: dict[str, list[Rule[Any]]] = {name: [] for name in NAMES}
        for name, version in sorted(found):
            self._versions[name].append(found[name, version])

    def of(self, day: date) -> Rules:
        """The rules in force on a day."""
        names = {field.name: field.name.replace("_", "-") for field in fields(Rules)}
        return Rules(**{field: in_force(self._versions[name], day) for field, name in names.items()})


def rule_of(event: RuleVersioned) -> Rule[Any]:
    """The version that was told."""
    return Rule(
        name=event.rule,
        version=event.version,
        value=event.value,
        source=event.source,
        effective_from=event.effective_from,
    )
