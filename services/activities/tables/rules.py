"""The rule book, as rows that are only ever added."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, exists, select
from sqlalchemy.dialects.postgresql import distinct_on, insert

from services.activities.domain.rules import Rule, RuleBook, frozen
from services.activities.tables.programme_schema import rule_told
from services.activities.tables.schema import rule_version
from shared.contracts.errors import NotFound
from shared.db.unit import UnitOfWork


class RuleStore:
    """Versions of rules, which are the same for all areas."""

    def __init__(self, uow: UnitOfWork) -> None:
        self.uow = uow

    def latest(self, name: str) -> Rule[Any]:
        """The version recorded last, begun or not. Raises NotFound."""
        return self.history(name)[-1]

    def history(self, name: str) -> list[Rule[Any]]:
        """Every version, oldest first. Raises NotFound."""
        query = select(rule_version).where(rule_version.c.name == name).order_by(rule_version.c.version)
        found = [_rule(row) for row in self.uow.fetch(query)]
        if not found:
            raise NotFound("rule", name)
        return found

    def on(self, day: date) -> Sequence[Rule[Any]]:
        """What was in force on a day, in order of name; nothing before the first framework."""
        query = (
            select(rule_version)
            .ext(distinct_on(rule_version.c.name))
            .where(rule_version.c.effective_from <= day)
            .order_by(rule_version.c.name, rule_version.c.version.desc())
        )
        return [_rule(row) for row in self.uow.fetch(query)]

    def add(self, new: Rule[Any]) -> bool:
        """False when somebody recorded this version first."""
        return self.uow.insert_many(rule_version, [asdict(new)], on_conflict="nothing") == 1

    def to_tell(self) -> Sequence[Rule[Any]]:
        """Note down that others are told of every version that they were not told of yet; returns these, lowest first.

        One statement. Two at once tell each version once.
        """
        its = (rule_version.c.name, rule_version.c.version)
        told = exists().where(rule_told.c.name == its[0], rule_told.c.version == its[1])
        new = insert(rule_told).from_select(["name", "version"], select(*its).where(~told).order_by(*its))
        given = new.on_conflict_do_nothing().returning(rule_told.c.name, rule_told.c.version).cte("given")
        found = select(rule_version).join(given, (given.c.name == its[0]) & (given.c.version == its[1]))
        return [_rule(row) for row in self.uow.execute(found.order_by(*its))]


def load_book(connection: Connection) -> RuleBook:
    """The whole book, for the snapshot in memory."""
    return RuleBook(_rule(row) for row in connection.execute(select(rule_version)))


def _rule(row: Row[Any]) -> Rule[Any]:
    return Rule(**{**row._mapping, "value": frozen(row.value)})
