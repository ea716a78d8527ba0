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
from services.activities.usecases.review_proposals import (
    AgreeReview,
    DeclineReview,
    Subject,
    agree_review,
    decline_review,
    propose_learning_review,
    propose_success_review,
)
from services.activities.usecases.review_steps import (
    AskOf,
    extend_review,
    hand_review_on,
    invite_to_review,
    note_procedure,
    say_whether_named,
)
from services.activities.usecases.reviews import (
    ReleaseLearning,
    celebrations,
    close_review,
    hold_review,
    identify_review,
    learned,
    learning,
    proposal_decision,
    release_learning,
    review,
    review_history,
    reviews,
    write_review,
)
from services.activities.usecases.rules import ChangeRule, change_rule, rule_history, rules
from services.activities.usecases.sampling import DrawSample, Proof, SampleDrawn, draw_sample, prove, sample

__all__ = [
    "AgreePlan",
    "AgreeReview",
    "AskOf",
    "ChangeRule",
    "Coverage",
    "DeclineReview",
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
    "ReleaseLearning",
    "SampleDrawn",
    "Subject",
    "SubmitAudit",
    "TakeList",
    "WithdrawActivity",
    "activities",
    "activity",
    "agree_plan",
    "agree_review",
    "ask_for_rating",
    "calibration",
    "cases",
    "celebrations",
    "change_rule",
    "close_review",
    "coverage",
    "decline_review",
    "draw_sample",
    "extend_activity",
    "extend_review",
    "give_rating",
    "hand_review_on",
    "history",
    "hold_review",
    "identify",
    "identify_review",
    "import_cases",
    "invite_to_review",
    "keep_people",
    "keep_units",
    "learned",
    "learning",
    "moderate_activity",
    "note_procedure",
    "plans",
    "proposal_decision",
    "propose_learning_review",
    "propose_success_review",
    "prove",
    "ratings",
    "reallocate_activity",
    "record_audit",
    "record_observation",
    "refuse_rating",
    "release_learning",
    "review",
    "review_history",
    "reviews",
    "rule_history",
    "rules",
    "sample",
    "say_whether_named",
    "submit_audit",
    "take_list",
    "withdraw_activity",
    "withdraw_rating",
    "write_review",
]
