"""What a recorded activity tells others, and where its actions are to be done."""

from __future__ import annotations

from datetime import date

import msgspec
import pytest

from services.activities.domain.external_review import ExternalReview
from services.activities.domain.recorded import Written, place_of
from services.activities.domain.recorded_events import recorded
from services.activities.domain.recorded_refusals import ActionNowhere
from services.activities.domain.refusals import UnknownUnit
from services.activities.domain.shapes import AppreciativeInquiry, Lundy, texts
from services.activities.domain.tags import GOALS, PRINCIPLES, TAGS
from tests.unit.activities.builders import content, organisation, person
from tests.unit.activities.recorded_builders import activity, assigned, found, recommended

ORG = organisation()


def test_an_action_is_done_where_it_says_else_where_the_activity_is_else_where_its_owner_works() -> None:
    here = activity()
    assert place_of(assigned(), "", here, ORG) == ("social-work", "line-cin", "line-cin-01")
    assert place_of(assigned(service="line-cin"), "", here, ORG) == ("social-work", "line-cin", "line-cin-01")
    assert place_of(assigned(service="youth-justice"), "", here, ORG) == ("early-help", "youth-justice", None)
    division = activity("external_review", area="all", service=None, team=None)
    assert place_of(assigned(owner="M9"), "", division, ORG) == ("early-help", "youth-justice", None)
    assert place_of(assigned(owner="M9", service="line-cin"), "", division, ORG)[1] == "line-cin"


def test_an_action_that_is_of_no_service_is_refused() -> None:
    division = activity("external_review", area="all", service=None, team=None)
    for owner in ("Q1", "D1"):  # neither works in a service: one has none, the other's is no longer known
        org = organisation(person("D1", "head_of_service", service="gone"))
        with pytest.raises(ActionNowhere) as refused:
            place_of(assigned(owner=owner), "findings.2.action", division, org)
        assert set(refused.value.fields) == {"findings.2.action.service"}
    with pytest.raises(UnknownUnit):
        place_of(assigned(service="narnia"), "", division, ORG)


def test_the_event_has_the_actions_and_nothing_else_of_what_was_written() -> None:
    written = Written(summary="Secret words.", findings=(found(), found(assigned())))
    told = recorded(activity(written=written, practitioners=("W1",), cases=("C-1",)), ORG)
    assert (told.kind, told.area, told.service, told.team) == (
        "dip_sample",
        "social-work",
        "line-cin",
        "line-cin-01",
    )
    assert (told.led_by, told.practitioners, told.external) == ("M3", ["W1"], None)
    assert (told.month, told.completed_on) == (date(2026, 3, 1), date(2026, 3, 10))
    (needed,) = told.actions
    assert needed.finding_id == written.findings[1].finding_id
    assert (needed.title, needed.owner, needed.reach, needed.priority) == ("Mend it", "W1", "system", "high")
    body = msgspec.json.encode(told).decode()
    assert "Secret" not in body
    assert "Typed twice" not in body
    assert "C-1" not in body


def test_of_an_external_review_the_event_has_its_type_and_how_much_it_found() -> None:
    asked = (recommended(), recommended(accepted=False, action=None, response="No."), recommended())
    part = ExternalReview(
        type="lga_review", body="LGA", began_on=date(2026, 3, 2), scope="The door.", recommendations=asked
    )
    one = activity("external_review", part=part, written=Written(findings=(found(assigned()), found())))
    told = recorded(one, ORG, "Local Government Association review")
    assert told.external is not None
    assert msgspec.structs.asdict(told.external) == {
        "type": "lga_review",
        "title": "Local Government Association review",
        "findings": 2,
        "recommendations": 3,
    }
    assert [needed.finding_id for needed in told.actions] == [
        one.written.findings[0].finding_id,
        asked[0].recommendation_id,
        asked[2].recommendation_id,
    ]


def test_every_text_of_a_struct_is_found_with_its_field() -> None:
    written = Written(
        lundy=Lundy(space="A room."),
        appreciative_inquiry=AppreciativeInquiry(destiny="May."),
        findings=(found(assigned(title="Mend it")),),
    )
    told = dict(texts(written))
    assert (told["lundy.space"], told["appreciative_inquiry.destiny"]) == ("A room.", "May.")
    assert told["findings.0.action.title"] == "Mend it"
    assert dict(texts(written, "details"))["details.lundy.space"] == "A room."


def test_audits_tell_the_texts_of_their_shapes_too() -> None:
    told = dict(
        content(lundy=Lundy(influence="More time."), appreciative_inquiry=AppreciativeInquiry()).texts()
    )
    assert told["lundy.influence"] == "More time."
    assert told["appreciative_inquiry.dream"] == ""


def test_there_are_six_principles_and_five_goals_each_with_its_title() -> None:
    assert (len(PRINCIPLES), len(GOALS), len(TAGS)) == (6, 5, 11)
    assert all(title.strip() for title in (PRINCIPLES | GOALS).values())
    assert all(code.startswith("principle_") for code in PRINCIPLES)
    assert all(code.startswith("goal_") for code in GOALS)
