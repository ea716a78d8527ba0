"""Many rows in one statement: ``INSERT ... SELECT FROM unnest`` with binary arrays."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any, NoReturn, cast

import psycopg
from sqlalchemy import ARRAY, Table
from sqlalchemy.dialects import postgresql
from sqlalchemy.exc import DBAPIError

from shared.db.arrays import array_of

Row = Mapping[str, Any]
Rows = Sequence[Row] | Sequence[tuple[Any, ...]]
_dialect = postgresql.dialect()  # type: ignore[no-untyped-call]


@lru_cache(maxsize=1024)
def insert_sql(table: Table, columns: tuple[str, ...], tail: str = "") -> str:
    """The statement for these columns; ``tail`` is what follows, such as ``ON CONFLICT DO NOTHING``."""
    names = ", ".join(f'"{name}"' for name in columns)
    picks, arrays = [], []
    for name in columns:
        kind = table.c[name].type
        typed = kind.compile(dialect=_dialect)
        if isinstance(kind, ARRAY):  # unnest flattens arrays of arrays, so they travel as literals
            picks.append(f'u."{name}"::{typed}')
            arrays.append("%b::text[]")
        else:
            picks.append(f'u."{name}"')
            arrays.append(f"%b::{typed}[]")
    return (
        f'INSERT INTO "{table.name}" ({names}) SELECT {", ".join(picks)}'
        f" FROM unnest({', '.join(arrays)}) AS u({names}) {tail}"
    )


@lru_cache(maxsize=1024)
def _arrays(table: Table, names: tuple[str, ...]) -> list[tuple[str, Callable[[Sequence[Any]], Any]]]:
    return [(name, array_of(table.c[name].type)) for name in names]


def columns_of(table: Table, names: tuple[str, ...], rows: Rows) -> list[Any]:
    """The rows, mappings or tuples in the order of ``names``, turned into one binary array per column."""
    if isinstance(rows[0], tuple):
        columns: Iterable[Sequence[Any]] = zip(*rows, strict=True)
    else:
        mappings = cast(Sequence[Row], rows)
        columns = ([row[name] for row in mappings] for name in names)
    return [array(values) for (_, array), values in zip(_arrays(table, names), columns, strict=True)]


def statement(
    table: Table, rows: Rows, tail: str = "", names: tuple[str, ...] | None = None
) -> tuple[str, list[Any]]:
    """SQL and parameters that insert all rows. ``names`` is needed for tuples; mappings are all like the first."""
    names = names or tuple(rows[0])
    return insert_sql(table, names, tail), columns_of(table, names, rows)


def deletion(table: Table, column: str, values: Sequence[Any]) -> tuple[str, list[Any]]:
    """SQL and parameters that delete the rows whose column is one of these values."""
    kind = table.c[column].type
    sql = f'DELETE FROM "{table.name}" WHERE "{column}" = ANY(%b::{kind.compile(dialect=_dialect)}[])'
    return sql, [array_of(kind)(values)]


@lru_cache(maxsize=1024)
def together(statements: tuple[str, ...]) -> str:
    """Several inserts as one statement, each but the last a part of its WITH: one round trip, all or nothing."""
    *first, last = statements
    if not first:
        return last
    parts = ", ".join(f"w{n} AS ({sql})" for n, sql in enumerate(first))
    own = last.strip()
    return f"WITH {parts}, {own.removeprefix('WITH')}" if own.startswith("WITH") else f"WITH {parts} {own}"


def upsert_tail(
    table: Table,
    columns: Iterable[str],
    key: Sequence[str],
    add: Sequence[str] = (),
    newer: str | None = None,
) -> str:
    """``ON CONFLICT`` that overwrites, adds the ``add`` columns, and skips rows whose ``newer`` is not larger."""
    changes = [
        f'"{name}" = "{table.name}"."{name}" + excluded."{name}"'
        if name in add
        else f'"{name}" = excluded."{name}"'
        for name in columns
        if name not in key
    ]
    keys = ", ".join(f'"{name}"' for name in key)
    guard = f' WHERE excluded."{newer}" > "{table.name}"."{newer}"' if newer else ""
    return f"ON CONFLICT ({keys}) DO UPDATE SET {', '.join(changes)}{guard}"


def translate(error: psycopg.Error, sql: str) -> NoReturn:
    """Raise what SQLAlchemy would have raised, so that callers know one family of errors."""
    raise DBAPIError.instance(sql, None, error, psycopg.Error, dialect=_dialect) from error
