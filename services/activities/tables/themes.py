"""Themes, spotlights and regulatory themes, as rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, fields
from datetime import date
from functools import cached_property
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, or_, select

from services.activities.domain.serving import Aim
from services.activities.domain.themes import RegulatoryTheme, Spotlight, Theme
from services.activities.tables.aims import AIMS, aims_of
from services.activities.tables.programme_schema import regulatory_theme, spotlight, theme
from shared.contracts.errors import NotFound, Stale
from shared.db.unit import UnitOfWork

_THEME = tuple(theme.c[field.name] for field in fields(Theme))
_SPOTLIGHT = tuple(spotlight.c[field.name] for field in fields(Spotlight))
_REGULATORY = tuple(regulatory_theme.c[field.name] for field in fields(RegulatoryTheme))


class ThemeStore:
    """Themes and spotlights are the division's; regulatory themes are read under the caller's areas."""

    def __init__(self, uow: UnitOfWork) -> None:
        self.uow = uow

    @cached_property
    def aims(self) -> Mapping[UUID, Aim]:
        """All themes, spotlights and regulatory themes by id, as the database has them now: they are few."""
        return aims_of(self.uow.execute(AIMS))

    def add_theme(self, new: Theme) -> bool:
        """False when the month has a theme of this title."""
        row = asdict(new) | {"recorded_by": self.uow.actor}
        return self.uow.insert_many(theme, [row], on_conflict="nothing") == 1

    def theme(self, theme_id: UUID, *, version: int | None = None) -> Theme:
        """Raises NotFound; Stale."""
        query = select(*_THEME).where(theme.c.theme_id == theme_id)
        return Theme(**self._one(query, "theme", theme_id, version)._mapping)

    def themes(self, first: date | None, last: date | None, *, after: UUID | None, limit: int) -> list[Theme]:
        """Themes of the months from ``first`` to ``last``, in the order in which they were recorded."""
        query = select(*_THEME)
        query = query.where(theme.c.month >= first) if first else query
        query = query.where(theme.c.month <= last) if last else query
        query = query.where(theme.c.theme_id > after) if after else query
        rows = self.uow.fetch(query.order_by(theme.c.theme_id).limit(limit))
        return [Theme(**row._mapping) for row in rows]

    def explain(self, before: Theme, after: Theme) -> None:
        """Raises Stale."""
        key = {"theme_id": after.theme_id}
        self.uow.update(theme, key, {"explanation": after.explanation}, version=before.version)

    def add_spotlight(self, new: Spotlight) -> None:
        self.uow.add(spotlight, **asdict(new), recorded_by=self.uow.actor)

    def spotlight(self, spotlight_id: UUID, *, version: int | None = None) -> Spotlight:
        """Raises NotFound; Stale."""
        query = select(*_SPOTLIGHT).where(spotlight.c.spotlight_id == spotlight_id)
        return Spotlight(**self._one(query, "spotlight", spotlight_id, version)._mapping)

    def spotlights(
        self, first: date | None, last: date | None, *, after: UUID | None, limit: int
    ) -> list[Spotlight]:
        """Spotlights of the months from ``first`` to ``last``, agreed or not, in the order of their recording."""
        query = select(*_SPOTLIGHT)
        query = query.where(spotlight.c.month >= first) if first else query
        query = query.where(spotlight.c.month <= last) if last else query
        query = query.where(spotlight.c.spotlight_id > after) if after else query
        rows = self.uow.fetch(query.order_by(spotlight.c.spotlight_id).limit(limit))
        return [Spotlight(**row._mapping) for row in rows]

    def agree(self, before: Spotlight, after: Spotlight) -> None:
        """Raises Stale."""
        key = {"spotlight_id": after.spotlight_id}
        said = {"agreed_on": after.agreed_on, "minute": after.minute}
        self.uow.update(spotlight, key, said, version=before.version)

    def add_regulatory(self, new: RegulatoryTheme) -> None:
        self.uow.add(regulatory_theme, **asdict(new), recorded_by=self.uow.actor)

    def regulatory(self, theme_id: UUID, *, version: int | None = None) -> RegulatoryTheme:
        """Raises NotFound: none that the caller may see. Stale."""
        query = select(*_REGULATORY).where(regulatory_theme.c.theme_id == theme_id)
        return RegulatoryTheme(**self._one(query, "regulatory theme", theme_id, version)._mapping)

    def regulatory_themes(
        self, service: str | None, first: date | None, last: date | None, *, after: UUID | None, limit: int
    ) -> list[RegulatoryTheme]:
        """Those that hold in a month from ``first`` to ``last``, in the order in which they were recorded."""
        table = regulatory_theme
        query = select(*_REGULATORY)
        query = query.where(table.c.service == service) if service else query
        query = query.where(or_(table.c.ends.is_(None), table.c.ends >= first)) if first else query
        query = query.where(table.c.begins <= last) if last else query
        query = query.where(table.c.theme_id > after) if after else query
        rows = self.uow.fetch(query.order_by(table.c.theme_id).limit(limit))
        return [RegulatoryTheme(**row._mapping) for row in rows]

    def end(self, before: RegulatoryTheme, after: RegulatoryTheme) -> None:
        """Raises Stale."""
        self.uow.update(
            regulatory_theme, {"theme_id": after.theme_id}, {"ends": after.ends}, version=before.version
        )

    def _one(self, query: Select[Any], what: str, key: UUID, version: int | None) -> Row[Any]:
        row = self.uow.fetch_one(query)
        if row is None:
            raise NotFound(what, key)
        if version is not None and row.version != version:
            raise Stale
        return row
