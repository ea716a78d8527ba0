"""Columns of values as PostgreSQL's binary arrays.

psycopg finds out the type of every list anew and dumps it in Python, which was most of what a shared commit cost. Here
the table's column says the type, and each value is packed once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, date, datetime
from struct import Struct
from typing import Any

import msgspec
import psycopg
from psycopg.adapt import Dumper
from psycopg.pq import Format
from sqlalchemy import types

_HEADER = Struct("!iiIii")  # dimensions, has nulls, element type; length and lower bound of the one dimension
_LENGTH = Struct("!i")
_NULL = b"\xff\xff\xff\xff"
_DAY_0 = date(2000, 1, 1).toordinal()
_INSTANT_0 = datetime(2000, 1, 1, tzinfo=UTC)
_SHORT, _INT, _BIG, _DOUBLE = Struct("!h").pack, Struct("!i").pack, Struct("!q").pack, Struct("!d").pack


class Packed:
    """An array ready to be sent; its class says of what."""

    __slots__ = ("data",)
    element: int
    pack: Callable[[Any], bytes]
    repeats: bool

    def __init__(self, values: Sequence[Any]) -> None:
        cells: Iterable[bytes]
        if self.repeats and len(values) > 1:
            cells = map({value: self._cell(value) for value in set(values)}.__getitem__, values)
        else:
            cells = map(self._cell, values)
        self.data = _HEADER.pack(1, 1, self.element, len(values), 1) + b"".join(cells)

    def _cell(self, value: Any) -> bytes:
        if value is None:
            return _NULL
        packed = self.pack(value)
        return _LENGTH.pack(len(packed)) + packed


class _Sent(Dumper):
    format = Format.BINARY

    def dump(self, obj: Packed) -> bytes:
        return obj.data


def _instant(value: datetime) -> bytes:
    return _BIG((value - _INSTANT_0) // datetime.resolution)


def _literal(values: Iterable[Any]) -> bytes:
    """An array inside a cell travels as text, every item quoted, because unnest would flatten it."""
    quoted = (str(value).replace("\\", "\\\\").replace('"', '\\"') for value in values)
    return ("{" + ",".join(f'"{value}"' for value in quoted) + "}").encode()


def _kind(
    name: str, oid: int, element: int, pack: Callable[[Any], bytes], *, repeats: bool = False
) -> type[Packed]:
    """``repeats``: a column mostly says the same few things, so each is packed once."""
    own = {"element": element, "pack": staticmethod(pack), "repeats": repeats, "__slots__": ()}
    made = type(name, (Packed,), own)
    psycopg.adapters.register_dumper(made, type(f"{name}Dumper", (_Sent,), {"oid": oid}))
    return made


_TEXT = _kind("Texts", 1009, 25, str.encode, repeats=True)
_KINDS: tuple[tuple[type[types.TypeEngine[Any]], type[Packed]], ...] = (
    (types.ARRAY, _kind("Literals", 1009, 25, _literal)),
    (types.JSON, _kind("Documents", 3807, 3802, lambda value: b"\x01" + msgspec.json.encode(value))),
    (types.Text, _TEXT),
    (types.String, _TEXT),
    (types.Uuid, _kind("Uuids", 2951, 2950, lambda value: value.bytes)),
    (types.Boolean, _kind("Booleans", 1000, 16, lambda value: b"\x01" if value else b"\x00")),
    (types.SmallInteger, _kind("Shorts", 1005, 21, _SHORT, repeats=True)),
    (types.BigInteger, _kind("Bigs", 1016, 20, _BIG, repeats=True)),
    (types.Integer, _kind("Integers", 1007, 23, _INT, repeats=True)),
    (types.Float, _kind("Doubles", 1022, 701, _DOUBLE)),
    (types.DateTime, _kind("Instants", 1185, 1184, _instant, repeats=True)),
    (types.Date, _kind("Days", 1182, 1082, lambda value: _INT(value.toordinal() - _DAY_0), repeats=True)),
    (types.LargeBinary, _kind("Bytes", 1001, 17, bytes)),
)


def array_of(column: types.TypeEngine[Any]) -> type[Packed]:
    """What turns a list of this column's values into a parameter. Raises: TypeError for a type not known here."""
    for kind, array in _KINDS:
        if isinstance(column, kind):
            return array
    raise TypeError(f"no binary array for {column!r}")
