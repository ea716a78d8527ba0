"""The columns. Facts, rollups and units are rebuilt from events; reports are this service's own."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Column,
    Date,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    Uuid,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

metadata = MetaData()

fact = Table(
    "fact",
    metadata,
    Column("kind", Text, primary_key=True),
    Column("id", Uuid, primary_key=True),
    Column("sequence", Integer, nullable=False),
    Column("area", Text, nullable=False, info={"scope": "area"}),
    Column("service", Text, nullable=False),
    Column("team", Text),
    Column("month", Date, nullable=False),
    Column("state", JSONB, nullable=False),
    Column("events", ARRAY(Uuid), nullable=False, comment="the ids of every event under this fact"),
    Index("fact_month", "month", "service"),
)

rollup = Table(
    "rollup",
    metadata,
    Column("month", Date, primary_key=True),
    Column("area", Text, primary_key=True, info={"scope": "area"}),
    Column("service", Text, primary_key=True),
    Column("measure", Text, primary_key=True),
    Column("bucket", Text, primary_key=True),
    Column("n", BigInteger, nullable=False),
    Index("rollup_life", "month", postgresql_where=text("measure = 'action.life'")),
)

unit = Table(
    "unit",
    metadata,
    Column("code", Text, primary_key=True),
    Column("sequence", Integer, nullable=False),
    Column("kind", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("parent", Text),
    Column("valid_from", Date, nullable=False),
    Column("valid_to", Date),
    comment="Names of areas, services and teams. Everybody may see the structure: it is not scoped.",
)

unit_version = Table(
    "unit_version",
    metadata,
    Column("code", Text, primary_key=True),
    Column("sequence", Integer, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("parent", Text),
    Column("effective_on", Date, nullable=False, comment="the day that it counts from"),
    comment="What a unit was called and where it lay, and since when: a report of last year says it as it was.",
)

report = Table(
    "report",
    metadata,
    Column("report_id", Uuid, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("month", Date, nullable=False),
    Column("edition", Integer, nullable=False, comment="a correction is the next edition of its month"),
    Column("status", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("made_at", DateTime(timezone=True), nullable=False),
    Column("made_by", Text, nullable=False),
    Column("model", Text, nullable=False, comment="canonical JSON: the digest is of these very bytes"),
    Column("digest", Text, nullable=False),
    Column("counts", JSONB, nullable=False, comment="the protected counts and the names of those withheld"),
    Column("published_at", DateTime(timezone=True)),
    Column("published_by", Text),
    UniqueConstraint("kind", "month", "edition"),
    comment="A published row never changes: a trigger refuses it.",
)

report_document = Table(
    "report_document",
    metadata,
    Column("report_id", Uuid, ForeignKey("report.report_id"), primary_key=True),
    Column("format", Text, primary_key=True),
    Column("content", LargeBinary, nullable=False),
    Column("sha256", Text, nullable=False),
    comment="The documents as published. Rows are only ever added.",
)
