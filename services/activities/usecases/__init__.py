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
from services.activities.usecases.compliance import compliance, set_target
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
from services.activities.usecases.framework import add_framework, frameworks
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
from services.activities.usecases.themes import (
    AgreeSpotlight,
    Period,
    add_regulatory_theme,
    add_theme,
    agree_spotlight,
    end_regulatory_theme,
    explain_theme,
    propose_spotlight,
    regulatory_themes,
    spotlights,
    themes,
)
from services.activities.usecases.visits import change_visits, plan_visits, visit_history
from services.activities.usecases.year import Year, programme

__all__ = [
    "AgreePlan",
    "AgreeSpotlight",
    "ChangeRule",
    "Coverage",
    "DrawSample",
    "EndRating",
    "ExtendActivity",
    "GiveRating",
    "ImportCases",
    "ImportResult",
    "ModerateActivity",
    "Period",
    "Proof",
    "ReallocateActivity",
    "RecordAudit",
    "RecordObservation",
    "SampleDrawn",
    "SaveDraft",
    "SubmitAudit",
    "TakeList",
    "WithdrawActivity",
    "Year",
    "activities",
    "activity",
    "add_framework",
    "add_regulatory_theme",
    "add_theme",
    "agree_plan",
    "agree_spotlight",
    "ask_for_rating",
    "calibration",
    "cases",
    "change_rule",
    "change_visits",
    "compliance",
    "coverage",
    "discard_draft",
    "draft",
    "draft_versions",
    "drafts",
    "draw_sample",
    "end_regulatory_theme",
    "explain_theme",
    "extend_activity",
    "frameworks",
    "give_rating",
    "history",
    "identify",
    "import_cases",
    "keep_people",
    "keep_units",
    "moderate_activity",
    "plan_visits",
    "plans",
    "programme",
    "propose_spotlight",
    "prove",
    "ratings",
    "reallocate_activity",
    "record_audit",
    "record_observation",
    "recorded_before",
    "refuse_rating",
    "regulatory_themes",
    "rule_history",
    "rules",
    "sample",
    "save_draft",
    "set_target",
    "spotlights",
    "submit_audit",
    "sweep_drafts",
    "take_list",
    "themes",
    "visit_history",
    "withdraw_activity",
    "withdraw_rating",
]
