"""A message's identity and its patience."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID

from services.notifications.domain import MOST_ATTEMPTS, message_id, next_attempt

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)


def test_the_same_cause_person_and_topic_is_the_same_message() -> None:
    assert message_id(UUID(int=1), "P1", "a") == message_id(UUID(int=1), "P1", "a")


def test_another_cause_person_or_topic_is_another_message() -> None:
    ids = {
        message_id(UUID(int=cause), person, topic)
        for cause in (1, 2)
        for person in ("P1", "P2")
        for topic in "ab"
    }
    assert len(ids) == 8


def test_each_wait_is_longer_and_the_last_try_is_the_last() -> None:
    waits = [next_attempt(tries, NOW) for tries in range(1, MOST_ATTEMPTS)]
    assert waits[0] == NOW + timedelta(minutes=1)
    assert waits == sorted(waits)
    assert len(set(waits)) == len(waits)
    assert next_attempt(MOST_ATTEMPTS, NOW) is None
