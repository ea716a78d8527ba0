"""Posts: made, filled, left vacant, closed (S01, S02)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from services.directory.domain import Organisation, Post
from shared.contracts.errors import Invalid, Stale

if TYPE_CHECKING:
    from services.directory.tables import DirectoryWork


@dataclass(frozen=True, slots=True, kw_only=True)
class Appoint:
    """``person`` holds the post at ``version`` from ``starts`` on; None leaves it vacant."""

    post: str
    version: int
    person: str | None
    starts: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosePost:
    post: str
    version: int
    closed_on: date


def create_post(new: Post, uow: DirectoryWork) -> Post:
    """Keep a new post, which nobody holds yet.

    Raises:
        Invalid: the unit does not stand today or is outside the caller's areas, or there is such a post.
    """
    uow.organisation.hold()
    found = uow.organisation.load().units.get(new.unit)
    if found is None or not found.stands_on(uow.today()) or not uow.scope.allows(found.area):
        raise Invalid(fields={"unit": [f"'{new.unit}' is not known, or does not stand today"]})
    if not uow.posts.add(new):
        raise Invalid(fields={"post": [f"there is a post '{new.post}' already"]})
    return new


def appoint(command: Appoint, uow: DirectoryWork) -> Post:
    """Give a post to somebody from a day on, or leave it vacant.

    Raises:
        NotFound; Stale; PostClosed; PostFilledLater. Invalid: the person is not at work here.
    """
    uow.organisation.hold()
    _ensure_at_work(command.person, uow.organisation.load())
    return uow.posts.save(_read(command, uow).appoint(command.person, on=command.starts))


def close_post(command: ClosePost, uow: DirectoryWork) -> Post:
    """End a post for good. Raises NotFound; Stale; PostClosed; PostFilledLater."""
    uow.organisation.hold()
    return uow.posts.save(_read(command, uow).close(on=command.closed_on))


def posts(
    uow: DirectoryWork,
    *,
    on: date | None,
    unit: str | None,
    role: str | None,
    vacant: bool,
    unit_ended: bool,
    after: str | None,
    limit: int,
) -> list[Post]:
    """Posts by code, as on a day."""
    return uow.posts.page(
        on=on or uow.today(),
        unit_code=unit,
        role=role,
        vacant=vacant,
        unit_ended=unit_ended,
        after=after,
        limit=limit,
    )


def _read(command: Appoint | ClosePost, uow: DirectoryWork) -> Post:
    found = uow.posts.get(command.post)
    if found.version != command.version:
        raise Stale
    return found


def _ensure_at_work(person: str | None, organisation: Organisation) -> None:
    found = organisation.people.get(person or "")
    if person is not None and (found is None or not found.active):
        raise Invalid(fields={"person": [f"'{person}' is not known to be at work here"]})
