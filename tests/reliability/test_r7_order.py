"""R7: with several relays and consumers, some of them dying, no reader puts an older state over a newer one."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import text

from shared.contracts.events.directory import PersonChanged
from shared.db.unit import UnitOfWork
from tests.reliability.sizes import forms
from tests.reliability.stage import Stage
from tests.reliability.survey import ids
from tests.reliability.verdict import Verdict
from tests.reliability.waiting import until

CONVERGED_S = 180
WATCH = """
CREATE TABLE step_back (id text, was int, became int);
CREATE FUNCTION note_step_back() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN INSERT INTO step_back VALUES (OLD.id, OLD.sequence, NEW.sequence); RETURN NULL; END $$;
CREATE TRIGGER step_back AFTER UPDATE ON person FOR EACH ROW WHEN (NEW.sequence <= OLD.sequence)
EXECUTE FUNCTION note_step_back()"""


@dataclass(frozen=True, slots=True)
class Crowd:
    """People who change many times; processes that tell of it, processes that read it, and how many die."""

    people: int
    changes: int
    relays: int
    consumers: int
    kills: int
    seconds: float


def changed(person: int, version: int) -> PersonChanged:
    return PersonChanged(
        area="social-work",
        person_id=f"P{person:04}",
        name=f"Name {version}",
        email=f"p{person}@example.org",
        roles=["practitioner"],
        service="line-cin",
        team=f"line-cin-{version % 9 + 1:02}",
        line_manager=None,
    )


@forms(
    short=Crowd(40, 10, 2, 2, 3, 5),
    full=Crowd(500, 40, 4, 4, 20, 60),
    middle=Crowd(200, 20, 4, 4, 8, 25),
)
def test_an_older_state_never_replaces_a_newer_one(
    stage: Stage, size: Crowd, conclude: Callable[[Verdict], None]
) -> None:
    directory, activities = stage.database("directory"), stage.database("activities")
    with activities.engine.begin() as connection:
        connection.exec_driver_sql(WATCH)
    fleet = stage.fleet()
    for service, count in (("directory", size.relays), ("activities", size.consumers)):
        for _ in range(count):
            fleet.start(service, "worker")
    fleet.wait_ready()
    chance = random.Random(7)
    kills_at = [size.changes * (n + 1) // (size.kills + 1) for n in range(size.kills)]
    for version in range(1, size.changes + 1):
        with directory.work(UnitOfWork, actor="P0001") as uow:
            for person in chance.sample(range(size.people), size.people):
                uow.emit(changed(person, version), sequence=version)
            uow.commit()
        for _ in range(kills_at.count(version)):
            fleet.kill(chance.choice(fleet.members))
        time.sleep(size.seconds / size.changes)  # the pace of the changes, not a wait for anything
    events = ids(directory, "SELECT event_id FROM event_log")
    took = until(
        lambda: len(ids(activities, "SELECT event_id FROM inbox")) >= len(events),
        CONVERGED_S,
        "not every change arrived",
        every_s=0.25,
    )
    verdict = Verdict("R7")
    verdict.compare("changes", events, ids(activities, "SELECT event_id FROM inbox"))
    with activities.engine.connect() as connection:
        people = connection.execute(text("SELECT id, sequence FROM person")).all()
    verdict.compare(
        "people as they are now",
        [(f"P{person:04}", size.changes) for person in range(size.people)],
        [(row.id, row.sequence) for row in people],
    )
    back = ids(activities, "SELECT id FROM step_back")
    verdict.unexpected += len(back)
    verdict.note = (
        f"{size.people} people x {size.changes} changes, {size.relays} relays, {size.consumers} consumers, "
        f"{size.kills} kills: older over newer {len(back)}, converged in {took:.0f} s"
    )
    conclude(verdict)
