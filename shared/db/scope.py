"""The areas a person may see, applied to every query that touches a scoped table."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Select, Table
from sqlalchemy.sql.selectable import Join

INFO = "scope"


@dataclass(frozen=True, slots=True)
class Scope:
    """``areas`` is None for everywhere. An empty set sees nothing."""

    areas: frozenset[str] | None

    def apply(self, statement: Select) -> Select:
        """Narrow a select to the areas, on every table in FROM that has a column marked ``info={"scope": "area"}``."""
        if self.areas is None:
            return statement
        for table in _tables(statement):
            for column in table.columns:
                if column.info.get(INFO) == "area":
                    statement = statement.where(column.in_(sorted(self.areas)))
        return statement

    def allows(self, area: str) -> bool:
        return self.areas is None or area in self.areas


EVERYWHERE = Scope(None)


def _tables(statement: Select) -> list[Table]:
    found: list[Table] = []
    todo = list(statement.get_final_froms())
    while todo:
        source = todo.pop()
        if isinstance(source, Join):
            todo += [source.left, source.right]
        elif isinstance(source, Table):
            found.append(source)
    return found
