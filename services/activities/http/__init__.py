"""The activities service over HTTP: parse, use case, dump."""

from __future__ import annotations

from services.activities.http import (
    activities,
    adjudication,
    audits,
    calibration,
    cases,
    coverage,
    drafts,
    lifecycle,
    plans,
    ratings,
    rounds,
    rules,
    samples,
    stages,
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
    stages.blp,
    drafts.blp,
    ratings.of_audit,
    ratings.blp,
    calibration.blp,
    rounds.blp,
    rounds.tasks,
    adjudication.blp,
    adjudication.waiting,
    rules.blp,
)
