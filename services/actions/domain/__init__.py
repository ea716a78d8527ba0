"""The rules of actions, in plain Python: no database, no web, no framework."""

from services.actions.domain.action import REACHES, STATUSES, Action
from services.actions.domain.deadlines import DAYS_ALLOWED, due_date
from services.actions.domain.history import Change
from services.actions.domain.notices import NOTICES, Notice
from services.actions.domain.opening import action_id_of, actions_of
from services.actions.domain.refusals import (
    AlreadyClosed,
    DatesOutOfOrder,
    FourEyes,
    NoEvidence,
    NothingToReopen,
    NotTheOwner,
    OwnerNotAtWork,
    RecordReferenceMissing,
    SameOwner,
)

__all__ = [
    "DAYS_ALLOWED",
    "NOTICES",
    "REACHES",
    "STATUSES",
    "Action",
    "AlreadyClosed",
    "Change",
    "DatesOutOfOrder",
    "FourEyes",
    "NoEvidence",
    "NotTheOwner",
    "NothingToReopen",
    "Notice",
    "OwnerNotAtWork",
    "RecordReferenceMissing",
    "SameOwner",
    "action_id_of",
    "actions_of",
    "due_date",
]
