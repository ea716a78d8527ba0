"""The rules of actions, in plain Python: no database, no web, no framework."""

from services.actions.domain.action import PRIORITIES, REACHES, STATUSES, Action
from services.actions.domain.deadlines import due_date
from services.actions.domain.history import CHANGES, Change, What
from services.actions.domain.notices import NOTICES, Notice
from services.actions.domain.opening import action_id_of, actions_of
from services.actions.domain.refusals import (
    AlreadyClosed,
    DatesOutOfOrder,
    DueDatePassed,
    FourEyes,
    NoEvidence,
    NotAnApprover,
    NotANewDate,
    NothingToReopen,
    NotTheOwner,
    OwnerNotAtWork,
    RecordReferenceMissing,
    SameOwner,
    TooFarAhead,
)
from services.actions.domain.rules import FIRST, NAMES, RuleBook, Rules, rule_of

__all__ = [
    "CHANGES",
    "FIRST",
    "NAMES",
    "NOTICES",
    "PRIORITIES",
    "REACHES",
    "STATUSES",
    "Action",
    "AlreadyClosed",
    "Change",
    "DatesOutOfOrder",
    "DueDatePassed",
    "FourEyes",
    "NoEvidence",
    "NotANewDate",
    "NotAnApprover",
    "NotTheOwner",
    "NothingToReopen",
    "Notice",
    "OwnerNotAtWork",
    "RecordReferenceMissing",
    "RuleBook",
    "Rules",
    "SameOwner",
    "TooFarAhead",
    "What",
    "action_id_of",
    "actions_of",
    "due_date",
    "rule_of",
]
