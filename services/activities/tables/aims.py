"""What activities may serve, by id: themes, spotlights and regulatory themes in one statement."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Connection,
    Date,
    Row,
    Select,
    Text,
    cast,
    literal,
    null,
    select,
    true,
    union_all,
)

from services.activities.domain.serving import Aim
from services.activities.tables.programme_schema import regulatory_theme, spotlight, theme
from shared.contracts.events.themes import ThemeKind


def _select(
    kind: ThemeKind,
    theme_id: ColumnElement[UUID],
    begins: ColumnElement[Any],
    ends: ColumnElement[Any],
    service: ColumnElement[Any],
    agreed: ColumnElement[bool],
) -> Select[Any]:
    return select(
        literal(kind, Text).label("kind"),
        theme_id.label("theme_id"),
        begins.label("begins"),
        cast(ends, Date).label("ends"),
        cast(service, Text).label("service"),
        agreed.label("agreed"),
    )


_OF_SPOTLIGHT, _OF_REGULATION = spotlight.c, regulatory_theme.c
AIMS = union_all(
    _select("theme", theme.c.theme_id, theme.c.month, theme.c.month, null(), true()),
    _select(
        "spotlight",
        _OF_SPOTLIGHT.spotlight_id,
        _OF_SPOTLIGHT.month,
        _OF_SPOTLIGHT.month,
        null(),
        _OF_SPOTLIGHT.agreed_on.is_not(None),
    ),
    _select(
        "regulatory",
        _OF_REGULATION.theme_id,
        _OF_REGULATION.begins,
        _OF_REGULATION.ends,
        _OF_REGULATION.service,
        true(),
    ),
)
"""Of every area: a service's own is told by its service."""


def aims_of(rows: Iterable[Row[Any]]) -> dict[UUID, Aim]:
    return {
        row.theme_id: Aim(
            kind=row.kind, begins=row.begins, ends=row.ends, service=row.service, agreed=row.agreed
        )
        for row in rows
    }


def load_aims(connection: Connection) -> Mapping[UUID, Aim]:
    """All of them, for the snapshot in memory: they are few."""
    return aims_of(connection.execute(AIMS))
