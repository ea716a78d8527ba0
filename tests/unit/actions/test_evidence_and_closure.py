"""Recorded, tracked and closed (S23): who may do what to an action, and in which order."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from services.actions.domain import (
    Action,
    AlreadyClosed,
    DatesOutOfOrder,
    FourEyes,
    NoEvidence,
    NothingToReopen,
    NotTheOwner,
    RecordReferenceMissing,
)
from tests.unit.actions.builders import (
    DAY_3,
    DAY_5,
    DAY_9,
    DUE,
    FIRST_RULES,
    MANAGER,
    OPEN,
    OPENED,
    OWNER,
    QA,
    closed,
    evidenced,
)


def test_the_owner_shows_that_it_is_done() -> None:
    done = evidenced()
    assert (done.status, done.evidenced_on, done.evidenced_by) == ("evidenced", DAY_3, OWNER)
    assert done.evidence == "The chronology now ends last week"


def test_the_qa_manager_may_show_it_for_the_owner() -> None:
    assert evidenced(by=QA).evidenced_by == QA


def test_nobody_else_shows_it() -> None:
    with pytest.raises(NotTheOwner) as refused:
        evidenced(by=MANAGER)
    assert refused.value.rule == "owner-evidence"


def test_better_evidence_replaces_what_was_given() -> None:
    again = evidenced().give_evidence("And it was read in supervision", on=DAY_5, by=OWNER, for_owner=False)
    assert (again.status, again.evidence, again.evidenced_on) == (
        "evidenced",
        "And it was read in supervision",
        DAY_5,
    )


def test_somebody_else_accepts_the_evidence() -> None:
    assert (closed().status, closed().closed_on, closed().closed_by) == ("closed", DAY_5, MANAGER)


@pytest.mark.parametrize("closer", [OWNER, QA])
def test_neither_the_owner_nor_who_gave_the_evidence_accepts_it(closer: str) -> None:
    with pytest.raises(FourEyes):
        evidenced(by=QA).close(on=DAY_5, by=closer)


def test_without_evidence_nothing_is_closed() -> None:
    with pytest.raises(NoEvidence):
        OPEN.close(on=DAY_5, by=MANAGER)


def test_a_case_action_is_closed_only_when_it_is_on_the_childs_record() -> None:
    nowhere = evidenced(replace(OPEN, record_reference=None))
    with pytest.raises(RecordReferenceMissing) as refused:
        nowhere.close(on=DAY_5, by=MANAGER)
    assert "record_reference" in refused.value.fields
    assert nowhere.close(on=DAY_5, by=MANAGER, record_reference="LL-1").record_reference == "LL-1"


def test_a_system_action_needs_no_childs_record() -> None:
    wide = evidenced(replace(OPEN, reach="system", record_reference=None))
    assert wide.close(on=DAY_5, by=MANAGER).status == "closed"


def test_the_owner_may_name_the_place_on_the_record_with_the_evidence() -> None:
    nowhere = replace(OPEN, record_reference=None)
    done = nowhere.give_evidence("Seen", on=DAY_3, by=OWNER, for_owner=False, record_reference="LL-3")
    assert done.close(on=DAY_5, by=MANAGER).record_reference == "LL-3"
    better = done.give_evidence("Seen alone", on=DAY_3, by=OWNER, for_owner=False)
    assert better.record_reference == "LL-3"


def test_a_reference_at_closure_corrects_the_one_known_before() -> None:
    assert evidenced().close(on=DAY_5, by=MANAGER, record_reference="LL-2").record_reference == "LL-2"


@pytest.mark.parametrize(
    "act",
    [
        lambda done: done.close(on=DAY_9, by=MANAGER),
        lambda done: done.give_evidence("more", on=DAY_9, by=OWNER, for_owner=False),
    ],
)
def test_what_is_closed_stays_as_it_is(act: Callable[[Action], Action]) -> None:
    with pytest.raises(AlreadyClosed):
        act(closed())


def test_reopening_a_closed_action_takes_evidence_and_closure_away_and_starts_a_new_clock() -> None:
    again = closed().reopen(on=DAY_9, rules=FIRST_RULES)
    assert (again.status, again.reopened_on, again.due_on) == ("open", DAY_9, date(2026, 4, 8))
    assert (again.evidence, again.evidenced_on, again.evidenced_by) == (None, None, None)
    assert (again.closed_on, again.closed_by) == (None, None)


def test_evidence_that_was_never_accepted_buys_no_time() -> None:
    assert evidenced().reopen(on=DAY_9, rules=FIRST_RULES).due_on == DUE


def test_an_open_action_cannot_be_reopened() -> None:
    with pytest.raises(NothingToReopen):
        OPEN.reopen(on=DAY_9, rules=FIRST_RULES)


@pytest.mark.parametrize(
    "act",
    [
        lambda: OPEN.give_evidence("early", on=date(2026, 3, 1), by=OWNER, for_owner=False),
        lambda: evidenced().close(on=date(2026, 3, 4), by=MANAGER),
        lambda: closed().reopen(on=date(2026, 3, 6), rules=FIRST_RULES),
        lambda: evidenced().reopen(on=date(2026, 3, 4), rules=FIRST_RULES),
        lambda: (
            closed()
            .reopen(on=DAY_9, rules=FIRST_RULES)
            .give_evidence("old", on=DAY_5, by=OWNER, for_owner=False)
        ),
    ],
    ids=[
        "evidence before opening",
        "closure before evidence",
        "reopening before closure",
        "rejection before",
        "old",
    ],
)
def test_nothing_happens_before_what_it_follows(act: Callable[[], Action]) -> None:
    with pytest.raises(DatesOutOfOrder):
        act()


def test_all_on_one_day_is_in_order() -> None:
    day = OPENED
    done = OPEN.give_evidence("at once", on=day, by=OWNER, for_owner=False).close(on=day, by=MANAGER)
    assert done.reopen(on=day, rules=FIRST_RULES).status == "open"
