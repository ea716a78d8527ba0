"""From theme to audit over HTTP: whatever is drawn, submitted or recorded may name the theme that it serves."""

from __future__ import annotations

import time
from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import event

from services.activities.main import SERVICE
from services.activities.tables import ActivitiesWork
from services.activities.usecases import RecordAudit, record_audit
from shared.db.migrate import downgrade, upgrade
from tests.integration.activities.conftest import Activities, audit, tag, written
from tests.integration.activities.recorded_bodies import DETAILS
from tests.integration.activities.test_programme import drawn, of_m2
from tests.integration.activities.test_together import HEARD, JUDGED, LEARNT, OWN, Made
from tests.integration.activities.test_year import THEME, made
from tests.unit.activities.builders import MARCH, TODAY, content

REGULATORY = {
    "service": "youth-justice",
    "title": "Out of court disposals",
    "regulation": "Youth Justice standards",
    "begins": "2026-01",
}


@pytest.fixture
def theme(activities: Activities) -> str:
    return str(made(activities, "/themes", THEME)["theme_id"])


def told(activities: Activities, what: str) -> list[Any]:
    return [said for kind, _, said in activities.events() if kind == what]


def spotlight(activities: Activities, theme: str) -> dict[str, Any]:
    body = {"method": "dip_sample", "question": "Was the plan done when the case was closed?"}
    return made(activities, f"/themes/{theme}/spotlights", body)


def test_a_theme_is_told_when_it_is_set_and_again_when_it_changes(activities: Activities) -> None:
    theme = made(activities, "/themes", THEME | {"source": "Performance book", "chosen_on": "2026-03-02"})
    assert (theme["source"], theme["chosen_on"]) == ("Performance book", "2026-03-02")
    path = f"/themes/{theme['theme_id']}/explanation"
    why = {"explanation": "Cases were closed before the plan was done."}
    assert activities.qa.post(path, json=why, headers=tag(1)).status_code == 200
    asked = made(activities, "/regulatory-themes", REGULATORY)
    end = f"/regulatory-themes/{asked['theme_id']}/ending"
    assert activities.qa.post(end, json={"ends": "2026-06"}, headers=tag(1)).status_code == 200
    said = [(kind, n, str(one.theme_id), one.ends) for kind, n, one in activities.events()]
    march, june = date(2026, 3, 1), date(2026, 6, 1)
    assert said == [
        ("theme.set", 1, theme["theme_id"], march),
        ("theme.set", 2, theme["theme_id"], march),
        ("theme.set", 1, asked["theme_id"], None),
        ("theme.set", 2, asked["theme_id"], june),
    ]
    first = told(activities, "theme.set")[0]
    assert (first.indicator.source, f"{first.chosen_on}") == ("Performance book", "2026-03-02")
    assert activities.column("SELECT body FROM event_log WHERE body LIKE '%before the plan%'") == []


def test_a_theme_chosen_on_no_named_day_was_chosen_today(activities: Activities) -> None:
    assert made(activities, "/themes", THEME)["chosen_on"] == "2026-03-20"
    future = THEME | {"title": "Another", "chosen_on": "2999-01-01"}
    assert list(activities.qa.post("/themes", json=future).json["errors"]) == ["chosen_on"]


def test_an_audit_and_an_observation_say_what_they_serve(activities: Activities, theme: str) -> None:
    for path, body in (
        ("/audits", audit(theme_id=theme)),
        ("/observations", audit(theme_id=theme, setting="review")),
    ):
        answer = activities.auditor.post(path, json=body)
        assert (answer.status_code, answer.json["theme_id"]) == (201, theme), answer.json
        read = activities.auditor.get(f"/activities/{answer.json['activity_id']}").json
        assert read["theme_id"] == theme
    assert activities.auditor.post("/audits", json=audit(case="K-2")).json["theme_id"] is None
    assert [one.theme_id and str(one.theme_id) for one in told(activities, "activity.submitted")] == [
        theme,
        theme,
        None,
    ]
    listed = activities.auditor.get(f"/activities?theme_id={theme}").json["items"]
    assert [one["theme_id"] for one in listed] == [theme, theme]
    assert activities.auditor.get(f"/activities?theme_id={uuid4()}").json["items"] == []
    assert list(activities.auditor.get("/activities?theme_id=x").json["errors"]) == ["theme_id"]


