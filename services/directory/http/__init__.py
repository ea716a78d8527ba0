"""The directory over HTTP: parse, use case, dump."""

from __future__ import annotations

from services.directory.http import imports, organisation, reorganisations

BLUEPRINTS = (imports.blp, organisation.units, organisation.people, reorganisations.blp)
