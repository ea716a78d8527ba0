"""The directory's tables and its unit of work."""

from __future__ import annotations

from functools import cached_property

from services.directory.tables.cover import CoverStore
from services.directory.tables.elsewhere import ElsewhereStore
from services.directory.tables.organisation import OrganisationStore
from services.directory.tables.posts import PostStore
from services.directory.tables.reorganisations import ReorganisationStore
from services.directory.tables.schema import metadata
from shared.db.unit import UnitOfWork

__all__ = ["DirectoryWork", "metadata"]


class DirectoryWork(UnitOfWork):
    """A unit of work of the directory."""

    @cached_property
    def organisation(self) -> OrganisationStore:
        return OrganisationStore(self)

    @cached_property
    def posts(self) -> PostStore:
        return PostStore(self)

    @cached_property
    def cover(self) -> CoverStore:
        return CoverStore(self)

    @cached_property
    def elsewhere(self) -> ElsewhereStore:
        return ElsewhereStore(self)

    @cached_property
    def reorganisations(self) -> ReorganisationStore:
        return ReorganisationStore(self)
