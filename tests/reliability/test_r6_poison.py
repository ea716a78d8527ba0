"""R6: what a handler cannot take is parked with its reason, the rest goes through, a replay takes effect once."""

from __future__ import annotations

import json
import subprocess
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import text

from shared.contracts.events.activities import ActivitySubmitted, Finding, RequiredAction
from shared.db.unit import UnitOfWork
from tests.reliability.sizes import forms
from tests.reliability.stage import Stage
from tests.reliability.survey import ids
from tests.reliability.verdict import Verdict
from tests.reliability.waiting import until
from tests.servers.platform import COMMAND

ONE_IN = 100
POISON = "Nobody can store this title"
TRIES = 4


@dataclass(frozen=True, slots=True)
class Dose:
    """``hurry`` does not wait 5 s, 30 s and 5 min between the tries."""

    events: int
    hurry: bool


def submitted(number: int) -> ActivitySubmitted:
    """An audit with one finding that needs an action; one in a hundred has a title that is refused."""
    action = RequiredAction(
        title=POISON if number % ONE_IN == ONE_IN // 2 else f"Action {number}",
        owner="SP1",
        reach="system",
        priority="high",
    )
    return ActivitySubmitted(
        area="social-work",
        activity_id=uuid4(),
        kind="case_file_audit",
        case="C-K7Q2M4X9T3WB",
        auditor="SA1",
        practitioner="SP1",
        service="line-cin",
        team="line-cin-01",
        month=date(2025, 9, 1),
        submitted_on=date(2025, 9, 20),
        due_on=None,
        overall="good",
        domains={"recording": "good"},
        family_voice="heard",
        practitioner_took_part=True,
        findings=[Finding(finding_id=uuid4(), domain="recording", strength=False, action=action)],
    )


def parked(stage: Stage, *arguments: str) -> Any:
    """What ``sightline parked`` answers about the actions."""
    command = [str(COMMAND), "parked", *arguments, "--service", "actions", "--json"]
    done = subprocess.run(command, env=stage.environment(), capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


@forms(short=Dose(300, hurry=True), full=Dose(10_000, hurry=False), middle=Dose(3_000, hurry=True))
def test_poison_is_parked_with_its_reason_and_replayed_once(
    stage: Stage, size: Dose, conclude: Callable[[Verdict], None]
) -> None:
    activities, actions = stage.database("activities"), stage.database("actions")
    refuse = f"ALTER TABLE action ADD CONSTRAINT nobody_can_store_it CHECK (title <> '{POISON}')"
    with actions.engine.begin() as connection:
        connection.execute(text(refuse))
    events = [submitted(number) for number in range(size.events)]
    poison = {one.activity_id for one in events if _title(one) == POISON}
    fleet = stage.fleet()
    fleet.start("activities", "worker")
    fleet.start("actions", "worker")
    with activities.work(UnitOfWork, actor="SA1") as uow:
        for one in events:
            uow.emit(one, sequence=1)
        uow.commit()

    def opened() -> list[UUID]:
        return ids(actions, "SELECT activity_id FROM action")

    until(lambda: len(opened()) >= size.events - len(poison), 180, "the rest did not go through")
    until(
        lambda: _all_parked(stage, len(poison), hurry=size.hurry),
        600,
        "the poison was not parked",
        every_s=0.2,
    )
    verdict = Verdict("R6")
    verdict.compare(
        "the rest", (one.activity_id for one in events if one.activity_id not in poison), opened()
    )
    listed = parked(stage, "list")
    verdict.compare("parked", poison, (_activity(stage, one["failure_id"]) for one in listed))
    assert all(one["attempts"] == TRIES and "nobody_can_store_it" in one["reason"] for one in listed), listed[
        :2
    ]

    with actions.engine.begin() as connection:  # the fault is found and mended
        connection.execute(text("ALTER TABLE action DROP CONSTRAINT nobody_can_store_it"))
    assert parked(stage, "replay", "--all")["count"] == len(poison)
    until(lambda: len(opened()) >= size.events, 60, "what was replayed took no effect")
    assert parked(stage, "replay", "--all")["count"] == 0
    until(lambda: stage.settled("activities", "sightline.actions"), 30, "something is still on its way")
    verdict.compare("after two replays", (one.activity_id for one in events), opened())
    verdict.compare("told", ids(actions, "SELECT action_id FROM action"), _told(stage))
    assert parked(stage, "list") == []
    verdict.ok = size.events - verdict.lost
    verdict.note = f"{len(poison)} of {size.events} parked with their reason, replayed twice"
    conclude(verdict)


def _title(event: ActivitySubmitted) -> str:
    action = event.findings[0].action
    return action.title if action else ""


def _activity(stage: Stage, failure_id: str) -> UUID:
    subject = f"SELECT subject::uuid FROM inbox_failure WHERE failure_id = '{failure_id}'"
    return ids(stage.database("actions"), subject)[0]


def _told(stage: Stage) -> list[UUID]:
    """The actions of which others were told that they were opened, once for each time."""
    opened = "routing_key LIKE 'action.opened.%'"
    return ids(
        stage.database("actions"), f"SELECT split_part(aggregate, ':', 2)::uuid FROM event_log WHERE {opened}"
    )


def _all_parked(stage: Stage, count: int, *, hurry: bool) -> bool:
    with stage.database("actions").engine.begin() as connection:
        if hurry:
            connection.execute(text("UPDATE inbox_failure SET next_at = now() WHERE state = 'retrying'"))
        states = Counter(connection.execute(text("SELECT state FROM inbox_failure")).scalars())
    return states == {"parked": count}
