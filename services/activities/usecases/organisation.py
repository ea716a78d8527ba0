"""Keeping the own copy of the organisation, from what the directory tells."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from msgspec import to_builtins

from shared.contracts.events.directory import CoverChanged, PersonChanged, UnitChanged

if TYPE_CHECKING:
    from services.activities.tables import ActivitiesWork


def keep_units(changes: Iterable[tuple[UnitChanged, int]], uow: ActivitiesWork) -> None:
    """Keep units with their sequence; what is older than what is kept changes nothing."""
    uow.directory.keep_units(
        [
            {
                "code": unit.unit_id,
                "sequence": sequence,
                "kind": unit.kind,
                "parent": unit.parent,
                "valid_from": unit.valid_from,
                "valid_to": unit.valid_to,
            }
            for unit, sequence in changes
        ]
    )


def keep_people(changes: Iterable[tuple[PersonChanged, int]], uow: ActivitiesWork) -> None:
    """Keep people with their sequence, without names and addresses, which nobody needs here."""
    uow.directory.keep_people(
        [
            {
                "id": person.person_id,
                "sequence": sequence,
                "roles": list(person.roles),
                "area": person.area,
                "service": person.service,
                "team": person.team,
                "line_manager": person.line_manager,
                "active": person.active,
            }
            for person, sequence in changes
        ]
    )


def keep_cover(changes: Iterable[tuple[CoverChanged, int]], uow: ActivitiesWork) -> None:
    """Keep who is away and who acts for them with the sequence."""
    uow.directory.keep_cover(
        [
            {
                "person": cover.person_id,
                "sequence": sequence,
                "away": to_builtins(cover.away),
                "deputies": to_builtins(cover.deputies),
            }
            for cover, sequence in changes
        ]
    )
