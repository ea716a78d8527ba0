"""The child behind an activity: who may know, and who must not be named."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from services.activities.domain.activity import Activity
from services.activities.domain.withheld import AuditWithdrawn, OwnAudits
from shared.contracts.errors import NotFound

if TYPE_CHECKING:
    from services.activities.tables import ActivitiesWork


def identify(activity_id: UUID, uow: ActivitiesWork) -> tuple[Activity, str]:
    """The child's identifier, for the auditor who has to find the record, and for whoever is to rate it a second time.

    Raises:
        NotFound: no such activity, or no case in it. Forbidden: anybody else, and everybody once it is withdrawn.
    """
    found = uow.activities.get(activity_id)
    if found.auditor != uow.actor and uow.ratings.status_for(activity_id, uow.actor) != "requested":
        raise OwnAudits("The identifier is for the auditor alone")
    if found.status == "withdrawn":
        raise AuditWithdrawn("The audit was withdrawn: nobody need find the record any more")
    identifier = identifier_of(found, uow)
    if identifier is None:
        raise NotFound("case of activity", activity_id)
    return found, identifier


def identifier_of(activity: Activity, uow: ActivitiesWork) -> str | None:
    """The identifier that a case list gave or that came with the activity itself; None without a case."""
    if activity.case is None:
        return None
    sealed = uow.cases.sealed_identifier(activity.case)
    sealed = sealed or uow.activities.sealed_identifier(activity.activity_id)
    return uow.pseudonyms.open(sealed) if sealed else None
