"""Recorded activities that were corrected or withdrawn are counted as they stand; drawn dip samples by field (S21)."""

from __future__ import annotations

from itertools import permutations
from typing import Any
from uuid import UUID

from services.reporting.domain.counting import recount
from services.reporting.usecases.summary import summary
from shared.contracts.events.recorded import ActivityAmended, FieldAccuracy, RecordedWithdrawn
from tests.unit.reporting.invented import JUNE, MAY, Happening, folded, recorded
from tests.unit.reporting.test_figures import figures
from tests.unit.reporting.test_recorded import LGA, tables, view

ID = UUID(int=5)


def looked_up(differing: int) -> list[FieldAccuracy]:
    return [
        FieldAccuracy(field="seen_alone", checked=20, differing=differing),
        FieldAccuracy(field="last_visit", checked=20, differing=0),
    ]


def amended(kind: str, activity_id: UUID = ID, **other: Any) -> ActivityAmended:
    first = recorded(activity_id, kind, **other)
    whole = {name: getattr(first, name) for name in first.__struct_fields__}
    return ActivityAmended(**whole, amended_by="P1", amended_on=JUNE, reason="typing_error")


def withdrawn(kind: str, activity_id: UUID = ID) -> RecordedWithdrawn:
    return RecordedWithdrawn(
        area="social-work",
        activity_id=activity_id,
        kind=kind,
        led_by="P1",
        practitioners=[],
        service="line-cin",
        team=None,
        month=JUNE,
        owners=[],
        withdrawn_by="P7",
        withdrawn_on=JUNE,
        reason="duplicate",
    )


def told(*events: Any) -> list[Happening]:
    return [(event, n, UUID(int=n)) for n, event in enumerate(events, 1)]


def counts(happened: list[Happening]) -> dict[str, int]:
    found = recount(folded(happened).values())
    return {
        f"{key.month:%m} {key.measure} {key.bucket}": n for key, n in found.items() if key.measure != "facts"
    }


def test_a_correction_is_counted_once_where_it_stands_in_any_order() -> None:
    happened = told(
        recorded(ID, "dip_sample", accuracy=looked_up(1), month=MAY),
        amended("dip_sample", accuracy=looked_up(4)),
    )
    for order in permutations(happened):
        assert counts(list(order)) == {
            "06 activity.recorded dip_sample": 1,
            "06 data.accuracy seen_alone|checked": 20,
            "06 data.accuracy seen_alone|differing": 4,
            "06 data.accuracy last_visit|checked": 20,
        }


def test_a_withdrawn_one_is_in_no_count_but_that_of_withdrawals_in_any_order() -> None:
    happened = told(
        recorded(ID, "external_review", external=LGA),
        amended("external_review", external=LGA),
        withdrawn("external_review"),
    )
    for order in permutations(happened):
        assert counts(list(order)) == {"06 activity.withdrawn external_review|duplicate": 1}
        (fact,) = folded(list(order)).values()
        assert len(fact.events) == 3


def test_the_report_shows_what_drawn_dip_samples_found_by_field_in_full() -> None:
    happened = told(amended("dip_sample", accuracy=looked_up(3)))
    shown = view(happened)
    assert tables(shown)["data-accuracy"] == {
        "Last visit": ["20", "0", "0%"],
        "Seen alone": ["20", "3", "15%"],
    }
    counted = figures(happened)
    assert {cell for cell in counted.values if cell[1] == "accuracy"} <= counted.counts.open
    assert summary(counted)["accuracy"]["seen_alone"] == {"checked": 20, "differing": 3}
    assert "data-accuracy" not in tables(view(told(recorded(ID, "dip_sample"))))


def lives(activities: int) -> list[Happening]:
    """Invented dip samples: every second corrected, every third withdrawn."""
    found: list[Happening] = []
    for n in range(1, activities + 1):
        one = UUID(int=n)
        events: list[Any] = [recorded(one, "dip_sample", accuracy=looked_up(n % 5))]
        if n % 2:
            events.append(amended("dip_sample", one, accuracy=looked_up(n % 3), month=MAY))
        if n % 3 == 0:
            events.append(withdrawn("dip_sample", one))
        found += [(event, m, UUID(int=n * 10 + m)) for m, event in enumerate(events, 1)]
    return found
