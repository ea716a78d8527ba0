"""The activities service over HTTP: parse, use case, dump."""

from __future__ import annotations

from services.activities.http import (
    activities,
    audits,
    calibration,
    cases,
    coverage,
    lifecycle,
    plans,
    ratings,
    rules,
    samples,
    tools,
)

BLUEPRINTS = (
    cases.imports,
    cases.cases,
    plans.blp,
    samples.blp,
    tools.blp,
    coverage.blp,
    activities.blp,
    lifecycle.blp,
    audits.audits,
    audits.observations,
    ratings.of_audit,
    ratings.blp,
    calibration.blp,
    rules.blp,
)
