"""From what is to be told to one message for each person."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from msgspec import to_builtins

from services.notifications.domain import People, Person, Recipient, Telling, message_id
from services.notifications.domain.message import Message
from services.notifications.domain.telling import OWNER
from services.notifications.domain.wording import in_stead
from services.notifications.usecases.announcing import announce

if TYPE_CHECKING:
    from services.notifications.tables import NotificationsWork
    from shared.contracts.events.directory import CoverChanged

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


def keep_cover(changes: Iterable[tuple[CoverChanged, int]], uow: NotificationsWork) -> None:
    """Keep who is away and who acts for them; older news changes nothing."""
    uow.people.keep_cover(
        [
            (cover.person_id, sequence, to_builtins(cover.away), to_builtins(cover.deputies))
            for cover, sequence in changes
        ]
    )


def _addressed(
    tellings: Sequence[Telling], people: People, uow: NotificationsWork, channel: str
) -> tuple[list[Message], list[Telling]]:
    messages: dict[object, Message] = {}
    waiting, told, deputies = [], set(), []
    for telling in tellings:
        recipients = people.recipients(telling)
        if recipients is None:
            waiting.append(telling)
            continue
        for recipient in recipients:
            message = _message(telling, recipient, uow, channel)
            messages[message.id] = message
            told.add((telling.cause, recipient.person))
        deputies += [(telling, one) for one in people.deputies(telling, recipients)]
    for telling, deputy in deputies:  # once for a cause, and not beside what they are told themselves
        if (telling.cause, deputy.person) not in told:
            message = _message(telling, deputy, uow, channel)
            messages[message.id] = message
            told.add((telling.cause, deputy.person))
    return list(messages.values()), waiting


def _message(telling: Telling, recipient: Recipient, uow: NotificationsWork, channel: str) -> Message:
    now = uow.now()
    at_once = channel == "mailbox"
    stead = in_stead(recipient.acting_for) if recipient.acting_for else ""
    return Message(
        id=message_id(telling.cause, recipient.person, telling.topic),
        person=recipient.person,
        topic=telling.topic,
        cause=telling.cause,
        area=telling.area,
        channel=channel,
        state="sent" if at_once else "pending",
        subject=telling.subject,
        body=stead + telling.body.replace(OWNER, recipient.about),
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
