"""Shapes of thinking and tags on any activity; observations and their link to improvement (S03, S04, S12)."""

from __future__ import annotations

from services.activities.domain.tags import GOALS, PRINCIPLES
from services.activities.domain.vocabulary import SETTINGS
from tests.integration.activities.conftest import Activities, audit
from tests.integration.activities.recorded_bodies import (
    record,
)


def test_the_shapes_and_tags_go_with_any_kind_and_with_audits_and_observations(
    activities: Activities,
) -> None:
    tags = [next(iter(PRINCIPLES)), next(iter(GOALS))]
    shapes = {
        "signs_of_safety": {
            "working_well": "Aunt Jo.",
            "worried_about": "",
            "needs_to_happen": "",
            "scale": 6,
        },
        "lundy": {
            "space": "A quiet room.",
            "voice": "He drew it.",
            "audience": "The chair.",
            "influence": "More time.",
        },
        "appreciative_inquiry": {
            "discovery": "Calm.",
            "dream": "Always.",
            "design": "A rota.",
            "destiny": "May.",
        },
    }
    made = record(activities, "participation", tags=tags, **shapes).json
    found = activities.qa.get(f"/recorded-activities/{made['activity_id']}").json
    assert {name: found["written"][name] for name in shapes} == shapes
    assert found["tags"] == sorted(tags)
    for path, more in (
        ("/audits", {}),
        ("/observations", {"setting": "review", "improvement_evident": True}),
    ):
        answer = activities.qa.post(path, json=audit(**shapes, **more) | {"tags": tags})
        content = activities.qa.get(f"/activities/{answer.json['activity_id']}").json["content"]
        assert {name: content[name] for name in shapes} == shapes
        assert content["tags"] == tags
        assert content["improvement_evident"] is more.get("improvement_evident")
        assert (
            len(activities.qa.get(f"/activities?tag={tags[0]}&kind={answer.json['kind']}").json["items"]) == 1
        )
    assert activities.qa.get(f"/activities?tag={list(GOALS)[1]}").json["items"] == []
    told = activities.qa.get("/tags").json
    assert (len(told["principles"]), len(told["goals"])) == (6, 5)
    wrong = activities.qa.post("/audits", json=audit(lundy={"voice": "NHS 943 476 5919"}))
    assert (wrong.json["rule"], set(wrong.json["errors"])) == ("no-identifiers", {"lundy.voice"})


def test_practice_is_observed_in_nine_settings_with_its_link_to_improvement(activities: Activities) -> None:
    assert len(SETTINGS) == 9
    for setting in SETTINGS:
        written = audit(setting=setting, improvement_link="Fewer moves.", improvement_evident=False)
        answer = activities.qa.post("/observations", json=written)
        assert answer.status_code == 201, answer.json
        content = activities.qa.get(f"/activities/{answer.json['activity_id']}").json["content"]
        assert (content["setting"], content["improvement_link"], content["improvement_evident"]) == (
            setting,
            "Fewer moves.",
            False,
        )
