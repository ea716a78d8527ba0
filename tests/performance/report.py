"""The monthly report's figures with one million audits behind them, and with ten.

The facts are made by the service's own domain and counted by its own tally; ten million are the same million nine
times more under other ids, so that every rollup is exactly ten times as high.
"""

from __future__ import annotations

import random
import statistics
import sys
import time
from collections.abc import Iterator
from datetime import date
from uuid import UUID

from services.reporting.domain.counting import Totals, flat, tally
from services.reporting.domain.facts import Activity, Fact, Submitted
from services.reporting.main import SERVICE
from services.reporting.tables import facts as facts_table
from services.reporting.tables import schema
from services.reporting.usecases import figuring
from shared.db.migrate import upgrade
from tests.performance import product

MILLION, BATCH = 1_000_000, 10_000
GOAL_MS = 30
GRADES = ("outstanding", "good", "good", "good", "requires_improvement", "requires_improvement", "inadequate")
AREAS = {
    "social-work": ("line-cin", "looked-after"),
    "early-help": ("youth-justice", "children-centres", "targeted-youth", "multisystemic-therapy"),
    "safeguarding": ("independent-chairs", "rights-participation", "complaints-records"),
    "corporate-parenting": ("residential-homes", "fostering-adoption"),
}
PLACES = [(area, service) for area, services in AREAS.items() for service in services]
MONTHS = [date(year, month, 1) for year in (2024, 2025) for month in range(1, 13)]


def audits(count: int) -> Iterator[Fact]:
    draw = random.Random(7)
    for _ in range(count):
        (area, service), month = draw.choice(PLACES), draw.choice(MONTHS)
        submitted = Submitted(
            sequence=1, kind="case_file_audit", area=area, service=service, month=month,
            submitted_on=month.replace(day=draw.randint(1, 28)), due_on=month.replace(day=20),
            overall=draw.choice(GRADES), domains={domain: draw.choice(GRADES) for domain in product.DOMAINS},
            family_voice="heard", took_part=True, must_be_moderated=False,
        )  # fmt: skip
        yield Fact(
            kind="activity", id=UUID(int=draw.getrandbits(128), version=4), sequence=1, area=area, service=service,
            team=None, month=month, state=Activity(submitted=submitted),
            events=(UUID(int=draw.getrandbits(128), version=4),),
        )  # fmt: skip


def load() -> None:
    """One million audits, counted."""
    product.setup()
    database = product.database("reporting", statement_timeout_s=3600)
    upgrade(database, SERVICE.migrations)
    totals: Totals = {}
    batch: list[Fact] = []
    with database.work(SERVICE.work) as uow:
        for one in audits(MILLION):
            tally(one, totals)
            batch.append(one)
            if len(batch) == BATCH:
                uow.insert_many(schema.fact, [facts_table._row(fact) for fact in batch])
                batch.clear()
        uow.rollups.add(flat(totals))
        uow.commit()
    _settle(database)


def ten_times() -> None:
    database = product.database("reporting", statement_timeout_s=3600)
    columns = [column.name for column in schema.fact.columns if column.name != "id"]
    names = ", ".join(columns)
    with database.engine.begin() as connection:
        connection.exec_driver_sql(
            f"INSERT INTO fact (id, {names}) SELECT gen_random_uuid(), {names} FROM fact, generate_series(1, 9)"
        )
        connection.exec_driver_sql("UPDATE rollup SET n = n * 10")
    _settle(database)


def _settle(database) -> None:  # type: ignore[no-untyped-def]
    with database.engine.connect() as connection:
        connection.execution_options(isolation_level="AUTOCOMMIT").exec_driver_sql(
            "VACUUM ANALYZE fact, rollup"
        )


def measure(rounds: int = 31) -> float:
    """Median milliseconds for the figures of one month and of the month before."""
    database = product.database("reporting")
    taken = []
    for _ in range(rounds):
        with database.work(SERVICE.work) as uow:
            began = time.perf_counter()
            figuring.figures(MONTHS[-1], uow)
            taken.append((time.perf_counter() - began) * 1000)
    return statistics.median(taken)


def main(scales: tuple[int, ...] = (1, 10)) -> None:
    load()
    for scale in scales:
        if scale == 10:
            ten_times()
        with product.database("reporting").engine.connect() as connection:
            facts = connection.exec_driver_sql("SELECT count(*) FROM fact").scalar()
            rollups = connection.exec_driver_sql("SELECT count(*) FROM rollup").scalar()
        print(
            f"report figures, {facts:,} audits, {rollups:,} rollups: {measure():.1f} ms (goal {GOAL_MS})",
            flush=True,
        )


if __name__ == "__main__":
    main(tuple(int(scale) for scale in sys.argv[1:]) or (1, 10))
