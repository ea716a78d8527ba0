"""Posts and their holders, as rows."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

from sqlalchemy import Row, Select, case, func, select

from services.directory.domain import Post
from services.directory.tables.schema import holding, post, unit
from shared.contracts.errors import NotFound
from shared.db.unit import UnitOfWork


class PostStore:
    """What people may see of posts is those of the units in their areas."""

    def __init__(self, uow: UnitOfWork) -> None:
        self.uow = uow

    def add(self, new: Post) -> bool:
        """False where there is one of this code."""
        names = ("post", "version", "unit", "role", "title", "closed_on")
        row = {name: getattr(new, name) for name in names}
        return self.uow.insert_many(post, [row], on_conflict="nothing") == 1

    def get(self, code: str) -> Post:
        """Raises NotFound, also for a post outside the caller's areas."""
        row = self.uow.fetch_one(self._seen(None).where(post.c.post == code)) if code.isprintable() else None
        if row is None:
            raise NotFound("post", code)
        return Post(**row._mapping)

    def save(self, changed: Post) -> Post:
        """Keep the holder of a post that was read at its version. Raises Stale."""
        self.uow.update(
            post, {"post": changed.post}, {"closed_on": changed.closed_on}, version=changed.version
        )
        row = {"post": changed.post, "starts": changed.held_from, "person": changed.holder}
        self.uow.upsert_many(holding, [row], key=("post", "starts"))
        return self.get(changed.post)

    def page(
        self,
        *,
        on: date,
        unit_code: str | None,
        role: str | None,
        vacant: bool,
        unit_ended: bool,
        after: str | None,
        limit: int,
    ) -> list[Post]:
        """Posts by code, with who holds them on a day; closed ones are left out.

        ``unit_ended`` narrows to those whose unit is over on the day.
        """
        query = self._seen(on)
        for name, value in (("unit", unit_code), ("role", role)):
            query = query.where(post.c[name] == value) if value else query
        query = query.where(post.c.closed_on.is_(None) | (post.c.closed_on > on))
        query = query.where(holding.c.person.is_(None)) if vacant else query
        query = query.where(unit.c.valid_to < on) if unit_ended else query
        query = query.where(post.c.post > after) if after else query
        rows: list[Row[Any]] = list(self.uow.fetch(query.order_by(post.c.post).limit(limit)))
        return [Post(**row._mapping) for row in rows]

    def of_units(self, codes: Collection[str], *, on: date) -> list[Post]:
        """Posts of these units that are not closed, with who holds them on a day, whatever the areas of the caller."""
        query = self._all(on).where(post.c.unit.in_(sorted(codes)), post.c.closed_on.is_(None))
        return [Post(**row._mapping) for row in self.uow.execute(query.order_by(post.c.post))]

    def _seen(self, on: date | None) -> Select[Any]:
        areas = self.uow.scope.areas
        query = self._all(on)
        return query if areas is None else query.where(unit.c.area.in_(sorted(areas)))

    def _all(self, on: date | None) -> Select[Any]:
        lines = holding.alias("lines")
        last = select(func.max(lines.c.starts)).where(lines.c.post == post.c.post)
        last = last.where(lines.c.starts <= on) if on else last
        current = (holding.c.post == post.c.post) & (holding.c.starts == last.scalar_subquery())
        ended = case((unit.c.valid_to < (on or self.uow.today()), unit.c.valid_to))
        return (
            select(
                post,
                holding.c.person.label("holder"),
                holding.c.starts.label("held_from"),
                ended.label("unit_ended_on"),
            )
            .join_from(post, unit, unit.c.code == post.c.unit)
            .outerjoin(holding, current)
        )
