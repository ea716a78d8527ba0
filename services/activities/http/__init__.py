"""The activities service over HTTP: parse, use case, dump."""

from __future__ import annotations

from services.activities.http import (
    activities,
    audits,
    calibration,
    cases,
    coverage,
    learning,
    lifecycle,
    plans,
    ratings,
    review_proposals,
    reviews,
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
    ratings.of_audit,
    ratings.blp,
    calibration.blp,
    review_proposals.successes,
    review_proposals.learnings,
    review_proposals.blp,
    review_proposals.proposals,
    reviews.blp,
    learning.blp,
    learning.celebrations,
    rules.blp,
)
