"""What people do in the QA programme: one function each, over a command and a unit of work."""

from __future__ import annotations

from services.activities.usecases.attachments import (
    Attach,
    RemoveAttachment,
    attach,
    attachment,
    attachments,
    remove_attachment,
)
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
from services.activities.usecases.repeats import recorded_before
from services.activities.usecases.rules import ChangeRule, change_rule, rule_history, rules
from services.activities.usecases.sampling import DrawSample, Proof, SampleDrawn, draw_sample, prove, sample

__all__ = [
    "AgreePlan",
    "Attach",
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
    "RecordAudit",
    "RecordObservation",
    "RemoveAttachment",
    "SampleDrawn",
    "SaveDraft",
    "SubmitAudit",
    "TakeList",
    "WithdrawActivity",
    "activities",
    "activity",
    "agree_plan",
    "ask_for_rating",
    "attach",
    "attachment",
    "attachments",
    "calibration",
    "cases",
    "change_rule",
    "coverage",
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
    "plans",
    "prove",
    "ratings",
    "reallocate_activity",
    "record_audit",
    "record_observation",
    "recorded_before",
    "refuse_rating",
    "remove_attachment",
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
