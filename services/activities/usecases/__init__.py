"""What people do in the QA programme: one function each, over a command and a unit of work."""

from __future__ import annotations

from services.activities.usecases.calibration import calibration
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
from services.activities.usecases.drafts import (
    SaveDraft,
    discard_draft,
    draft,
    draft_versions,
    drafts,
    save_draft,
    sweep_drafts,
)
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
from services.activities.usecases.ratings import (
    EndRating,
    GiveRating,
    ask_for_rating,
    give_rating,
    ratings,
    refuse_rating,
    withdraw_rating,
)
from services.activities.usecases.reading import activities, activity, history
from services.activities.usecases.recording import (
    RecordActivity,
    record_activity,
    recorded_activities,
    recorded_activity,
)
from services.activities.usecases.repeats import recorded_before
from services.activities.usecases.review_types import add_review_type, review_types
from services.activities.usecases.rules import ChangeRule, change_rule, rule_history, rules
from services.activities.usecases.sampling import DrawSample, Proof, SampleDrawn, draw_sample, prove, sample
from services.activities.usecases.summaries import data_accuracy, oversight_summary

__all__ = [
    "AgreePlan",
    "ChangeRule",
    "Coverage",
    "DrawSample",
    "EndRating",
    "ExtendActivity",
    "GiveRating",
    "ImportCases",
    "ImportResult",
    "ModerateActivity",
    "Proof",
    "ReallocateActivity",
    "RecordActivity",
    "RecordAudit",
    "RecordObservation",
    "SampleDrawn",
    "SaveDraft",
    "SubmitAudit",
    "TakeList",
    "WithdrawActivity",
    "activities",
    "activity",
    "add_review_type",
    "agree_plan",
    "ask_for_rating",
    "calibration",
    "cases",
    "change_rule",
    "coverage",
    "data_accuracy",
    "discard_draft",
    "draft",
    "draft_versions",
    "drafts",
    "draw_sample",
    "extend_activity",
    "give_rating",
    "history",
    "identify",
    "import_cases",
    "keep_people",
    "keep_units",
    "moderate_activity",
    "oversight_summary",
    "plans",
    "prove",
    "ratings",
    "reallocate_activity",
    "record_activity",
    "record_audit",
    "record_observation",
    "recorded_activities",
    "recorded_activity",
    "recorded_before",
    "refuse_rating",
    "review_types",
    "rule_history",
    "rules",
    "sample",
    "save_draft",
    "submit_audit",
    "sweep_drafts",
    "take_list",
    "withdraw_activity",
    "withdraw_rating",
]
