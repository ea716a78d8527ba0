"""The activities service over HTTP: parse, use case, dump."""

from __future__ import annotations

from services.activities.http import (
    activities,
    adjudication,
    audits,
    batch,
    calibration,
    cases,
    coverage,
    drafts,
    handovers,
    lifecycle,
    past_audits,
    plans,
    ratings,
    rounds,
    rules,
    samples,
    stages,
    tools,
)
from shared.web import feed

BLUEPRINTS = (
    cases.imports,
    past_audits.blp,
    cases.cases,
    plans.blp,
    samples.blp,
    tools.blp,
    coverage.blp,
    activities.blp,
    lifecycle.blp,
    handovers.blp,
    audits.audits,
    audits.observations,
    drafts.blp,
    stages.blp,
    ratings.of_audit,
    ratings.blp,
    calibration.blp,
    rounds.blp,
    rounds.tasks,
    adjudication.blp,
    adjudication.waiting,
    batch.blp,
    feed.blp,
    rules.blp,
)
