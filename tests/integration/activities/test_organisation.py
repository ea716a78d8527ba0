"""The own copy of the organisation follows the directory, whatever the order of its events."""

from __future__ import annotations

import time
from datetime import date

from services.activities import tables
from services.activities.domain.organisation import Organisation
from services.activities.tables import ActivitiesWork
from services.activities.tables.organisation import snapshot_of
from shared.contracts.events.directory import UnitChanged
from tests.integration.activities.conftest import Activities, changed_person


def known(activities: Activities) -> Organisation:
    """As a new process would read it."""
    return tables.organisation.Snapshot(activities.database).known().organisation


def test_a_later_change_counts_and_an_older_one_is_ignored(activities: Activities) -> None:
    activities.told(changed_person("W1", team="line-cin-02", line_manager="M2"), sequence=3)
    activities.told(changed_person("W1", team="looked-after-01"), sequence=2)
    assert known(activities).person("W1").team == "line-cin-02"
    assert known(activities).line_of("W1") == {"M2", "S1", "H1"}


def test_a_batch_may_hold_somebody_twice_in_any_order(activities: Activities) -> None:
    from uuid import uuid4

    from services.activities import subscriptions
    from shared.inbox.handlers import Delivery

    now = activities.database.clock()
    batch = [
        Delivery(uuid4(), changed_person("W1", active=active), sequence, now, "system", "c", "")
        for sequence, active in ((3, False), (2, True))
    ]
    with activities.database.work(ActivitiesWork) as uow:
        subscriptions.keep_people.run(batch, uow)
        uow.commit()
    assert known(activities).person("W1").active is False


def test_a_new_team_is_known_with_its_area(activities: Activities) -> None:
    team = UnitChanged(
        area="early-help",
        unit_id="family-help-01",
        kind="team",
        name="Family help",
        parent="youth-justice",
        valid_from=date(2025, 4, 1),
    )
    activities.told(team)
    assert known(activities).place("youth-justice", "family-help-01", date(2026, 3, 1)) == "early-help"


def test_a_head_of_service_without_a_service_belongs_to_the_area(activities: Activities) -> None:
    activities.told(changed_person("H1", service=None, area="social-work"), sequence=2)
    org = known(activities)
    assert org.area_of_person(org.person("H1")) == "social-work"


def test_neither_names_nor_addresses_are_kept(activities: Activities) -> None:
    assert activities.column("SELECT 1 FROM person WHERE to_jsonb(person)::text LIKE '%omebody%'") == []


def test_a_running_process_sees_a_change_within_seconds_and_asks_at_most_once_a_second(
    activities: Activities,
) -> None:
    snapshot = snapshot_of(activities.database)
    first = snapshot.known().organisation
    assert activities.counted(lambda: [snapshot.known().organisation for _ in range(1000)]) <= 1
    activities.told(changed_person("W1", team="line-cin-02"), sequence=2)
    deadline = time.monotonic() + 5
    while snapshot.known().organisation is first and time.monotonic() < deadline:
        time.sleep(0.05)
    assert snapshot.known().organisation.person("W1").team == "line-cin-02"
    unchanged = snapshot.known().organisation
    assert unchanged is snapshot.known().organisation