def test_a_spotlight_is_served_once_it_is_agreed(activities: Activities, theme: str) -> None:
    found = spotlight(activities, theme)
    body = audit(theme_id=found["spotlight_id"])
    refused = activities.auditor.post("/audits", json=body)
    assert (refused.status_code, refused.json["rule"], refused.json["source"]) == (409, "theme-scope", "S13")
    assert list(refused.json["errors"]) == ["theme_id"]
    assert [one.kind for one in told(activities, "theme.set")] == ["theme"]
    assert told(activities, "activity.submitted") == []
    agreement = {"agreed_on": "2026-03-03", "minute": "2026-03-03/4"}
    path = f"/spotlights/{found['spotlight_id']}/agreement"
    assert activities.qa.post(path, json=agreement, headers=tag(1)).status_code == 200
    assert activities.auditor.post("/audits", json=body).status_code == 201
    last = told(activities, "theme.set")[-1]
    assert (str(last.theme_id), last.title) == (found["spotlight_id"], THEME["title"])
    assert (str(last.agreement.theme_id), last.agreement.minute) == (theme, "2026-03-03/4")


def test_a_theme_of_another_month_or_service_is_refused_with_all_that_is_wrong(
    activities: Activities, theme: str
) -> None:
    asked = made(activities, "/regulatory-themes", REGULATORY | {"begins": "2026-03"})["theme_id"]
    early = {"month": "2026-02", "completed_on": "2026-02-10"}
    for name, changes, source, wrong in (
        (theme, early, "S09", 1),
        (asked, {}, "S14", 1),
        (asked, early, "S14", 2),
    ):
        refused = activities.auditor.post("/audits", json=audit(theme_id=name) | changes).json
        assert (refused["rule"], refused["source"]) == ("theme-scope", source)
        assert len(refused["errors"]["theme_id"]) == wrong
    unknown = activities.auditor.post("/audits", json=audit(theme_id=str(uuid4())))
    assert (unknown.status_code, unknown.json["errors"]) == (422, {"theme_id": ["is not known"]})
    assert activities.column("SELECT count(*) FROM activity") == [0]


def test_a_regulatory_theme_is_served_by_its_own_service(activities: Activities) -> None:
    asked = made(activities, "/regulatory-themes", REGULATORY | {"service": "line-cin"})["theme_id"]
    assert activities.auditor.post("/audits", json=audit(theme_id=asked)).status_code == 201


def test_naming_a_theme_asks_the_database_nothing(activities: Activities, theme: str) -> None:
    """The unit opens no transaction of its own, as without a theme."""
    statements: list[str] = []

    def note(*args: Any) -> None:
        statements.append(args[2])

    with activities.database.work(ActivitiesWork, actor="M2") as uow:
        until = time.monotonic() + 10
        while UUID(theme) not in uow.known.aims and time.monotonic() < until:
            del uow.known
        event.listen(activities.database.engine, "before_cursor_execute", note)
        command = RecordAudit(
            case="CH-1",
            auditor="M2",
            practitioner="W1",
            service="line-cin",
            team="line-cin-01",
            month=MARCH,
            completed_on=TODAY,
            content=content(),
            theme_id=UUID(theme),
        )
        record_audit(command, uow)
        assert uow._transaction is None
        uow.commit()
    event.remove(activities.database.engine, "before_cursor_execute", note)
    assert statements == []


