"""Events that somebody is told of, and the directory's news of people."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, cast

from services.notifications import usecases
from services.notifications.domain import Person, tellings
from shared.contracts.civil import civil_date
from shared.contracts.events.actions import (
    ActionDue,
    ActionHandedOver,
    ActionOpened,
    ActionOverdue,
    ActionRescheduled,
)
from shared.contracts.events.activities import (
    ActivityAllocated,
    ActivityExemptionAsked,
    ActivityExemptionDecided,
    ActivityExtended,
    ActivityModerated,
    ActivityReallocated,
    ActivitySubmitted,
    ActivityViewGiven,
    ActivityWithdrawn,
)
from shared.contracts.events.directory import CoverChanged, PersonChanged, PersonLeft, ReorganisationSettled
from shared.contracts.events.moderation import (
    ActivityAdjudicated,
    ActivityConcernRaised,
    ActivityContested,
    ActivityModerationAssigned,
)
from shared.contracts.events.recorded import ActivityAmended, ActivityRecorded, RecordedWithdrawn
from shared.contracts.events.reporting import ReportPublished
from shared.contracts.events.reviews import (
    LearningReleased,
    ReviewCalledOff,
    ReviewDecided,
    ReviewExtended,
    ReviewInvited,
)
from shared.contracts.events.work import WorkHandedOn
from shared.inbox import Delivery, on

if TYPE_CHECKING:
    from services.notifications.tables import NotificationsWork


@on(PersonChanged)
def keep_people(batch: Sequence[Delivery], uow: NotificationsWork) -> None:
    """Keep our own copy of names, addresses, roles and line managers."""
    usecases.keep_people([(_person(cast(PersonChanged, one.event)), one.sequence) for one in batch], uow)


@on(CoverChanged)
def keep_cover(batch: Sequence[Delivery], uow: NotificationsWork) -> None:
    """Keep who is away and who acts for them, so that a deputy hears what does not wait."""
    usecases.keep_cover([(cast(CoverChanged, one.event), one.sequence) for one in batch], uow)


@on(
    ActivityAllocated,
    ActivityReallocated,
    ActivityExtended,
    ActivityWithdrawn,
    ActivityViewGiven,
    ActivityExemptionAsked,
    ActivityExemptionDecided,
    ActivitySubmitted,
    ActivityRecorded,
    ActivityAmended,
    RecordedWithdrawn,
    ActivityModerationAssigned,
    ActivityModerated,
    ActivityContested,
    ActivityAdjudicated,
    ActivityConcernRaised,
    ActionOpened,
    ActionHandedOver,
    ActionRescheduled,
    ActionDue,
    ActionOverdue,
    ReportPublished,
    ReviewDecided,
    ReviewInvited,
    ReviewExtended,
    ReviewCalledOff,
    LearningReleased,
    ReorganisationSettled,
    PersonLeft,
    WorkHandedOn,
)
def tell_people(batch: Sequence[Delivery], uow: NotificationsWork) -> None:
    """Tell the people concerned, each once."""
    found = [
        telling
        for one in batch
        for telling in tellings(
            one.event,
            cause=one.id,
            on=civil_date(one.time),
            correlation_id=one.correlation_id,
            traceparent=one.traceparent,
        )
    ]
    usecases.tell(found, uow, channel=usecases.channel_in_use())


def _person(event: PersonChanged) -> Person:
    return Person(
        id=event.person_id,
        name=event.name,
        email=event.email,
        roles=frozenset(event.roles),
        service=event.service,
        line_manager=event.line_manager,
        area=event.area,
        active=event.active,
    )


HANDLERS = (keep_people, keep_cover, tell_people)
