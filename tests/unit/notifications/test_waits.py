"""How long a message waits between tries, and how it is called on the telephone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID

from services.notifications.domain import MOST_ATTEMPTS, next_attempt
from services.notifications.domain.wording import reference

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)


def test_six_waits_from_a_minute_to_half_a_day_lie_between_seven_tries() -> None:
    waits = [next_attempt(tries, NOW) for tries in range(1, 7)]
    assert waits == [NOW + timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 240, 720)]
    assert (MOST_ATTEMPTS, next_attempt(7, NOW)) == (7, None)


def test_what_was_never_tried_waits_for_nothing() -> None:
    assert next_attempt(0, NOW) is None


def test_a_reference_is_the_last_eight_signs_of_the_id() -> None:
    assert reference(UUID("00000000-0000-0000-0000-00012345abcd")) == "2345ABCD"