def test_a_sample_drawn_for_a_theme_hands_it_to_what_it_allocates(activities: Activities, theme: str) -> None:
    activities.imported(6, "".join(f"K{n},line-cin-01,W1,2024-02-02,\n" for n in range(6)))
    found = drawn(activities, theme_id=theme)
    assert {one["theme_id"] for one in found["allocations"]} == {theme}
    assert activities.qa.get(f"/samples/{found['sample_id']}").json["theme_id"] == theme
    assert {str(one.theme_id) for one in told(activities, "activity.allocated")} == {theme}
    mine = of_m2(activities, found)
    path = f"/audits/{mine['activity_id']}/submission"
    other = made(activities, "/themes", THEME | {"title": "Another"})["theme_id"]
    wrong = activities.auditor.post(path, json=written(theme_id=other, service="line-cin"), headers=tag(1))
    assert (wrong.status_code, set(wrong.json["errors"])) == (422, {"theme_id", "service"})
    done = activities.auditor.post(path, json=written(theme_id=theme), headers=tag(1))
    assert (done.status_code, done.json["theme_id"]) == (200, theme), done.json
    again = activities.auditor.post(path, json=written(), headers=tag(1))
    assert (again.status_code, again.json["theme_id"]) == (200, theme)
    (submitted,) = told(activities, "activity.submitted")
    assert str(submitted.theme_id) == theme


def test_a_sample_names_no_theme_that_its_audits_could_not_serve(activities: Activities) -> None:
    asked = made(activities, "/regulatory-themes", REGULATORY)["theme_id"]
    body = {"month": "2026-03", "area": "early-help", "size": 2, "seed": 7, "due_on": "2026-03-22"}
    refused = activities.qa.post("/samples", json=body | {"theme_id": asked})
    assert (refused.status_code, refused.json["rule"]) == (409, "theme-scope")
    assert activities.column("SELECT count(*) FROM sample") == [0]


def test_an_audit_allocated_for_nothing_may_name_a_theme_when_it_is_submitted(
    activities: Activities, theme: str
) -> None:
    activities.imported(6, "".join(f"K{n},line-cin-01,W1,2024-02-02,\n" for n in range(6)))
    mine = of_m2(activities, drawn(activities))
    path = f"/audits/{mine['activity_id']}/submission"
    unknown = activities.auditor.post(path, json=written(theme_id=str(uuid4())), headers=tag(1))
    assert list(unknown.json["errors"]) == ["theme_id"]
    done = activities.auditor.post(path, json=written(theme_id=theme), headers=tag(1))
    assert (done.status_code, done.json["theme_id"]) == (200, theme)
    assert activities.auditor.get(f"/activities/{mine['activity_id']}").json["theme_id"] == theme


def test_an_audit_made_in_stages_may_name_it_when_it_is_completed(activities: Activities, theme: str) -> None:
    together = Made(activities)
    together.put(activities.practitioner, "views/practitioner", OWN)
    together.put(activities.auditor, "views/auditor", JUDGED)
    together.put(activities.auditor, "family/conversation", HEARD)
    together.put(activities.auditor, "learning", LEARNT)
    wrong = together.post(activities.auditor, "completion", {"theme_id": str(uuid4())})
    assert list(wrong.json["errors"]) == ["theme_id"]
    done = together.post(activities.auditor, "completion", {"theme_id": theme})
    assert (done.status_code, done.json["theme_id"]) == (200, theme), done.json


def test_what_is_recorded_says_what_it_serves_and_is_found_by_it(activities: Activities, theme: str) -> None:
    body = {
        "led_by": "M2",
        "service": "line-cin",
        "month": "2026-03",
        "completed_on": "2026-03-10",
        "details": DETAILS["dip_sample"] | {"items": [DETAILS["dip_sample"]["items"][1]]},
    }
    answer = activities.auditor.post("/dip-samples", json=body | {"theme_id": theme})
    assert (answer.status_code, answer.json["theme_id"]) == (201, theme), answer.json
    plain = activities.auditor.post("/dip-samples", json=body).json
    assert plain["theme_id"] is None
    assert [one.theme_id and str(one.theme_id) for one in told(activities, "activity.recorded")] == [
        theme,
        None,
    ]
    found = activities.auditor.get(f"/recorded-activities?theme_id={theme}").json["items"]
    assert [one["activity_id"] for one in found] == [answer.json["activity_id"]]
    read = activities.auditor.get(f"/recorded-activities/{answer.json['activity_id']}").json
    assert read["theme_id"] == theme
    early = body | {"theme_id": theme, "month": "2026-02", "completed_on": "2026-02-10"}
    assert activities.auditor.post("/dip-samples", json=early).json["rule"] == "theme-scope"


