"""The rules as a new database has them, for tests to change one of."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from importlib import import_module
from typing import Any

from services.activities.domain.rules import Rule, RuleBook, Rules, frozen

_VERSIONS = "services.activities.migrations.versions"
_SEEDED = (
    *import_module(f"{_VERSIONS}.0005_rule_book").FIRST,
    *import_module(f"{_VERSIONS}.0018_rules_of_moderation").SECOND,
    *import_module(f"{_VERSIONS}.0019_action_days").THIRD,
    *import_module(f"{_VERSIONS}.0021_corrections").FOURTH,
)
FIRST = tuple(
    Rule(
        name=name,
        version=1,
        value=frozen(value),
        source=source,
        effective_from=date(2021, 8, 1),
        reason="The framework of August 2021.",
        author="system",
        recorded_at=datetime(2026, 11, 23, tzinfo=UTC),
    )
    for name, value, source in _SEEDED
)
BOOK = RuleBook(FIRST)
RULES = BOOK.of(date(2026, 3, 1))


def ruling(**changed: Any) -> Rules:
    """The rules with other values, each as its second version: ``ruling(closing_days=10)``."""
    return replace(
        RULES,
        **{name: replace(getattr(RULES, name), version=2, value=value) for name, value in changed.items()},
    )
