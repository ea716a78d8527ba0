"""What people do in the QA programme: one function each, over a command and a unit of work."""

from __future__ import annotations

from services.activities.usecases.adjudication import (
    Adjudicate,
    ContestModeration,
    adjudicate,
    adjudications,
    contest_moderation,
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
from services.activities.usecases.concerns import RaiseConcern, raise_concern
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
from services.activities.usecases.exemptions import DecideExemption, decide_exemption
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
from services.activities.usecases.reading import activities, activity, history, in_hand, opened
from services.activities.usecases.repeats import recorded_before
from services.activities.usecases.rounds import (
    DrawRound,
    RoundProof,
    draw_round,
    moderation_round,
    moderation_tasks,
    prove_round,
)
from services.activities.usecases.rules import ChangeRule, change_rule, rule_history, rules
from services.activities.usecases.sampling import DrawSample, Proof, SampleDrawn, draw_sample, prove, sample
from services.activities.usecases.stages import (
    CompleteAudit,
    WritePart,
    ask_for_exemption,
    complete_audit,
    give_auditors_view,
    give_own_view,
    record_absence,
    record_conversation,
    write_learning,
)

__all__ = [
    "Adjudicate",
    "AgreePlan",
    "ChangeRule",
    "CompleteAudit",
    "ContestModeration",
    "Coverage",
    "DecideExemption",
    "DrawRound",
    "DrawSample",
    "EndRating",
    "ExtendActivity",
    "GiveRating",
    "ImportCases",
    "ImportResult",
    "ModerateActivity",
    "Proof",
    "RaiseConcern",
    "ReallocateActivity",
    "RecordAudit",
    "RecordObservation",
    "RoundProof",
    "SampleDrawn",
    "SaveDraft",
    "SubmitAudit",
    "TakeList",
    "WithdrawActivity",
    "WritePart",
    "activities",
    "activity",
    "adjudicate",
    "adjudications",
    "agree_plan",
    "ask_for_exemption",
    "ask_for_rating",
    "calibration",
    "cases",
    "change_rule",
    "complete_audit",
    "contest_moderation",
    "coverage",
    "decide_exemption",
    "discard_draft",
    "draft",
    "draft_versions",
    "drafts",
    "draw_round",
    "draw_sample",
    "extend_activity",
    "give_auditors_view",
    "give_own_view",
    "give_rating",
    "history",
    "identify",
    "import_cases",
    "in_hand",
    "keep_people",
    "keep_units",
    "moderate_activity",
    "moderation_round",
    "moderation_tasks",
    "opened",
    "plans",
    "prove",
    "prove_round",
    "raise_concern",
    "ratings",
    "reallocate_activity",
    "record_absence",
    "record_audit",
    "record_conversation",
    "record_observation",
    "recorded_before",
    "refuse_rating",
    "rule_history",
    "rules",
    "sample",
    "save_draft",
    "submit_audit",
    "sweep_drafts",
    "take_list",
    "withdraw_activity",
    "withdraw_rating",
    "write_learning",
]
