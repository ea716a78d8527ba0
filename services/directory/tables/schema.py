"""The directory's tables: the organisation as it stands, every version it ever had, and what is prepared."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Boolean, Column, Date, Index, Integer, MetaData, Table, Text, Uuid, text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

metadata = MetaData()


def _unit_columns() -> list[Column[Any]]:
    return [
        Column("kind", Text, nullable=False),
        Column("name", Text, nullable=False),
        Column("parent", Text),
        Column("valid_from", Date, nullable=False),
        Column("valid_to", Date),
        Column("area", Text, nullable=False),
        Column("effective_on", Date),
    ]


def _person_columns() -> list[Column[Any]]:
    return [
        Column("name", Text, nullable=False),
        Column("email", Text, nullable=False),
        Column("roles", ARRAY(Text), nullable=False),
        Column("service", Text),
        Column("team", Text),
        Column("line_manager", Text),
        Column("active", Boolean, nullable=False),
        Column("area", Text, nullable=False, info={"scope": "area"}),
        Column("effective_on", Date),
    ]


def _history_columns() -> list[Column[Any]]:
    return [Column("recorded_on", Date, nullable=False), Column("superseded_on", Date)]


unit = Table(
    "unit",
    metadata,
    Column("code", Text, primary_key=True),
    Column("version", Integer, nullable=False),
    *_unit_columns(),
    Index("unit_parent", "parent"),
    comment="Areas, services and teams as they stand. Everybody may see the structure: it is not scoped.",
)
person = Table(
    "person",
    metadata,
    Column("id", Text, primary_key=True),
    Column("version", Integer, nullable=False),
    *_person_columns(),
    Index("person_area", "area", "id"),
)
unit_version = Table(
    "unit_version",
    metadata,
    Column("code", Text, primary_key=True),
    Column("version", Integer, primary_key=True),
    *_unit_columns(),
    *_history_columns(),
    Index("unit_version_current", "code", postgresql_where=text("superseded_on is null")),
)
person_version = Table(
    "person_version",
    metadata,
    Column("id", Text, primary_key=True),
    Column("version", Integer, primary_key=True),
    *_person_columns(),
    *_history_columns(),
    Index("person_version_current", "id", postgresql_where=text("superseded_on is null")),
)
reorganisation = Table(
    "reorganisation",
    metadata,
    Column("reorganisation_id", Uuid, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("name", Text, nullable=False),
    Column("effective_on", Date, nullable=False),
    Column("status", Text, nullable=False),
    Column("units", JSONB, nullable=False, comment="the rows of the file, with their numbers"),
    Column("people", JSONB, nullable=False, comment="the rows of the file, with their numbers"),
    Column("prepared_by", Text, nullable=False),
    Column("prepared_on", Date, nullable=False),
    Column("settled_by", Text),
    Column("settled_on", Date),
    Column("faults", JSONB, nullable=False, comment="why it could not take effect"),
    Index("reorganisation_planned", "effective_on", postgresql_where=text("status = 'planned'")),
    comment="Changes of the organisation that take effect on a day, made ready before it.",
)
post = Table(
    "post",
    metadata,
    Column("post", Text, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("unit", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("closed_on", Date),
    comment="A job in a unit. Its unit has the area.",
)
holding = Table(
    "holding",
    metadata,
    Column("post", Text, primary_key=True),
    Column("starts", Date, primary_key=True),
    Column("person", Text),
    comment="Who has held a post from a day on, until the next line; nobody while it is vacant.",
)
cover = Table(
    "cover",
    metadata,
    Column("cover_id", Uuid, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("person", Text, nullable=False),
    Column("area", Text, nullable=False, info={"scope": "area"}),
    Column("starts", Date, nullable=False),
    Column("ends", Date),
    Column("reason", Text, comment="a class; none of who is not away"),
    Column("deputy", Text),
    Column("recorded_by", Text, nullable=False),
    Index("cover_person", "person", "starts"),
    Index("cover_deputy", "deputy", "starts"),
    comment="Who is away, and who acts for them. No medical detail.",
)
work_elsewhere = Table(
    "work_elsewhere",
    metadata,
    Column("person", Text, primary_key=True),
    Column("service", Text, primary_key=True),
    Column("sequence", Integer, nullable=False),
    Column("held", JSONB, nullable=False, comment="numbers by sort of work"),
    comment="What people hold in other services, as these last told.",
)
