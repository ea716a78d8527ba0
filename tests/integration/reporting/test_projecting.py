"""Facts and rollups from events: any order, any batches, repeats, several workers; and rebuilt to the same."""

from __future__ import annotations

import random
from concurrent.futures import ThreadPoolExecutor
from uuid import UUID

import pytest
from sqlalchemy import event, text

from services.reporting.domain.counting import recount
from services.reporting.domain.folding import fact_of
from services.reporting.main import SERVICE
from services.reporting.subscriptions import project
from services.reporting.usecases.projecting import reset
from tests.integration.reporting.conftest import Reporting, delivery
from tests.unit.reporting.invented import Happening, folded, moderated, months, submitted
from tests.unit.reporting.lives import lives
from tests.unit.reporting.test_corrected import lives as recorded_lives


def expected(happened: list[Happening]) -> dict:  # type: ignore[type-arg]
    return {key: n for key, n in recount(folded(happened).values()).items() if n}


@pytest.mark.parametrize("batch", [1, 7, 1000])
def test_batches_of_any_size_make_the_same_rollups(reporting: Reporting, batch: int) -> None:
    happened = months(1, audits=15)
    reporting.tell(happened, batch)
    assert reporting.rollups() == expected(happened)


def test_order_and_repeats_change_nothing(reporting: Reporting) -> None:
    happened = months(2, audits=20)
    shuffled = happened + random.Random(1).choices(happened, k=40)
    random.Random(2).shuffle(shuffled)
    reporting.tell(shuffled, 13)
    assert reporting.rollups() == expected(happened)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_audits_withdrawn_handed_on_and_extended_are_counted_alike_in_any_order(
    reporting: Reporting, seed: int
) -> None:
    """And the recount finds no difference after any batch."""
    happened = lives(seed, audits=25)
    shuffled = happened + random.Random(seed).choices(happened, k=20)
    random.Random(seed + 10).shuffle(shuffled)
    for start in range(0, len(shuffled), 17):
        reporting.tell(shuffled[start : start + 17], 5)
        assert reporting.client.get("/checks/rollups").json["differences"] == []
    assert reporting.rollups() == expected(happened)


@pytest.mark.parametrize("batch", [1, 5, 100])
def test_recorded_activities_corrected_and_withdrawn_are_counted_once_in_any_order(
    reporting: Reporting, batch: int
) -> None:
    happened = recorded_lives(20)
    shuffled = happened + random.Random(batch).choices(happened, k=10)
    random.Random(batch + 1).shuffle(shuffled)
    reporting.tell(shuffled, batch)
    assert reporting.rollups() == expected(happened)
    assert reporting.client.get("/checks/rollups").json["differences"] == []


def test_several_workers_at_once_count_everything_once(reporting: Reporting) -> None:
    """Events of the same activities in different hands: no deadlock, nothing lost, nothing twice."""
    happened = months(3, audits=60)
    random.Random(3).shuffle(happened)
    parts = [happened[n::4] for n in range(4)]
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda part: reporting.tell(part, 25), parts))
    assert reporting.rollups() == expected(happened)


def test_a_rebuild_comes_to_the_same_figures(reporting: Reporting) -> None:
    happened = months(4, audits=20)
    reporting.tell(happened)
    before = reporting.rollups()
    with reporting.database.work(SERVICE.work) as uow:
        reset(uow)  # type: ignore[arg-type]
        uow.commit()
    assert reporting.rollups() == {}
    reporting.tell(list(reversed(happened)))
    assert reporting.rollups() == before


def statements(reporting: Reporting, batch: list[Happening]) -> int:
    """How many statements one batch sends, seen by the server."""
    with reporting.database.work(SERVICE.work) as uow:
        sent: list[str] = []
        project.run([delivery(batch[0])], uow)  # warms what is prepared once
        uow.rollback()
        connection = uow.execute(text("SELECT 1")).connection
        event.listen(connection, "before_cursor_execute", lambda *a: sent.append(a[2]))
        raw = connection.connection.driver_connection
        assert raw is not None
        kept = raw.execute
        raw.execute = lambda *a, **k: (sent.append(str(a[0])), kept(*a, **k))[1]  # type: ignore[method-assign]
        try:
            project.run([delivery(one) for one in batch], uow)
            uow.commit()
        finally:
            del raw.execute
        return len(sent)


def test_statements_do_not_grow_with_the_batch(reporting: Reporting) -> None:
    new = [(submitted(UUID(int=n)), 1, UUID(int=n + 10**6)) for n in range(300)]
    assert statements(reporting, new[:2]) == statements(reporting, new[2:]) == 2
    later = [(moderated(UUID(int=n), "good", "good"), 2, UUID(int=n + 10**7)) for n in range(300)]
    assert statements(reporting, later[:2]) == statements(reporting, later[2:]) == 4


def test_facts_come_back_as_they_were_kept(reporting: Reporting) -> None:
    happened = months(5, audits=10)
    reporting.tell(happened)
    with reporting.database.work(SERVICE.work) as uow:
        kept = {fact.id: fact for fact in uow.facts.every()}  # type: ignore[attr-defined]
    assert kept == folded(happened)


def test_each_kind_of_event_makes_a_fact() -> None:
    kinds = {fact_of(*one).kind for one in months(1, audits=10)}
    assert kinds == {"activity", "plan", "action", "feedback", "recorded"}
