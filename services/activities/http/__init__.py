"""The activities service over HTTP: parse, use case, dump."""

from __future__ import annotations

from services.activities.http import (
    activities,
    audits,
    calibration,
    cases,
    compliance,
    coverage,
    drafts,
    framework,
    lifecycle,
    plans,
    ratings,
    rules,
    samples,
    themes,
    visits,
    year,
)

BLUEPRINTS = (
    cases.imports,
    cases.cases,
    plans.blp,
    samples.blp,
    coverage.blp,
    activities.blp,
    lifecycle.blp,
    audits.audits,
    audits.observations,
    drafts.blp,
    ratings.of_audit,
    ratings.blp,
    calibration.blp,
    rules.blp,
    framework.blp,
    year.blp,
    themes.themes,
    themes.spotlights,
    themes.regulatory,
    visits.blp,
    compliance.blp,
    compliance.targets,
)
