"""The rules of each kind's own part."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import asdict
from msgspec.structs import replace as changed

from services.activities.domain.dip_sample import DipSample, Item, accuracy, error_rate
from services.activities.domain.external_review import FRAMEWORK, ExternalReview, ReviewType, ensure_new
from services.activities.domain.oversight import Escalation, Oversight, Theme, summary
from services.activities.domain.part import Beside, Part
from services.activities.domain.recorded_refusals import (
    GroupTooSmall,
    PartnerMissing,
    PractitionerMissing,
    RecommendationUnanswered,
    ReviewTypeExists,
)
from services.activities.domain.themed import AgencyView, BespokeAudit, MultiAgencyAudit
from shared.contracts.errors import Invalid
from tests.unit.activities.recorded_builders import DAY, PARTS, THEME, assigned, recommended

BESIDE = Beside(practitioners=2, cases=1, completed_on=DAY)


def wrong(part: Part, **beside: Any) -> set[str]:
    with pytest.raises(Invalid) as found:
        part.ensure(replace(BESIDE, **beside))
    return set(found.value.fields)


def item(field: str = "visit", *, agrees: bool = True, **changes: Any) -> Item:
    return changed(
        Item(field=field, in_data="yes", in_record="yes" if agrees else "no", agrees=agrees), **changes
    )


def sample(*items: Item) -> DipSample:
    return DipSample(source="Book", as_at=DAY, items=items)


def test_a_dip_sample_does_not_contradict_itself() -> None:
    sample(item(), item(agrees=False), item(in_record="1", case=1)).ensure(BESIDE)
    assert wrong(sample(item(), item(agrees=False, in_record=" YES "))) == {"details.items.1.agrees"}
    assert wrong(sample(item(case=1), item(case=2))) == {"details.items.1.case"}
    assert wrong(sample(item()), completed_on=date(2026, 3, 9)) == {"details.as_at"}


def test_error_rates_are_told_with_their_interval() -> None:
    told = accuracy([item("b", agrees=False), item("b"), item("a"), item("a", agrees=False), item("b")])
    assert asdict(told["all"]) == {"checked": 5, "differing": 2, "rate": 0.4, "low": 0.118, "high": 0.769}
    assert [(one["field"], one["checked"], one["differing"]) for one in told["by_field"]] == [
        ("a", 2, 1),
        ("b", 3, 1),
    ]
    assert asdict(error_rate([])) == {"checked": 0, "differing": 0, "rate": None, "low": None, "high": None}
    assert sample(item()).result() == accuracy([item()])


@given(st.lists(st.tuples(st.sampled_from("abc"), st.booleans()), min_size=1, max_size=60))
def test_an_interval_holds_its_rate_and_fields_add_up(drawn: list[tuple[str, bool]]) -> None:
    told = accuracy([item(name, agrees=agrees) for name, agrees in drawn])
    for rate in (asdict(told["all"]), *told["by_field"]):
        assert 0 <= rate["low"] <= rate["rate"] <= rate["high"] <= 1
    assert sum(one["differing"] for one in told["by_field"]) == told["all"].differing


def test_a_bespoke_audit_s_numbers_fit() -> None:
    whole = PARTS["bespoke_audit"]
    whole.ensure(replace(BESIDE, cases=12))
    assert wrong(whole, cases=13) == {"details.looked_at"}
    part = BespokeAudit(**THEME, answer="", looked_at=4, met=4)
    part.ensure(BESIDE)
    assert wrong(changed(part, met=5)) == {"details.met"}
    assert part.result() == {"share": 1.0, "low": 0.51, "high": 1.0}
    assert changed(part, met=None).result() is None


def test_a_multi_agency_audit_has_the_view_of_another_agency_each_once() -> None:
    def audit(*agencies: AgencyView) -> MultiAgencyAudit:
        return MultiAgencyAudit(**THEME, conclusion="", agencies=agencies)

    police, other = (
        AgencyView(agency="police", view="Late."),
        AgencyView(agency="other", view="No.", name="Dentist"),
    )
    audit(police, other, changed(other, name="Optician")).ensure(BESIDE)
    with pytest.raises(PartnerMissing):
        audit().ensure(BESIDE)
    assert wrong(audit(police, police)) == {"details.agencies.1.agency"}
    assert wrong(audit(other, changed(other, name="DENTIST"))) == {"details.agencies.1.agency"}
    assert wrong(audit(changed(other, name=""))) == {"details.agencies.0.name"}


def test_groups_have_two_and_conversations_one() -> None:
    PARTS["group_supervision"].ensure(BESIDE)
    with pytest.raises(GroupTooSmall):
        PARTS["group_supervision"].ensure(replace(BESIDE, practitioners=1))
    PARTS["guided_conversation"].ensure(replace(BESIDE, practitioners=1))
    with pytest.raises(PractitionerMissing):
        PARTS["guided_conversation"].ensure(replace(BESIDE, practitioners=0))


def quarter(**changes: Any) -> Oversight:
    return changed(Oversight(quarter=date(2026, 1, 1), cases=9), **changes)


def test_a_quarter_begins_in_four_months_and_its_numbers_fit() -> None:
    for month in (1, 4, 7, 10):
        quarter(quarter=date(2025, month, 1)).ensure(BESIDE)
    assert wrong(quarter(quarter=date(2026, 2, 1))) == {"details.quarter"}
    assert wrong(quarter(quarter=date(2026, 4, 1))) == {"details.quarter"}
    quarter(quarter=date(2026, 4, 1)).ensure(replace(BESIDE, completed_on=date(2026, 4, 1)))
    themes = (Theme(theme="a", cases=9), Theme(theme="b", cases=10))
    assert wrong(quarter(themes=themes)) == {"details.themes.1.cases"}
    quarter().ensure(replace(BESIDE, cases=9))
    assert wrong(quarter(), cases=10) == {"details.cases"}


def test_a_quarter_is_summed_over_chairs_with_the_widest_theme_first() -> None:
    def up(stage: str, *, resolved: bool) -> Escalation:
        return Escalation(subject="Drift", stage=stage, resolved=resolved)  # type: ignore[arg-type]

    a, b = Theme(theme="a", cases=2), Theme(theme="b", cases=2)
    told = summary(
        date(2026, 1, 1),
        [
            ("I1", quarter(themes=(b, a), escalations=(up("formal", resolved=True),))),
            (
                "I1",
                quarter(
                    themes=(b,), escalations=(up("formal", resolved=False), up("informal", resolved=True))
                ),
            ),
            ("I2", quarter(cases=1, themes=(a,))),
        ],
    )
    assert (told["chairs"], told["cases"]) == (2, 19)
    assert told["themes"] == [{"theme": "a", "cases": 4}, {"theme": "b", "cases": 4}]
    assert told["escalations"] == [
        {"stage": "informal", "escalations": 1, "resolved": 1},
        {"stage": "formal", "escalations": 2, "resolved": 1},
    ]


def review(*recommendations: Any) -> ExternalReview:
    return ExternalReview(type="t", body="b", began_on=DAY, scope="s", recommendations=recommendations)


def test_a_recommendation_is_accepted_with_an_action_or_not_for_a_reason() -> None:
    refused = recommended(accepted=False, action=None, response="It moved last year.")
    review(recommended(), refused).ensure(BESIDE)
    for bad, field in (
        (recommended(action=None), "action"),
        (recommended(accepted=False, action=None), "response"),
        (recommended(accepted=False, action=assigned(), response="No."), "response"),
    ):
        with pytest.raises(RecommendationUnanswered) as found:
            review(refused, bad).ensure(BESIDE)
        assert set(found.value.fields) == {f"details.recommendations.1.{field}"}
    assert wrong(changed(review(), began_on=date(2026, 3, 11))) == {"details.began_on"}


def test_a_review_type_has_a_code_and_a_title_of_its_own() -> None:
    assert len(FRAMEWORK) == 6
    ensure_new(ReviewType(code="new", title="New"), FRAMEWORK)
    for taken in (("lga_review", "New"), ("new", "LOCAL government association review")):
        with pytest.raises(ReviewTypeExists):
            ensure_new(ReviewType(code=taken[0], title=taken[1]), FRAMEWORK)
