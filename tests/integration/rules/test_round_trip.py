"""From the rule book to an action's due date, through relay, broker and inbox."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from services.actions import domain
from services.actions.main import SERVICE as ACTIONS
from services.activities.main import SERVICE as ACTIVITIES
from services.activities.tables import ActivitiesWork, pseudonyms
from services.activities.usecases import tell_rules
from shared.contracts import decode
from shared.contracts.rules import Rule
from shared.db.database import Database
from shared.inbox.batch import bodies_of
from shared.inbox.consumer import Consumer
from shared.messaging.embedded import EmbeddedBroker
from shared.outbox.relay import Relay
from shared.outbox.replay import replay
from shared.runtime import settings
from shared.testing.client import Client, client
from shared.testing.clock import Clock

NEW = {
    "value": {"safeguarding_hours": 24, "high": 10, "medium": 20, "low": 30},
    "source": "S23; Performance & Quality Group 2026-03-02, minute 4",
    "effective_from": "2026-04",
    "reason": "Families wait too long.",
}


@dataclass
class Way:
    """A rule book, a service that keeps a copy, and the broker between them."""

    book: Database
    copy: Database
    broker: EmbeddedBroker
    consumer: Consumer
    qa: Client

    def tell(self) -> None:
        """The job of the activities' worker."""
        with self.book.work(ActivitiesWork) as uow:
            tell_rules(uow)
            uow.commit()

    def change(self, name: str = "action-days", version: int = 1, **body: Any) -> Any:
        return self.qa.post(f"/rules/{name}/versions", json=NEW | body, headers={"If-Match": f'"{version}"'})

    def carry(self) -> None:
        publisher = self.broker.publisher()
        relay = Relay(self.book, self.broker, name="activities")
        while relay.cycle(publisher):
            pass
        subscription = self.broker.subscribe(self.consumer.queue.name)
        while batch := subscription.receive(500, 0):
            self.consumer.handle(bodies_of(batch))
            subscription.ack(batch)

    def kept(self) -> list[Rule[Any]]:
        with self.copy.engine.connect() as connection:
            rows = connection.execute(text("SELECT * FROM rule_version ORDER BY name, version"))
            return [Rule(**row._mapping) for row in rows]

    def told(self) -> list[tuple[str, int]]:
        with self.book.engine.connect() as connection:
            bodies = connection.execute(text("SELECT body FROM event_log ORDER BY position")).scalars().all()
        read = [decode(body) for body in bodies]
        return [(said.subject, said.sequence) for said, _ in read if said.type.startswith("sightline.rule.")]


@pytest.fixture
def way(database: Callable[..., Database], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Way]:
    monkeypatch.setenv("SIGHTLINE_PSEUDONYM_KEYS", str(tmp_path / "pseudonyms.json"))
    settings.current.cache_clear()
    pseudonyms.cache_clear()
    book, copy = database("activities", clock=Clock("2026-03-20T09:00:00")), database("actions")
    broker = EmbeddedBroker(database())
    consumer = Consumer("actions", copy, ACTIONS.work, ACTIONS.handlers, broker)
    broker.declare([consumer.queue])
    yield Way(book, copy, broker, consumer, client(ACTIVITIES, book, "qa_manager", person="Q1", areas={"*"}))
    settings.current.cache_clear()
    pseudonyms.cache_clear()


def test_what_the_book_holds_at_first_is_told_once_and_is_what_actions_go_by_without_it(way: Way) -> None:
    way.tell()
    way.tell()
    names = {one["name"] for one in way.qa.get("/rules").json["rules"]}
    assert sorted(way.told()) == sorted((name, 1) for name in names)
    way.carry()
    assert way.kept() == list(domain.FIRST)


def test_a_new_version_arrives_with_its_value_source_and_first_month(way: Way) -> None:
    assert way.change().status_code == 201
    assert ("action-days", 2) in way.told()
    way.carry()
    newest = [one for one in way.kept() if one.name == "action-days"][-1]
    assert (newest.version, newest.value, newest.source, newest.effective_from) == (
        2,
        NEW["value"],
        NEW["source"],
        date(2026, 4, 1),
    )
    told = way.told()
    way.tell()
    assert way.told() == told


def test_a_copy_that_starts_from_an_empty_database_gets_every_version_from_the_log(way: Way) -> None:
    way.change()
    way.change(version=2, value=NEW["value"] | {"low": 35})
    way.carry()
    known = way.kept()
    assert len(known) == 4
    with way.copy.engine.begin() as connection:
        connection.execute(text("TRUNCATE rule_version, inbox"))
    replay(way.book, way.consumer.queue)
    way.carry()
    assert way.kept() == known
    replay(way.book, way.consumer.queue)
    way.carry()
    assert way.kept() == known


def test_a_rule_that_cannot_be_names_all_that_is_wrong_and_tells_nothing(way: Way) -> None:
    way.tell()
    before = way.told()
    bad = {"safeguarding_hours": 5, "high": 0, "medium": 400}
    refused = way.change(value=bad, effective_from="2026-03")
    assert (refused.status_code, set(refused.json["errors"])) == (
        422,
        {"value.safeguarding_hours", "value.high", "value.medium", "value.low", "effective_from"},
    )
    assert way.told() == before
