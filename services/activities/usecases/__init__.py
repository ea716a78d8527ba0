"""What people do in the QA programme: one function each, over a command and a unit of work."""

from __future__ import annotations

from services.activities.usecases.capture import (
    RecordAudit,
    RecordObservation,
    SubmitAudit,
    record_audit,
    record_observation,
    submit_audit,
)
from services.activities.usecases.cases import cases
from services.activities.usecases.coverage import Coverage, coverage
from services.activities.usecases.identity import identify
from services.activities.usecases.import_cases import (
    ImportCases,
    ImportResult,
    TakeList,
    import_cases,
    take_list,
)
from services.activities.usecases.lifecycle import (
    ExtendActivity,
    ReallocateActivity,
    WithdrawActivity,
    extend_activity,
    reallocate_activity,
    withdraw_activity,
)
from services.activities.usecases.moderation import ModerateActivity, moderate_activity
from services.activities.usecases.organisation import keep_people, keep_units
from services.activities.usecases.planning import AgreePlan, agree_plan, plans
from services.activities.usecases.reading import activities, activity, history
from services.activities.usecases.sampling import DrawSample, Proof, SampleDrawn, draw_sample, prove, sample

__all__ = [
    "AgreePlan",
    "Coverage",
    "DrawSample",
    "ExtendActivity",
    "ImportCases",
    "ImportResult",
    "ModerateActivity",
    "Proof",
    "ReallocateActivity",
    "RecordAudit",
    "RecordObservation",
    "SampleDrawn",
    "SubmitAudit",
    "TakeList",
    "WithdrawActivity",
    "activities",
    "activity",
    "agree_plan",
    "cases",
    "coverage",
    "draw_sample",
    "extend_activity",
    "history",
    "identify",
    "import_cases",
    "keep_people",
    "keep_units",
    "moderate_activity",
    "plans",
    "prove",
    "reallocate_activity",
    "record_audit",
    "record_observation",
    "sample",
    "submit_audit",
    "take_list",
    "withdraw_activity",
]
