"""Many rows in one statement: ``INSERT ... SELECT FROM unnest`` with binary arrays.

psycopg sends a list as a text array unless told otherwise, which costs five times as much for rows of 1.5 KB.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any, NoReturn

import msgspec
import psycopg
from psycopg.types.json import Jsonb
from sqlalchemy import ARRAY, JSON, Table
from sqlalchemy.dialects import postgresql
from sqlalchemy.exc import DBAPIError

Row = Mapping[str, Any]
_dialect = postgresql.dialect()  # type: ignore[no-untyped-call]
_dumps = msgspec.json.encode


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


def columns_of(table: Table, names: tuple[str, ...], rows: Sequence[Row]) -> list[list[Any]]:
    """The rows turned into one list per column, JSON and arrays wrapped for the wire."""
    out = []
    for name in names:
        kind = table.c[name].type
        values = [row[name] for row in rows]
        if isinstance(kind, JSON):
            values = [None if value is None else Jsonb(value, dumps=_dumps) for value in values]
        elif isinstance(kind, ARRAY):
            values = [None if value is None else _literal(value) for value in values]
        out.append(values)
    return out


def _literal(values: Iterable[Any]) -> str:
    """An array as PostgreSQL writes it, every item quoted."""
    quoted = (str(value).replace("\\", "\\\\").replace('"', '\\"') for value in values)
    return "{" + ",".join(f'"{value}"' for value in quoted) + "}"


def statement(table: Table, rows: Sequence[Row], tail: str = "") -> tuple[str, list[list[Any]]]:
    """SQL and parameters that insert all rows; every row has the columns of the first."""
    names = tuple(rows[0])
    return insert_sql(table, names, tail), columns_of(table, names, rows)


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
