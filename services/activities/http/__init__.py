"""The activities service over HTTP: parse, use case, dump."""

from __future__ import annotations

from services.activities.http import (
    activities,
    attachments,
    audits,
    calibration,
    cases,
    coverage,
    drafts,
    lifecycle,
    plans,
    ratings,
    rules,
    samples,
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
    attachments.blp,
    drafts.blp,
    ratings.of_audit,
    ratings.blp,
    calibration.blp,
    rules.blp,
)
