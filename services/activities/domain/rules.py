"""The rules of the programme that the QA manager may change: values with a version, a source and a first month.

Code that judges is handed the ``Rules`` of the month it judges; it never asks where they come from.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from typing import Any, Generic, TypeVar

from services.activities.domain.rule_values import DEFINITIONS
from shared.contracts import rules
from shared.contracts.errors import Invalid
from shared.contracts.events.rules import RuleVersioned
from shared.contracts.rules import in_force

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule(rules.Rule[T], Generic[T]):
    """A version as the book keeps it, with who recorded it when and why."""

    reason: str
    author: str
    recorded_at: datetime

    @property
    def about(self) -> str:
        """What the value means."""
        return DEFINITIONS[self.name].about


Words = tuple[str, ...]
Counts = Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What is in force in a month; each field is the rule of its name, with hyphens for underscores."""

    reflection_months: Rule[tuple[int, ...]]
    closing_days: Rule[int]
    monthly_quota: Rule[Counts]
    manager_quota: Rule[Counts]
    not_audited_within: Rule[int]
    auditor_roles: Rule[Words]
    allocated_roles: Rule[Words]
    second_rater_roles: Rule[Words]
    moderator_roles: Rule[Words]
    extension_approver_roles: Rule[Words]
    visit_roles: Rule[Words]
    moderated_grades: Rule[Words]
    moderation_share: Rule[int]
    moderation_days: Rule[int]
    contest_days: Rule[int]
    adjudicator_roles: Rule[Words]
    exemption_approver_roles: Rule[Words]
    family_exemptions: Rule[Words]
    action_days: Rule[Counts]
    correction_days: Rule[int]


class RuleBook:
    """Every version of every rule. In force is the latest recorded of those that have begun.

    So a version replaces whatever was scheduled before it, and as none begins before it is recorded, what was in force
    in the past stays what it was. Before its first version a rule is as in the first.
    """

    def __init__(self, versions: Iterable[Rule[Any]]) -> None:
        self._versions: dict[str, list[Rule[Any]]] = {}
        for one in sorted(versions, key=lambda rule: rule.version):
            self._versions.setdefault(one.name, []).append(one)
        self._months: dict[tuple[int, int], Rules] = {}

    def of(self, day: date) -> Rules:
        """The rules in force on a day; all days of a month have the same."""
        month = day.year, day.month
        found = self._months.get(month)
        if found is None:
            names = {field.name: field.name.replace("_", "-") for field in fields(Rules)}
            found = Rules(**{field: in_force(self._versions[name], day) for field, name in names.items()})
            self._months[month] = found
        return found


def revised(
    before: Rule[Any],
    *,
    value: Any,
    source: str,
    effective_from: date,
    reason: str,
    author: str,
    at: datetime,
    today: date,
    granted: Callable[[str], Collection[str]],
) -> Rule[Any]:
    """The next version of a rule; ``before`` is the latest one. It begins in a month that has not begun.

    Parameters: ``granted`` gives the roles that a permission is granted to.

    Raises:
        Invalid: everything that is wrong with the value, a role that may not do it, a month that has begun.
    """
    definition = DEFINITIONS[before.name]
    wrong = definition.wrong(value) or definition.unsupported(value, granted)
    if effective_from <= today:
        wrong["effective_from"] = ["must be a month that has not begun: what was judged stays judged"]
    if wrong:
        raise Invalid(fields=wrong)
    return replace(
        before,
        version=before.version + 1,
        value=frozen(value),
        source=source,
        effective_from=effective_from,
        reason=reason,
        author=author,
        recorded_at=at,
    )


def versioned(rule: Rule[Any]) -> RuleVersioned:
    """What other services learn of a version; why and by whom stays in the book."""
    return RuleVersioned(
        area="all",
        rule=rule.name,
        version=rule.version,
        value=list(rule.value) if isinstance(rule.value, tuple) else rule.value,
        source=rule.source,
        effective_from=rule.effective_from,
    )


def frozen(value: Any) -> Any:
    """A value as JSON has it, so that nobody can alter it by mistake: lists become tuples."""
    return tuple(value) if isinstance(value, list) else value
