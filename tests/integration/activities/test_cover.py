"""Somebody is away, somebody has left: their audits are found, and a deputy's moderation counts."""

from __future__ import annotations

from datetime import date
from typing import Any

from services.activities.tables import ActivitiesWork
from services.activities.tables.organisation import snapshot_of
from services.activities.usecases import tell_held
from shared.contracts.events.directory import Acting, Away, CoverChanged
from shared.observability.metrics import orphaned_work
from tests.integration.activities.conftest import Activities, audit, changed_person, tag
from tests.integration.activities.test_lifecycle import HANDED, mine, path

__all__ = ["mine"]
TODAY = date(2026, 3, 20)


def cover(person: str, *, away: bool = False, deputy: str | None = None) -> CoverChanged:
    days: dict[str, Any] = {"starts": TODAY, "ends": date(2026, 6, 30)}
    acting = [Acting(deputy=deputy, **days)] if deputy else []
    return CoverChanged(
        area="social-work", person_id=person, away=[Away(**days)] if away else [], deputies=acting
    )


def handovers(activities: Activities) -> list[tuple[str, str]]:
    found = activities.qa.get("/handovers").json["items"]
    return sorted({(one["holder"], one["why"]) for one in found})


def test_open_audits_of_who_has_left_or_is_away_are_listed_until_they_are_handed_on(
    activities: Activities, mine: dict[str, Any]
) -> None:
    assert handovers(activities) == []
    activities.told(cover("M3", away=True))
    activities.told(changed_person("M2", active=False), sequence=2)
    look_again(activities)
    assert handovers(activities) == [("M2", "left"), ("M3", "away")]
    with activities.database.work(ActivitiesWork) as uow:
        tell_held(uow)
    left = [one for one in activities.qa.get("/handovers").json["items"] if one["why"] == "left"]
    assert orphaned_work.labels("activities")._value.get() == len(left) > 0
    refused = activities.qa.post(path(left[0], "reallocation"), json=HANDED, headers=tag(1))
    assert (refused.status_code, refused.json["rule"]) == (409, "auditor-away")
    elsewhere = activities.acting("H9", "head_of_service", areas={"early-help"})
    assert elsewhere.get("/handovers").json["items"] == []


def test_a_deputy_moderates_while_they_act_and_a_stranger_does_not(activities: Activities) -> None:
    done = activities.auditor.post("/audits", json=audit()).json
    deputy = activities.acting("M3", "team_manager")
    judged = {"overall": done["overall"], "domains": [], "comment": "Looked at again."}
    refused = deputy.post(path(done, "moderation"), json=judged, headers=tag(1))
    assert (refused.status_code, refused.json["rule"]) == (409, "moderator-role")
    activities.told(cover("H1", deputy="M3"))
    look_again(activities)
    answer = deputy.post(path(done, "moderation"), json=judged, headers=tag(1))
    assert (answer.status_code, answer.json["status"]) == (200, "moderated"), answer.json
    assert (answer.json["moderation"]["moderator"], answer.json["moderation"]["on_behalf_of"]) == ("M3", "H1")


def look_again(activities: Activities) -> None:
    """The snapshot asks once a second; a test does not wait for it."""
    snapshot_of(activities.database)._checked = float("-inf")
