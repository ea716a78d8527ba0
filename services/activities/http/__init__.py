"""The activities service over HTTP: parse, use case, dump."""

from __future__ import annotations

from services.activities.http import (
    activities,
    audits,
    calibration,
    cases,
    coverage,
    drafts,
    lifecycle,
    plans,
    ratings,
    recorded,
    rules,
    samples,
    summaries,
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
    *recorded.KIND_BLUEPRINTS,
    recorded.blp,
    summaries.accuracy,
    summaries.oversight,
    summaries.types,
    summaries.tags,
    rules.blp,
)
