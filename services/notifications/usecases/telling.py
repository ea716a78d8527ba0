"""From what is to be told to one message for each person."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from services.notifications.domain import People, Person, Recipient, Telling, message_id
from services.notifications.domain.message import Message
from services.notifications.domain.telling import OWNER
from services.notifications.usecases.announcing import announce

if TYPE_CHECKING:
    from services.notifications.tables import NotificationsWork

MOST_AT_ONCE = 500


def tell(tellings: Sequence[Telling], uow: NotificationsWork, *, channel: str) -> int:
    """Make the messages, each once for a person, cause and topic; returns how many are new.

    Through the mailbox they are sent with that; by e-mail they wait for the sender. What cannot be addressed yet is
    kept for ``address_again``. Three statements for any number of tellings, and one more when some must wait.
    """
    if not tellings:
        return 0
    people = uow.people.concerned(telling.person for telling in tellings)
    messages, waiting = _addressed(tellings, people, uow, channel)
    if waiting:
        uow.unaddressed.keep(waiting, uow.now())
    new = uow.messages.add(messages)
    if channel == "mailbox":
        announce([message for message in messages if message.id in new], uow)
    return len(new)


def address_again(uow: NotificationsWork, *, channel: str) -> int:
    """Try again to find the people for what could not be addressed; returns how many messages are new."""
    tellings = uow.unaddressed.oldest(MOST_AT_ONCE)
    if not tellings:
        return 0
    people = uow.people.concerned(telling.person for telling in tellings)
    uow.unaddressed.forget([one for one in tellings if people.recipients(one) is not None])
    return tell(tellings, uow, channel=channel)


def keep_people(people: Sequence[tuple[Person, int]], uow: NotificationsWork) -> None:
    """Keep our copy of people as the directory tells of them; older news changes nothing."""
    uow.people.keep(people)


def _addressed(
    tellings: Sequence[Telling], people: People, uow: NotificationsWork, channel: str
) -> tuple[list[Message], list[Telling]]:
    messages: dict[object, Message] = {}
    waiting = []
    for telling in tellings:
        recipients = people.recipients(telling)
        if recipients is None:
            waiting.append(telling)
        for recipient in recipients or ():
            message = _message(telling, recipient, uow, channel)
            messages[message.id] = message
    return list(messages.values()), waiting


def _message(telling: Telling, recipient: Recipient, uow: NotificationsWork, channel: str) -> Message:
    now = uow.now()
    at_once = channel == "mailbox"
    return Message(
        id=message_id(telling.cause, recipient.person, telling.topic),
        person=recipient.person,
        topic=telling.topic,
        cause=telling.cause,
        area=telling.area,
        channel=channel,
        state="sent" if at_once else "pending",
        subject=telling.subject,
        body=telling.body.replace(OWNER, recipient.about),
        link=telling.link,
        correlation_id=telling.correlation_id,
        traceparent=telling.traceparent,
        created_at=now,
        attempts=0,
        next_at=None if at_once else now,
        sent_at=now if at_once else None,
        read_at=None,
        reason=None,
        version=1,
    )
