"""Feedback finds its activity, whichever came first; people find the feedback of their areas."""

from __future__ import annotations

from uuid import uuid4

from services.feedback import subscriptions
from tests.integration.feedback.conftest import Voices
from tests.unit.actions.builders import recorded


def link_of(voices: Voices, one: dict[str, str]) -> str:
    return str(voices.http.get(f"/feedback/{one['feedback_id']}").json["link"])


def test_a_link_is_taken_before_its_activity_is_known_and_verified_when_it_is(voices: Voices) -> None:
    activity_id = uuid4()
    one = voices.say(activity_id=str(activity_id))
    assert (one["link"], link_of(voices, one)) == ("unverified", "unverified")
    voices.activity(activity_id)
    assert link_of(voices, one) == "verified"


def test_a_link_to_a_known_activity_is_verified_at_once(voices: Voices) -> None:
    activity_id = uuid4()
    voices.activity(activity_id)
    assert link_of(voices, voices.say(activity_id=str(activity_id))) == "verified"


def test_an_activity_of_another_service_is_told_apart(voices: Voices) -> None:
    activity_id = uuid4()
    voices.activity(activity_id, area="early-help", service="targeted-youth")
    assert link_of(voices, voices.say(activity_id=str(activity_id))) == "other_service"


def test_a_link_to_a_recorded_activity_of_a_service_is_verified(voices: Voices) -> None:
    of_service, of_division = uuid4(), uuid4()
    known = [
        recorded(activity_id=of_service, area="social-work", service="line-cin"),
        recorded(activity_id=of_division),
    ]
    voices.receive(subscriptions.know_activities, *known)
    assert link_of(voices, voices.say(activity_id=str(of_service))) == "verified"
    assert link_of(voices, voices.say(activity_id=str(of_division))) == "unverified"


def test_older_news_of_an_activity_is_ignored(voices: Voices) -> None:
    activity_id = uuid4()
    one = voices.say(activity_id=str(activity_id))
    voices.activity(activity_id, sequence=3)
    voices.activity(activity_id, sequence=2, service="looked-after")
    assert link_of(voices, one) == "verified"


def test_links_that_do_not_hold_can_be_listed(voices: Voices) -> None:
    known = uuid4()
    voices.activity(known)
    wrong = voices.say(activity_id=str(uuid4()))
    right = voices.say(activity_id=str(known))
    voices.say()

    def found(link: str) -> list[str]:
        return [item["feedback_id"] for item in voices.http.get(f"/feedback?link={link}").json["items"]]

    assert found("unverified") == [wrong["feedback_id"]]
    assert found("verified") == [right["feedback_id"]]
    assert (len(found("none")), found("other_service")) == (1, [])


def test_people_see_the_feedback_of_their_areas(voices: Voices) -> None:
    mine = voices.say(activity_id=str(uuid4()))
    theirs = voices.say(service="targeted-youth")
    assert [one["feedback_id"] for one in voices.manager.get("/feedback").json["items"]] == [
        mine["feedback_id"]
    ]
    assert voices.manager.get(f"/feedback/{theirs['feedback_id']}").status_code == 404
    assert voices.manager.get(f"/feedback/{mine['feedback_id']}").status_code == 200


def test_filters_narrow_the_list(voices: Voices) -> None:
    activity_id = uuid4()
    voices.say(activity_id=str(activity_id))
    voices.say(kind="compliment", service="targeted-youth")
    voices.complain(stage=2)

    def found(query: str) -> int:
        return len(voices.http.get(f"/feedback?{query}").json["items"])

    assert [found("kind=complaint"), found("stage=2"), found("stage=1")] == [1, 1, 0]
    assert [found("service=targeted-youth"), found(f"activity_id={activity_id}")] == [1, 1]
    assert voices.http.get("/feedback?kind=praise").status_code == 422


def test_pages_follow_each_other_newest_first_without_gap_or_repeat(voices: Voices) -> None:
    for day in (3, 1, 2, 2, 3):
        voices.say(received_on=f"2026-03-0{day}")
    days, ids, after = [], set(), ""
    while after is not None:
        answer = voices.http.get(f"/feedback?limit=2{after and f'&after={after}'}").json
        days += [one["received_on"][-1] for one in answer["items"]]
        ids |= {one["feedback_id"] for one in answer["items"]}
        after = answer["next"]
    assert days == ["3", "3", "2", "2", "1"]
    assert len(ids) == 5
