"""The activities service over HTTP: parse, use case, dump."""

from __future__ import annotations

from services.activities.http import (
    activities,
    adjudication,
    attachments,
    audits,
    batch,
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
    tools,
)
from shared.web import feed

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
    attachments.blp,
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
