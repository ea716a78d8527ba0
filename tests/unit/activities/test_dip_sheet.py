"""The sheet on which a drawn dip sample is looked up (S21)."""

from __future__ import annotations

from datetime import UTC, date, datetime
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.activities.domain.dip_sample import Proof
from services.activities.domain.dip_sheet import MOST_CASES, Sheet, Value, ensure_sheet
from services.activities.domain.part import Beside
from services.activities.domain.recorded_refusals import AlreadyRecorded, NotAllLookedUp, NotAsDrawn
from shared.contracts.errors import Invalid

NOW = datetime(2026, 3, 20, 9, tzinfo=UTC)
CASES, FIELDS = ("C-A", "C-B", "C-C"), ("seen", "visit")
PROOF = Proof(sample_id=UUID(int=1), frame_hash="9434765919", rules="dip v1", seed=7)
VALUE = st.none() | st.sampled_from(["yes", " Yes", "no"])


def sheet() -> Sheet:
    return Sheet(
        activity_id=UUID(int=2),
        sample_id=UUID(int=1),
        area="social-work",
        service=None,
        led_by="M3",
        month=date(2026, 3, 1),
        due_on=date(2026, 3, 31),
        source="Book",
        as_at=date(2026, 3, 1),
        fields=FIELDS,
        cases=CASES,
        values=(),
        saved_by="M3",
        saved_at=NOW,
    )


@given(st.permutations([(case, field) for case in CASES for field in FIELDS]), st.data())
def test_in_whatever_order_it_is_looked_up_the_dip_sample_is_the_same_and_whole(order, data) -> None:
    found = {key: (data.draw(VALUE), data.draw(VALUE)) for key in sorted(order)}
    one = sheet()
    for n, (case, field) in enumerate(order):
        with pytest.raises(NotAllLookedUp):
            one.complete()
        assert len(one.missing()) == len(order) - n
        in_data, in_record = found[case, field]
        one = one.look_up(
            [Value(case=case, field=field, in_data=in_data, in_record=in_record)], by="M3", at=NOW
        )
    done = one.complete()
    part = done.part(PROOF)
    assert [(item.case, item.field) for item in part.items] == [(n, f) for n in (1, 2, 3) for f in FIELDS]
    for item in part.items:
        alike = item.in_data.strip().casefold() == item.in_record.strip().casefold()
        assert item.agrees == alike
    part.ensure(Beside(practitioners=0, cases=3, completed_on=date(2026, 3, 20)))
    with pytest.raises(AlreadyRecorded):
        done.look_up([], by="M3", at=NOW)


def test_a_value_is_said_anew_and_others_stay() -> None:
    first = Value(case="C-A", field="seen", in_data="yes", in_record=None)
    one = sheet().look_up([first], by="M3", at=NOW)
    assert one.holds([first])
    second = Value(case="C-A", field="seen", in_data="yes", in_record="yes")
    after = one.look_up([second], by="Q1", at=NOW)
    assert (after.values, after.version, after.saved_by) == ((second,), 3, "Q1")
    assert not after.holds([first])
    (change,) = after.against([first]).changes
    assert (change.field, change.yours, change.theirs) == ("C-A.seen.in_record", None, "yes")


def test_what_was_not_drawn_is_refused_and_nothing_is_kept_twice() -> None:
    with pytest.raises(NotAsDrawn) as refused:
        sheet().look_up([Value(case="C-Z", field="age", in_data="", in_record="")], by="M3", at=NOW)
    assert set(refused.value.fields) == {"values.0.case", "values.0.field"}
    twice = Value(case="C-A", field="seen", in_data="yes", in_record="no")
    with pytest.raises(Invalid):
        sheet().look_up([twice, twice], by="M3", at=NOW)


def test_the_hash_of_a_frame_is_no_text_that_somebody_wrote() -> None:
    whole = [Value(case=c, field=f, in_data="yes", in_record="no") for c in CASES for f in FIELDS]
    texts = dict(sheet().look_up(whole, by="M3", at=NOW).part(PROOF).texts())
    assert texts["details.items.0.in_data"] == "yes"
    assert PROOF.frame_hash not in texts.values()


@pytest.mark.parametrize(
    ("fields", "cases"), [(("a", "a"), 1), (("a",), 0), (("a",), MOST_CASES + 1), (tuple("abcdef"), 100)]
)
def test_a_sheet_that_could_not_be_recorded_is_not_begun(fields: tuple[str, ...], cases: int) -> None:
    with pytest.raises(Invalid):
        ensure_sheet(fields, [f"C-{n}" for n in range(cases)])
