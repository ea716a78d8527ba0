"""Audit tools, their versions and who changed them, as rows."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, Select, select, text

from services.activities.domain.tool import QuestionSet, ToolChange, ToolVersion
from services.activities.domain.toolbox import Toolbox
from services.activities.tables.schema import tool_change, tool_version
from shared.contracts.errors import NotFound, Stale
from shared.db.unit import UnitOfWork

_VERSION = (
    tool_version.c.code,
    tool_version.c.number,
    tool_version.c.version.label("revision"),
    tool_version.c.effective_from,
    tool_version.c.retired_from,
    tool_version.c.questions,
)


class ToolStore:
    """The standard is the whole division's: versions have no area."""

    def __init__(self, uow: UnitOfWork) -> None:
        self.uow = uow

    def add(self, new: ToolVersion) -> bool:
        """False where the tool has this version, or another draft."""
        row = {
            "code": new.code,
            "number": new.number,
            "version": new.revision,
            "effective_from": new.effective_from,
            "retired_from": new.retired_from,
            "questions": new.questions,
        }
        return self.uow.insert_many(tool_version, [row], on_conflict="nothing") == 1

    def save(self, before: ToolVersion, after: ToolVersion) -> None:
        """Raises Stale."""
        self.uow.update(
            tool_version,
            {"code": after.code, "number": after.number},
            {
                "effective_from": after.effective_from,
                "retired_from": after.retired_from,
                "questions": msgspec.to_builtins(after.questions),
            },
            version=before.revision,
        )

    def get(self, code: str, number: int, *, drafts: bool, revision: int | None = None) -> ToolVersion:
        """One version, a draft only with ``drafts``.

        Raises:
            NotFound. Stale: it is no longer at ``revision``.
        """
        key = (tool_version.c.code == code, tool_version.c.number == number)
        row = self.uow.fetch_one(_seen(select(*_VERSION).where(*key), drafts))
        if row is None:
            raise NotFound("version of a tool", f"{code} {number}")
        if revision is not None and row.revision != revision:
            raise Stale
        return _version(row)

    def hold(self) -> None:
        """One publication at a time: two at once could each miss that the other takes its place."""
        self.uow.execute(text("SELECT pg_advisory_xact_lock(hashtext('activities.tool'))"))

    def box(self, *, drafts: bool) -> Toolbox:
        """All versions of all tools: they are few."""
        return Toolbox(_version(row) for row in self.uow.fetch(_seen(select(*_VERSION), drafts)))

    def note(self, version: ToolVersion, change: ToolChange) -> None:
        """Keep who did what."""
        self.uow.add(tool_change, code=version.code, number=version.number, **asdict(change))

    def changes(self, code: str, number: int) -> list[ToolChange]:
        """Oldest first."""
        names = ("revision", "what", "by", "recorded_at", "note")
        query = select(*(tool_change.c[name] for name in names))
        query = query.where(tool_change.c.code == code, tool_change.c.number == number)
        return [ToolChange(**row._mapping) for row in self.uow.fetch(query.order_by(tool_change.c.revision))]


def load_tools(connection: Connection) -> Toolbox:
    """Every version that was published, for the snapshot in memory."""
    return Toolbox(_version(row) for row in connection.execute(_seen(select(*_VERSION), drafts=False)))


def _seen(query: Select[Any], drafts: bool) -> Select[Any]:
    return query if drafts else query.where(tool_version.c.effective_from.is_not(None))


def _version(row: Row[Any]) -> ToolVersion:
    return ToolVersion(**{**row._mapping, "questions": msgspec.convert(row.questions, QuestionSet)})
