"""The activities service over HTTP: parse, use case, dump."""

from __future__ import annotations

from services.activities.http import activities, audits, cases, coverage, lifecycle, plans, samples

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
)
