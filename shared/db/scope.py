"""The areas a person may see, applied to every query that touches a scoped table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, Table
from sqlalchemy.sql.selectable import Alias, Join
from sqlalchemy.sql.visitors import iterate

INFO = "scope"


@dataclass(frozen=True, slots=True)
class Scope:
    """``areas`` is None for everywhere. An empty set sees nothing."""

    areas: frozenset[str] | None

    def apply(self, statement: Select[Any]) -> Select[Any]:
        """Narrow a select to the areas, wherever a table of its FROM has a column marked ``info={"scope": "area"}``.

        Raises:
            ValueError: a scoped table stands inside a subquery, where it would escape; narrow that select first.
        """
        if self.areas is None:
            return statement
        for column in _scoped(statement):
            statement = statement.where(column.in_(sorted(self.areas)))
        return statement

    def allows(self, area: str) -> bool:
        return self.areas is None or area in self.areas


EVERYWHERE = Scope(None)


def _scoped(statement: Select[Any]) -> list[ColumnElement[Any]]:
    found: list[ColumnElement[Any]] = []
    todo = list(statement.get_final_froms())
    while todo:
        source = todo.pop()
        table = source.element if isinstance(source, Alias) else source
        if isinstance(source, Join):
            todo += [source.left, source.right]
        elif isinstance(table, Table):
            found += [source.c[column.name] for column in table.columns if column.info.get(INFO) == "area"]
        elif any(_marked(inner) for inner in iterate(source) if isinstance(inner, Table)):
            raise ValueError("a scoped table inside a subquery: apply the scope to the inner select")
    return found


def _marked(table: Table) -> bool:
    return any(column.info.get(INFO) == "area" for column in table.columns)
