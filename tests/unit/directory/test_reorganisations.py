"""What is prepared for a day, what it would change, and what can become of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest

from services.directory.domain import Organisation, Reorganisation, differences, foreseen, revise
from services.directory.domain.refusals import AlreadySettled
from tests.unit.directory.test_revisions import TODAY, known, person, unit

FRIDAY = TODAY
FIRST = date(2026, 4, 1)
DAY = timedelta(days=1)


def prepared(number: int = 1, on: date = FIRST, **changes: Any) -> Reorganisation:
    """The only team is renamed and its practitioner gets another title."""
    plain: dict[str, Any] = {
        "reorganisation_id": UUID(int=number),
        "name": "Family help",
        "effective_on": on,
        "units": [(2, replace(unit("line-cin-01", "team", "line-cin"), name="Family Help 1"))],
        "people": [],
        "prepared_by": "P9",
        "prepared_on": FRIDAY,
    }
    made = Reorganisation(**{**plain, **changes})
    return following(made)


def following(made: Reorganisation) -> Reorganisation:
    """As it is kept: each row after the version that is known when it is prepared."""
    org = known()
    units = [
        (row, replace(one, version=org.units[one.code].version if one.code in org.units else 0))
        for row, one in made.units
    ]
    people = [
        (row, replace(one, version=org.people[one.id].version if one.id in org.people else 0))
        for row, one in made.people
    ]
    return replace(made, units=units, people=people)


def test_it_is_seen_from_its_day_on_and_not_before() -> None:
    for on, name in ((FIRST - DAY, "Line-Cin-01"), (FIRST, "Family Help 1"), (FIRST + DAY, "Family Help 1")):
        seen = foreseen(known(), [prepared()], on=on, today=FRIDAY)
        assert seen.units["line-cin-01"].name == name


def test_a_later_one_builds_on_an_earlier_one() -> None:
    new = unit("line-cin-02", "team", "line-cin")
    first = prepared(units=[(2, replace(new, valid_from=FIRST))])
    moved = replace(known().people["P2"], team="line-cin-02", area="")
    second = prepared(2, FIRST + DAY, units=[], people=[(2, moved)])
    assert second.judge(known(), FRIDAY).faults
    seen = foreseen(known(), [first, second], on=FIRST + DAY, today=FRIDAY)
    assert seen.people["P2"].team == "line-cin-02"


def test_one_that_no_longer_fits_is_not_foreseen() -> None:
    lost = prepared(units=[(2, unit("line-cin-02", "team", "nowhere"))])
    assert foreseen(known(), [lost], on=FIRST, today=FRIDAY) == known()


def test_a_unit_may_begin_on_its_day_and_end_on_the_day_before() -> None:
    begins = replace(unit("family-help", "team", "line-cin"), valid_from=FIRST)
    ends = replace(unit("line-cin-01", "team", "line-cin"), valid_to=FIRST - DAY)
    moved = replace(known().people["P2"], team="family-help", area="")
    revision = prepared(units=[(2, begins), (3, ends)], people=[(2, moved)]).judge(known(), FRIDAY)
    assert not revision.faults
    assert {one.effective_on for one in (*revision.units, *revision.people)} == {FIRST}


def test_people_may_not_be_left_in_a_team_that_ends() -> None:
    ends = replace(unit("line-cin-01", "team", "line-cin"), valid_to=FIRST - DAY)
    (fault,) = prepared(units=[(2, ends)]).judge(known(), FRIDAY).faults
    assert (fault.file, fault.field) == ("organisation", "team")
    assert fault.reason.startswith("P2 (not in this file)")


def test_one_whose_day_was_missed_is_judged_by_today_and_counts_from_its_day() -> None:
    late = prepared().judge(known(), FIRST + 9 * DAY)
    assert [one.effective_on for one in late.units] == [FIRST]


def test_what_changes_is_told_field_by_field() -> None:
    moved = replace(known().people["P2"], roles=("practice_leader", "practitioner"), active=False, area="")
    new = unit("line-cin-02", "team", "line-cin")
    revision = prepared(units=[(2, new)], people=[(2, moved)]).judge(known(), FRIDAY)
    told = [(one.id, one.field, one.before, one.after) for one in differences(known(), revision)]
    assert ("P2", "roles", "practitioner", "practice_leader;practitioner") in told
    assert ("P2", "active", "yes", "no") in told
    assert ("line-cin-02", "name", None, "Line-Cin-02") in told
    assert not {"version", "effective_on", "code", "id"} & {field for _, field, _, _ in told}
    assert [one.kind for one in differences(known(), revision)] == sorted(
        (one.kind for one in differences(known(), revision)), reverse=True
    )


@pytest.mark.parametrize("status", ["applied", "refused", "cancelled"])
def test_what_is_settled_stays_so(status: Any) -> None:
    settled = prepared().settle(status, by="P9", on=FIRST)
    assert (settled.status, settled.settled_by, settled.settled_on) == (status, "P9", FIRST)
    with pytest.raises(AlreadySettled) as refused:
        settled.settle("cancelled", by="P9", on=FIRST)
    assert (refused.value.rule, refused.value.source) == ("reorganisation-settled", "S01")


def after(revision: Any, before: Organisation) -> Organisation:
    assert not revision.faults
    return before.after(revision)


def test_a_change_counts_from_today_or_from_the_day_that_is_said() -> None:
    renamed = [(2, replace(unit("line-cin", "service", "social-work"), name="New"))]
    for since, counts_from in ((None, TODAY), (TODAY - DAY, TODAY - DAY)):
        org = known()
        org = Organisation({k: replace(u, effective_on=TODAY - 9 * DAY) for k, u in org.units.items()})
        (changed,) = revise(org, renamed, (), today=TODAY, by="P9", since=since).units
        assert changed.effective_on == counts_from


def test_the_first_word_about_a_unit_counts_from_its_first_day() -> None:
    new = [(2, unit("line-cin-02", "team", "line-cin"))]
    (unit_,) = revise(known(), new, (), today=TODAY, by="P9").units
    assert unit_.effective_on == unit_.valid_from
    (someone,) = revise(known(), (), [(2, person("P7"))], today=TODAY, by="P9").people
    assert someone.effective_on == TODAY


def test_no_change_counts_from_before_a_later_one() -> None:
    """Else the days between would be told anew, without anybody having said so."""
    renamed = [(2, replace(unit("line-cin", "service", "social-work"), name="New"))]
    org = after(revise(known(), renamed, (), today=TODAY, by="P9"), known())
    again = [(2, replace(unit("line-cin", "service", "social-work"), name="Newer"))]
    (fault,) = revise(org, again, (), today=TODAY, by="P9", since=TODAY - DAY).faults
    assert (fault.file, fault.row, fault.field) == ("units", 2, "effective_on")
    assert not revise(org, again, (), today=TODAY, by="P9", since=TODAY).faults
    assert not revise(org, renamed, (), today=TODAY, by="P9", since=TODAY - DAY).faults


def test_what_somebody_changed_after_it_was_prepared_is_not_undone() -> None:
    moved = replace(known().people["P2"], team=None, area="")
    planned = prepared(people=[(3, moved)])
    assert not planned.judge(known(), FRIDAY).faults
    corrected = [(2, replace(known().people["P2"], name="New Name", area=""))]
    org = after(revise(known(), (), corrected, today=TODAY, by="P9"), known())
    (fault,) = planned.judge(org, FRIDAY).faults
    assert (fault.file, fault.row, fault.field) == ("people", 3, "version")
    new = prepared(units=[(2, unit("line-cin-02", "team", "line-cin"))])
    assert not new.judge(known(), FRIDAY).faults
    taken = revise(known(), [(2, unit("line-cin-02", "team", "line-cin"))], (), today=TODAY, by="P9")
    assert [one.field for one in new.judge(after(taken, known()), FRIDAY).faults] == ["version"]


def test_rows_that_change_nothing_are_not_kept() -> None:
    same = [(2, replace(known().units["line-cin"], area="")), (3, unit("line-cin-02", "team", "line-cin"))]
    people = [(2, replace(known().people["P2"], area=""))]
    given = prepared(units=same, people=people)
    kept = given.following(known(), revise(known(), same, people, today=TODAY, by="P9"))
    assert [(row, one.code, one.version) for row, one in kept.units] == [(3, "line-cin-02", 0)]
    assert kept.people == []
