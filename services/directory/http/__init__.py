"""The directory over HTTP: parse, use case, dump."""

from __future__ import annotations

from services.directory.http import cover, imports, organisation, posts, reorganisations

BLUEPRINTS = (
    imports.blp,
    organisation.units,
    organisation.people,
    cover.of_person,
    cover.blp,
    posts.blp,
    reorganisations.blp,
)
