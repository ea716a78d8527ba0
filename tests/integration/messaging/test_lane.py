"""The connection of shared commits: kept, told apart by what the server says, replaced when it is lost."""

from __future__ import annotations

import pytest
from sqlalchemy.exc import OperationalError

from .conftest import Line, plan, scalar


def test_a_lost_connection_fails_once_and_is_replaced(line: Line) -> None:
    line.emit(plan(1))
    with line.producer.engine.begin() as connection:
        connection.exec_driver_sql(
            "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
    with pytest.raises(OperationalError):
        line.emit(plan(2))
    line.emit(plan(3), plan(4))
    assert scalar(line.producer, "SELECT count(*) FROM event_log") == 3


def test_a_statement_is_prepared_once_for_all_groups(line: Line) -> None:
    for number in range(3):
        line.emit(plan(number))
    with line.producer.engine.connect() as connection:
        lanes = connection.exec_driver_sql("SELECT count(*) FROM pg_prepared_statements").scalar()
    assert lanes == 0, "they belong to the lane's own connection"
    assert len(line.producer._lane._names) == 1
