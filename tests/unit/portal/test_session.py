"""How long a session lasts, and where the menu leads."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from services.portal.domain import menu
from services.portal.domain.actions import offers
from services.portal.domain.session import Lifetime, Person, Session

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
LIFETIME = Lifetime(idle=timedelta(minutes=30), longest=timedelta(hours=12))
MINUTE = timedelta(minutes=1)


def session(*, seen: timedelta, began: timedelta = timedelta(hours=1)) -> Session:
    person = Person(id="P1", name="A", roles=frozenset({"practitioner"}), areas=("early-help",))
    return Session(key=b"k", person=person, csrf="c", id_token="t", began_at=NOW - began, seen_at=NOW - seen)


def test_it_is_over_after_a_while_of_nothing() -> None:
    assert not LIFETIME.over(session(seen=29 * MINUTE), NOW)
    assert LIFETIME.over(session(seen=30 * MINUTE), NOW)


def test_it_is_over_in_the_end_however_busy() -> None:
    assert not LIFETIME.over(session(seen=MINUTE, began=timedelta(hours=11, minutes=59)), NOW)
    assert LIFETIME.over(session(seen=MINUTE, began=timedelta(hours=12)), NOW)


def test_not_every_request_is_worth_a_write() -> None:
    assert not LIFETIME.to_note(session(seen=MINUTE), NOW)
    assert LIFETIME.to_note(session(seen=2 * MINUTE), NOW)


def test_the_menu_has_what_somebody_may_use() -> None:
    assert [place.text for place in menu.open_to(lambda *_: False)] == ["Home"]
    assert "Actions" in [
        place.text for place in menu.open_to(lambda *need: need == ("actions", "actions:read"))
    ]
    assert len(menu.PLACES) <= 7


@pytest.mark.parametrize(
    ("path", "place", "active"),
    [
        ("/", "/", True),
        ("/actions", "/", False),
        ("/actions/1", "/actions", True),
        ("/actionsx", "/actions", False),
    ],
)
def test_a_page_belongs_to_a_place(path: str, place: str, active: bool) -> None:
    assert menu.active(path, menu.Place("", place, ())) is active


ACTION = {"action_id": "a", "owner": "P1", "status": "open"}


def steps(person: str, *may: str, status: str = "open") -> list[str]:
    found = offers({**ACTION, "status": status}, person, lambda _, permission: permission in may)
    return [path.rpartition("/")[2] for _, path in found]


def test_the_owner_shows_what_was_done() -> None:
    assert steps("P1", "actions:evidence") == ["evidence"]
    assert steps("P2", "actions:evidence") == []
    assert steps("P2", "actions:evidence", "rules:write") == ["evidence"]


def test_somebody_else_accepts_it() -> None:
    assert steps("P2", "actions:close", status="evidenced") == ["closure"]
    assert steps("P1", "actions:close", status="evidenced") == []
    assert steps("P2", "actions:close") == []


def test_what_did_not_hold_is_opened_again_and_what_is_closed_stays_with_whom_it_was() -> None:
    may = ("actions:reopen", "actions:hand-over")
    assert steps("P2", *may) == ["owner"]
    assert steps("P2", *may, status="evidenced") == ["reopening", "owner"]
    assert steps("P2", *may, status="closed") == ["reopening"]
    assert steps("P1", *may, status="closed") == []
