"""The activities service over HTTP: parse, use case, dump."""

from __future__ import annotations

from services.activities.http import (
    activities,
    audits,
    batch,
    calibration,
    cases,
    coverage,
    lifecycle,
    past_audits,
    plans,
    ratings,
    rules,
    samples,
)
from shared.web import feed

BLUEPRINTS = (
    cases.imports,
    past_audits.blp,
    cases.cases,
    plans.blp,
    samples.blp,
    coverage.blp,
    activities.blp,
    lifecycle.blp,
    audits.audits,
    audits.observations,
    batch.blp,
    ratings.of_audit,
    ratings.blp,
    calibration.blp,
    feed.blp,
    rules.blp,
)
