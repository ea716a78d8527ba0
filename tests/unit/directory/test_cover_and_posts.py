"""Days away, deputies, and jobs in units."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest

from services.directory.domain import Cover, Post, standing
from services.directory.domain.refusals import DeputyAway, PostClosed, PostFilledLater
from tests.unit.directory.test_leaving import office

MAY = date(2026, 5, 1)
DAY = timedelta(days=1)


def cover(number: int = 1, **changes: Any) -> Cover:
    plain: dict[str, Any] = {
        "person": "M",
        "area": "social-work",
        "starts": MAY,
        "ends": MAY + 9 * DAY,
        "reason": "leave",
        "deputy": "L",
        "recorded_by": "S",
    }
    return Cover(cover_id=UUID(int=number), **{**plain, **changes})


def wrong(**changes: Any) -> set[str]:
    return {field for field, _ in cover(**changes).faults(office())}


def test_it_says_why_or_who_acts_or_both() -> None:
    assert wrong() == wrong(deputy=None) == wrong(reason=None) == wrong(ends=None) == wrong(ends=MAY) == set()
    assert wrong(deputy=None, reason=None) == {"reason"}


def test_the_last_day_is_not_before_the_first_and_a_deputy_is_somebody_else_at_work() -> None:
    assert wrong(ends=MAY - DAY, deputy="nobody") == {"ends", "deputy"}
    assert wrong(deputy="M") == {"deputy"}
    gone = office(replace(office().people["L"], active=False))
    assert [field for field, _ in cover().faults(gone)] == ["deputy"]


@pytest.mark.parametrize(
    ("starts", "ends", "away"),
    [
        (-9, -1, False),
        (-9, 0, True),
        (9, 20, True),
        (10, 20, False),
        (-9, None, True),
        (10, None, False),
        (3, 2, False),
    ],
)
def test_a_deputy_is_there_all_the_time(starts: int, ends: int | None, away: bool) -> None:
    theirs = cover(
        2, person="L", deputy=None, starts=MAY + starts * DAY, ends=None if ends is None else MAY + ends * DAY
    )
    if away:
        with pytest.raises(DeputyAway) as refused:
            cover().ensure_deputy_there([theirs])
        assert (refused.value.rule, refused.value.source) == ("deputy-away", "S02")
    else:
        cover().ensure_deputy_there([theirs])
    cover().ensure_deputy_there([replace(theirs, reason=None, deputy="W")])


def test_what_is_over_or_never_began_is_not_told_any_more() -> None:
    over, today, open_, never = (
        cover(1, ends=MAY),
        cover(2, ends=MAY + DAY),
        cover(3, ends=None, starts=MAY - 9 * DAY),
        cover(4, starts=MAY + 9 * DAY, ends=MAY + 8 * DAY),
    )
    assert standing([over, today, open_, never], MAY + DAY) == [open_, today]


def test_every_change_of_cover_is_its_next_version() -> None:
    changed = cover().until(MAY).handed_to("S")
    assert (changed.version, changed.ends, changed.deputy) == (3, MAY, "S")


POST = Post(post="tm-1", unit="line-cin-01", role="team_manager", title="Team manager")


def test_a_post_passes_from_one_to_the_next_and_may_be_vacant() -> None:
    held = POST.appoint("M", on=MAY)
    assert (held.holder, held.held_from) == ("M", MAY)
    vacant = held.appoint(None, on=MAY + DAY)
    assert (vacant.holder, vacant.held_from) == (None, MAY + DAY)
    assert vacant.appoint("L", on=MAY + DAY).holder == "L"


def test_who_held_a_post_is_not_rewritten() -> None:
    with pytest.raises(PostFilledLater) as refused:
        POST.appoint("M", on=MAY).appoint("L", on=MAY - DAY)
    assert (refused.value.rule, refused.value.source) == ("post-history", "S02")


def test_a_closed_post_is_nobodys_for_good() -> None:
    closed = POST.appoint("M", on=MAY).close(on=MAY + DAY)
    assert (closed.closed_on, closed.holder) == (MAY + DAY, None)
    with pytest.raises(PostClosed) as refused:
        closed.appoint("L", on=MAY + 9 * DAY)
    assert (refused.value.rule, refused.value.source) == ("post-closed", "S02")
