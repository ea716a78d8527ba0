"""What must exist everywhere after captures, and what does: read from the services' databases, from outside."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

import msgspec
from sqlalchemy import select, text

from services.actions.tables import action
from services.activities.tables.schema import activity
from services.reporting.tables import ReportingWork
from services.reporting.tables.schema import fact
from services.reporting.usecases.checking import check_rollups
from shared.contracts.events.activities import ActivitySubmitted
from shared.db.database import Database
from shared.outbox.tables import event_log
from tests.reliability.stage import Stage
from tests.reliability.verdict import Verdict
from tests.reliability.writers import FINDINGS

SOURCES, READERS = ("activities", "actions"), ("actions", "reporting")

# the sweep tells of actions that are overdue, too
TOLD = "SELECT split_part(aggregate, ':', 2)::uuid FROM event_log WHERE routing_key LIKE 'action.opened.%'"


def ids(database: Database, statement: str) -> list[UUID]:
    with database.engine.connect() as connection:
        return list(connection.execute(text(statement)).scalars())


def arrived(stage: Stage, captures: int) -> bool:
    """Whether every capture took effect everywhere and nothing is on its way any more."""
    seen = "SELECT (SELECT count(*) FROM inbox) >= :captures"
    for name in READERS:
        with stage.database(name).engine.connect() as connection:
            if not connection.execute(text(seen), {"captures": captures}).scalar():
                return False
    opened = len(ids(stage.database("actions"), "SELECT action_id FROM action"))
    facts = len(ids(stage.database("reporting"), "SELECT id FROM fact"))
    return facts >= captures + opened and all(
        stage.settled(name, *(f"sightline.{reader}" for reader in READERS)) for name in SOURCES
    )


def missing(stage: Stage, answered: dict[str, UUID]) -> str:
    """What has not arrived, for whoever reads a failed test."""
    verdict = verdict_of(stage, "", answered)
    return "\n".join(["not everything arrived", str(verdict), *verdict.about])


def verdict_of(stage: Stage, scenario: str, answered: dict[str, UUID]) -> Verdict:
    """Every answered capture once in activities, once as a fact, once as each action that it needs; nothing else."""
    verdict = Verdict(scenario)
    captured = answered.values()
    activities, actions, reporting = (stage.database(name) for name in ("activities", "actions", "reporting"))
    with activities.engine.connect() as connection:
        rows = connection.execute(select(activity.c.activity_id, activity.c.pseudonym)).all()
    verdict.compare("activities", captured, (row.activity_id for row in rows))
    verdict.compare("cases", {row.pseudonym for row in rows}, (row.pseudonym for row in rows))
    events = list(_submitted(activities))
    verdict.compare("events", captured, (one.activity_id for one in events))
    verdict.compare("facts", captured, _facts(reporting, "activity"))
    needed = _findings(events)
    expected = sum(int(key[1:]) % (FINDINGS + 1) for key in answered)
    verdict.compare("findings", range(expected), range(len(needed)))
    with actions.engine.connect() as connection:
        opened = {row.action_id: row.finding_id for row in connection.execute(select(action))}
    verdict.compare("actions", needed, opened.values())
    verdict.compare("opened", opened, ids(actions, TOLD))
    overdue = ids(actions, TOLD.replace("opened", "overdue"))
    verdict.compare("overdue", set(overdue), overdue)
    verdict.compare("action facts", opened, ids(reporting, "SELECT id FROM fact WHERE kind = 'action'"))
    with reporting.work(ReportingWork) as uow:
        check = check_rollups(uow)
    verdict.unexpected += len(check.differences)
    verdict.about.append(f"rollups that differ from the facts: {len(check.differences)}")
    for name in ("activities", "actions", "reporting"):
        stuck = ids(stage.database(name), "SELECT failure_id FROM inbox_failure")
        verdict.unexpected += len(stuck)
        verdict.about.append(f"failures kept in {name}: {len(stuck)}")
    return verdict


def _submitted(activities: Database) -> Iterable[ActivitySubmitted]:
    decoder = msgspec.json.Decoder(dict[str, msgspec.Raw])
    told = select(event_log.c.body).where(event_log.c.routing_key.like("activity.submitted.%"))
    with activities.engine.connect() as connection:
        for body in connection.execute(told).scalars():
            yield msgspec.json.decode(decoder.decode(body)["data"], type=ActivitySubmitted)


def _findings(events: Iterable[ActivitySubmitted]) -> list[UUID]:
    return [
        finding.finding_id for event in events for finding in event.findings if finding.action is not None
    ]


def _facts(reporting: Database, kind: str) -> list[UUID]:
    """Each fact once for every event under it: a capture has exactly one."""
    with reporting.engine.connect() as connection:
        rows = connection.execute(select(fact.c.id, fact.c.events).where(fact.c.kind == kind))
        return [row.id for row in rows for _ in row.events]