def test_a_batch_and_a_draft_know_the_field(activities: Activities, theme: str) -> None:
    system = activities.acting("forms", "service_area_system")
    items = [
        audit(kind="case_file_audit", theme_id=one, case=f"K-{n}")
        for n, one in enumerate((theme, theme, str(uuid4()), "x"))
    ]
    told_back = system.post("/activities/batch", json={"items": items}).json
    assert [one["outcome"] for one in told_back["items"]] == ["accepted", "accepted", "refused", "refused"]
    assert {name for one in told_back["items"][2:] for name in one["problem"]["errors"]} == {"theme_id"}
    assert {str(one.theme_id) for one in told(activities, "activity.submitted")} == {theme}
    draft = {"kind": "case_file_audit", "content": {"theme_id": "not one"}}
    path = f"/drafts/{uuid4()}"
    saved = activities.auditor.put(path, json=draft, headers={"If-None-Match": "*"}).json
    assert list(saved["unfit"]) == ["theme_id"]


def test_a_theme_that_is_wrong_costs_a_batch_one_look_however_many_name_it(activities: Activities) -> None:
    system = activities.acting("forms", "service_area_system")

    def send(number: int) -> None:
        items = [audit(kind="case_file_audit", theme_id=str(uuid4())) for _ in range(number)]
        assert system.post("/activities/batch", json={"items": items}).json["refused"] == number

    send(1)
    few, many = (activities.counted(lambda n=n: send(n)) for n in (1, 50))
    assert many <= few + 1  # one to see, once a second, whether what is in memory still holds


def test_written_without_signal_and_sent_again_it_is_taken_once_and_not_with_another_theme(
    activities: Activities, theme: str
) -> None:
    body = audit(theme_id=theme, activity_id=str(uuid4()), made_at="2026-03-16T15:30:00+00:00")
    first, again = (activities.auditor.post("/audits", json=body) for _ in range(2))
    assert (first.status_code, again.status_code, again.json["theme_id"]) == (201, 200, theme)
    other = activities.auditor.post("/audits", json=body | {"theme_id": None})
    assert (other.status_code, other.json["type"]) == (409, "/problems/activity-id-taken")


def test_the_feed_tells_what_is_about_a_theme_alone(activities: Activities, theme: str) -> None:
    for number in range(3):
        activities.auditor.post("/audits", json=audit(case=f"K-{number}"))
        activities.auditor.post("/audits", json=audit(case=f"L-{number}", theme_id=theme))
    first = activities.qa.get(f"/feed?about={theme}&limit=2").json
    rest = activities.qa.get(f"/feed?about={theme}&limit=5&after={first['next']}").json
    found = [*first["items"], *rest["items"]]
    assert [one["type"].split(".")[1] for one in found] == ["theme", "activity", "activity", "activity"]
    assert {one["data"]["theme_id"] for one in found} == {theme}
    assert activities.qa.get(f"/feed?about={theme}&after={rest['next']}").json["items"] == []
    assert list(activities.qa.get("/feed?about=x").json["errors"]) == ["about"]


def test_what_was_there_before_serves_nothing_and_a_theme_was_chosen_when_it_was_recorded(
    activities: Activities, theme: str
) -> None:
    """The release before is gone back to with data, and left again."""
    assert activities.auditor.post("/audits", json=audit()).status_code == 201
    downgrade(activities.database, SERVICE.migrations, "0018")
    upgrade(activities.database, SERVICE.migrations)
    chosen = activities.column(
        "SELECT chosen_on = (recorded_at AT TIME ZONE 'Europe/London')::date FROM theme"
    )
    assert chosen == [True]
    (listed,) = activities.qa.get("/themes").json["items"]
    assert (listed["theme_id"], listed["source"]) == (theme, "")
    (kept,) = activities.auditor.get("/activities").json["items"]
    assert kept["theme_id"] is None
