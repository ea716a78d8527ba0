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
from services.activities.usecases.rules import ChangeRule, change_rule, rule_history, rules
from services.activities.usecases.sampling import DrawSample, Proof, SampleDrawn, draw_sample, prove, sample
from services.activities.usecases.tools import (
    EditDraft,
    HeldTool,
    HeldVersion,
    PublishTool,
    RetireTool,
    create_tool,
    draft_version,
    edit_draft,
    publish_tool,
    retire_tool,
    tool,
    tool_changes,
    tool_version,
    tools,
)

__all__ = [
    "AgreePlan",
    "ChangeRule",
    "Coverage",
    "DrawSample",
    "EditDraft",
    "EndRating",
    "ExtendActivity",
    "GiveRating",
    "HeldTool",
    "HeldVersion",
    "ImportCases",
    "ImportResult",
    "ModerateActivity",
    "Proof",
    "PublishTool",
    "ReallocateActivity",
    "RecordAudit",
    "RecordObservation",
    "RetireTool",
    "SampleDrawn",
    "SubmitAudit",
    "TakeList",
    "WithdrawActivity",
    "activities",
    "activity",
    "agree_plan",
    "ask_for_rating",
    "calibration",
    "cases",
    "change_rule",
    "coverage",
    "create_tool",
    "draft_version",
    "draw_sample",
    "edit_draft",
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
    "publish_tool",
    "ratings",
    "reallocate_activity",
    "record_audit",
    "record_observation",
    "refuse_rating",
    "retire_tool",
    "rule_history",
    "rules",
    "sample",
    "submit_audit",
    "take_list",
    "tool",
    "tool_changes",
    "tool_version",
    "tools",
    "withdraw_activity",
    "withdraw_rating",
]
