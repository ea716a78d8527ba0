"""The edges of what is counted, withheld and published."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest

from services.reporting.domain import vocabulary as say
from services.reporting.domain.balances import balances
from services.reporting.domain.counting import Key, Totals, contributions, flat, month_of_facts, tally
from services.reporting.domain.disclosure import CannotProtect, Counts, Protected, Thresholds, protect, total
from services.reporting.domain.figures import direction
from services.reporting.domain.organisation import Organisation, Unit, arrange
from services.reporting.domain.report import AlreadyPublished, Report, Told, told, told_before
from services.reporting.domain.solving import System
from shared.contracts.events.feedback import FeedbackReceived
from shared.contracts.events.notifications import NotificationSent
from tests.unit.reporting.invented import (
    JUNE,
    MAY,
    ORGANISATION,
    action,
    folded,
    moderated,
    months,
    submitted,
)
from tests.unit.reporting.test_figures import acting, figures
from tests.unit.reporting.test_folding import event_id

A, DAY = UUID(int=1), timedelta(days=1)
NOW = datetime(2026, 7, 1, tzinfo=UTC)


def test_counts_of_1_to_5_are_small() -> None:
    assert [n for n in range(8) if Thresholds().small(n)] == [1, 2, 3, 4, 5]


def test_a_small_count_that_an_open_one_gives_away_stops_the_report() -> None:
    target, done = ("target",), ("done",)
    counts = Counts(values={target: 3, done: 3}, equations=(total(target, [done]),), open=frozenset({target}))
    with pytest.raises(CannotProtect):
        protect(counts)


def test_a_withheld_count_may_turn_out_to_be_1() -> None:
    whole, a, b = ("whole",), ("a",), ("b",)
    counts = Counts(values={whole: 3, a: 2, b: 1}, equations=(total(whole, [a, b]),), open=frozenset({whole}))
    assert protect(counts).withheld == {a, b}


def test_a_large_hidden_count_needs_no_protection_and_a_small_one_does() -> None:
    whole, part, rest = ("whole",), ("part",), ("rest",)
    for left, withheld in ((20, set()), (4, {part})):
        values = {whole: 20 + left, part: 20, rest: left}
        equations = (total(whole, [part, rest]),)
        seen = protect(Counts(values=values, equations=equations, hidden=frozenset({rest})))
        assert seen.withheld == withheld


def test_the_balances_of_a_month_are_of_that_month() -> None:
    given = balances(figures([]).values, ORGANISATION, (JUNE,))
    assert {cell[0] for equation in given for cell in equation} == {"2026-06"}


def test_targets_alone_are_open_to_all() -> None:
    counts = figures(months(1)).counts
    assert counts.open == {cell for cell in counts.values if "target" in cell}
    assert counts.open


def test_months_follow_each_other_over_the_end_of_a_year() -> None:
    assert (say.month_after(date(2026, 12, 1)), say.month_before(date(2027, 1, 1))) == (
        date(2027, 1, 1),
        date(2026, 12, 1),
    )
    assert say.month_after(date(2026, 2, 1)) == date(2026, 3, 1)
    assert say.months_between(date(2024, 11, 1), date(2026, 2, 1)) == 15


@pytest.mark.parametrize(
    ("original", "moderated", "word"),
    [
        ("good", "good", "same"),
        ("good", "inadequate", "lower"),
        ("good", "outstanding", "higher"),
        ("ungraded", "good", "uncompared"),
        ("good", "ungraded", "uncompared"),
    ],
)
def test_a_moderated_grade_has_a_direction(original: str, moderated: str, word: str) -> None:
    assert direction(original, moderated) == word


def test_a_fact_taken_out_again_leaves_nothing() -> None:
    totals: Totals = {}
    facts = folded(months(1, 5)).values()
    for sign in (1, -1):
        for fact in facts:
            tally(fact, totals, sign)
    assert flat(totals) == []


def test_an_action_closed_before_it_was_opened_counts_as_closed_in_the_month_it_was_opened_in() -> None:
    counts = contributions(folded([(action(A, JUNE, JUNE + 13 * DAY, MAY), 2, event_id(1))])[A])
    assert counts[Key(JUNE, "social-work", "line-cin", "action.life", "2026-06|2026-06|on_time")] == 1


def test_what_is_overdue_is_as_old_as_the_month_it_was_due_in() -> None:
    dues = [date(2026, month, 28) for month in (6, 5, 4, 3, 2)] + [date(2025, 6, 28)]
    found = figures(acting(*((due - 30 * DAY, due, None) for due in dues)))
    assert [found.values["2026-06", "age", band] for band in "0123"] == [1, 1, 1, 3]
    assert found.values.keys() == figures([]).values.keys()


def test_the_month_of_facts_is_that_of_an_action_s_opening() -> None:
    life = Key(JUNE, "social-work", "line-cin", "action.life", "2026-05|2026-06|late")
    assert month_of_facts(life) == MAY
    assert month_of_facts(life._replace(measure="action.opened")) == JUNE


def test_a_message_counts_in_the_month_in_which_it_was_sent() -> None:
    sent = NotificationSent(
        area="social-work",
        notification_id=A,
        person="P1",
        topic="action_due",
        channel="email",
        cause=A,
        sent_on=date(2026, 6, 30),
    )
    counts = contributions(folded([(sent, 1, event_id(1))])[A])
    assert counts == {
        Key(JUNE, "social-work", "-", "notification.sent", "action_due|email"): 1,
        Key(JUNE, "social-work", "-", "facts", "notification|1"): 1,
    }


def test_a_complaint_without_a_stage_is_counted_as_such() -> None:
    said = FeedbackReceived(
        area="social-work",
        feedback_id=A,
        kind="complaint",
        voice="parent",
        activity_id=None,
        service="line-cin",
        team=None,
        received_on=date(2026, 6, 30),
        rating=None,
        stage=None,
        outcome=None,
    )
    counts = contributions(folded([(said, 1, event_id(1))])[A])
    assert {key.bucket for key in counts if key.measure == "complaint"} == {"unstaged|open"}
    assert {key.month for key in counts} == {JUNE}


def unit(code: str, kind: str, parent: str | None, first: date, last: date | None = None) -> Unit:
    return Unit(code=code, kind=kind, name=code.upper(), parent=parent, valid_from=first, valid_to=last)


def test_a_unit_is_in_a_month_if_it_stood_on_any_day_of_it() -> None:
    first, last = JUNE, date(2026, 6, 30)
    existed = [
        unit("a", "area", None, *span).existed_in(JUNE)
        for span in ((last, None), (last + DAY, None), (MAY, first), (MAY, first - DAY))
    ]
    assert existed == [True, False, True, False]


def test_the_organisation_is_what_stood_and_what_was_counted_by_name() -> None:
    units = [
        unit("b", "area", None, MAY),
        unit("gone", "area", None, MAY, MAY),
        unit("s2", "service", "b", MAY),
        unit("s1", "service", "b", MAY),
    ]
    found = arrange(units, [("a-new", "one")], JUNE)
    assert found.areas == {"a-new": ("one",), "b": ("s1", "s2")}
    assert list(found.areas) == sorted(found.areas, key=found.name)
    assert (found.name("b"), found.name("a-new")) == ("B", "A new")
    assert Organisation({}).name("line_cin") == "Line cin"


def test_a_published_report_is_frozen() -> None:
    seen = Told({}, frozenset())
    draft = Report(
        report_id=A,
        kind="monthly-qa",
        month=JUNE,
        edition=1,
        version=1,
        made_at=NOW,
        made_by="P1",
        model="{}",
        digest="0",
        told=seen,
    )
    assert draft.made_anew(model="[]", digest="1", told=seen, at=NOW, by="P2").model == "[]"
    frozen = draft.freeze(at=NOW, by="P1")
    assert frozen.status == "published"
    with pytest.raises(AlreadyPublished):
        frozen.freeze(at=NOW, by="P1")
    with pytest.raises(AlreadyPublished):
        frozen.made_anew(model="[]", digest="1", told=seen, at=NOW, by="P2")


def test_a_report_tells_what_it_uses_but_nothing_withheld() -> None:
    a, b, c = ("a",), ("b",), ("c",)
    assert told(Protected({a: 9, b: 2, c: 7}, frozenset({b})), [a, b]) == Told({a: 9}, frozenset({b}))


def test_what_was_told_before_is_what_still_stands() -> None:
    a, b, c, gone = ("a",), ("b",), ("c",), ("gone",)
    earlier = [Told({a: 9, b: 8}, frozenset({c, gone})), Told({c: 6}, frozenset())]
    assert told_before(earlier, {a: 9, b: 7, c: 5}) == (frozenset({c}), frozenset({a}))
    assert told_before(earlier, {a: 9, b: 7, c: 6}) == (frozenset(), frozenset({a, c}))


def test_a_fact_keeps_its_team_when_a_later_event_names_none() -> None:
    happened = [(submitted(A), 1, event_id(1)), (moderated(A, "good", "good"), 2, event_id(2))]
    assert [folded(some)[A].team for some in (happened, happened[::-1], happened[1:])] == [
        "line-cin-01",
        "line-cin-01",
        None,
    ]


def test_a_total_costs_a_reader_more_than_its_parts_and_a_balance_has_no_parts() -> None:
    board, area, service, before = ("board",), ("area",), ("service",), ("before",)
    system = System(
        {board: 100, area: 9, service: 9, before: 91},
        [total(board, [area, before]), total(area, [service]), {board: 1, before: -1, area: 1, service: -2}],
    )
    assert [system.cost(cell)[0] for cell in (service, before, area, board)] == [19, 70, 89, 700]
