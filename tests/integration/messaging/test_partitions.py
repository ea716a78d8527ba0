"""Months of the event log and the inbox."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from uuid import UUID

from sqlalchemy import text

from shared.db.database import Database
from shared.db.partitions import drop_partitions, ensure_partitions
from shared.db.unit import UnitOfWork

from .conftest import plan, scalar

JUNE_2031 = UUID("01c3a8a0-0000-7000-8000-000000000001")


def test_a_month_that_was_missing_takes_over_what_the_default_kept(database: Callable[..., Database]) -> None:
    one = database()
    with one.engine.begin() as connection:
        connection.execute(text("INSERT INTO inbox (event_id) VALUES (:id)"), {"id": JUNE_2031})
    month = date.fromtimestamp((JUNE_2031.int >> 80) / 1000)
    with one.engine.begin() as connection:
        ensure_partitions(connection, month)
        ensure_partitions(connection, month)
    assert scalar(one, "SELECT count(*) FROM inbox_default") == 0
    assert scalar(one, "SELECT tableoid::regclass::text FROM inbox") == f"inbox_{month:%Y_%m}"
    with one.engine.begin() as connection:
        assert drop_partitions(connection, "inbox", date(month.year + 1, 1, 1))
    assert scalar(one, "SELECT count(*) FROM inbox") == 0


def test_events_are_numbered_on_in_every_month(database: Callable[..., Database]) -> None:
    one = database()
    with one.work(UnitOfWork) as uow:
        uow.emit(plan(), sequence=1)
        uow.emit(plan(), sequence=1)
        uow.commit()
    assert scalar(one, "SELECT count(DISTINCT position) FROM event_log") == 2
    assert scalar(one, "SELECT tableoid::regclass::text FROM event_log LIMIT 1") != "event_log_default"
