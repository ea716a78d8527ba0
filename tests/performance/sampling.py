"""Drawing a stratified sample from 100,000 open cases, and telling how much of them was audited.

A tenth of the cases was audited within the year, and each is held by a worker in one of nine teams. A draw is measured
with its allocation and the rows and events it queues, and is rolled back.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from datetime import date

from sqlalchemy import text

from services.activities.domain.strata import STRATIFIERS
from services.activities.main import SERVICE
from services.activities.tables import ActivitiesWork
from services.activities.usecases import DrawSample, coverage, draw_sample
from tests.performance import product

CASES, SIZE = 100_000, 200
GOAL_MS = 1000
AREA = "area-00"
MONTH = date(2025, 11, 1)


def load() -> None:
    product.setup()
    with product.database("activities", statement_timeout_s=600).engine.begin() as connection:
        connection.execute(
            text(f"""
            INSERT INTO child_case (pseudonym, version, identifier, area, service, scheme, strength, source_format,
                                    opened_on, age_band, ethnicity, birth_month)
            SELECT 'C-' || upper(substr(md5(n::text), 1, 12)), 1, '', '{AREA}', '{AREA}-s',
                   (ARRAY['cin', 'cpp', 'cla'])[1 + n % 3], 3, 'cin-census', '2024-01-01', 'unknown',
                   (ARRAY['WBRI', 'MOTH', 'CHNE', 'BAFR', 'NOBT'])[1 + n % 5],
                   CAST(date '2008-01-01' + make_interval(months => n % 200) AS date)
              FROM generate_series(1, {CASES}) AS n
            """)
        )
        connection.execute(
            text(f"""
            INSERT INTO caseload (pseudonym, starts, worker, team)
            SELECT pseudonym, '2024-01-01', '{AREA}-p', '{AREA}-t' || ascii(substr(pseudonym, 3, 1)) % 9
              FROM child_case
            """)
        )
        connection.execute(
            text(f"""
            INSERT INTO activity (activity_id, version, kind, status, area, service, pseudonym, auditor, month,
                                  submitted_on, must_be_moderated, recorded_by)
            SELECT gen_random_uuid(), 2, 'case_file_audit', 'submitted', area, service, pseudonym, '{AREA}-a',
                   '2025-06-01', '2025-06-10', false, '{AREA}-a'
              FROM child_case WHERE pseudonym < 'C-1A'
            """)
        )
    with product.database("activities").engine.connect() as connection:
        connection.execution_options(isolation_level="AUTOCOMMIT").exec_driver_sql("VACUUM ANALYZE")


def measure(act: Callable[[ActivitiesWork], object], rounds: int) -> str:
    """Median and fastest, in milliseconds."""
    database = product.database("activities")
    taken = []
    for _ in range(rounds):
        with database.work(SERVICE.work) as uow:
            began = time.perf_counter()
            act(uow)  # type: ignore[arg-type]
            taken.append((time.perf_counter() - began) * 1000)
    return f"{statistics.median(taken):.0f} ms, fastest {min(taken):.0f} ms"


def main(rounds: int = 9) -> None:
    load()
    for by in (None, *STRATIFIERS):
        command = DrawSample(
            month=MONTH, size=SIZE, seed=7, due_on=MONTH, service=f"{AREA}-s", stratify_by=by
        )
        taken = measure(lambda uow, command=command: draw_sample(command, uow), rounds)  # type: ignore[misc]
        print(
            f"sample of {SIZE} from {CASES:,} cases, by {by or 'no stratum'}: {taken} (goal {GOAL_MS})",
            flush=True,
        )
    taken = measure(lambda uow: coverage(uow, as_at=date(2025, 11, 30), by="team"), rounds)
    print(f"coverage of {CASES:,} cases by team: {taken}", flush=True)


if __name__ == "__main__":
    main()
