"""The year's board reports: made while the year goes on, published, and fetched in every form."""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from types import TracebackType
from typing import Self

from shared.demo.bodies import Json
from shared.demo.client import Client
from shared.demo.months import Month
from shared.demo.verdict import REPORTING
from shared.demo.words import NOTICE
from shared.demo.year import NAME

REPORTS = f"{REPORTING}/reports"
KIND = "monthly-qa"
FORMS = ("html", "pdf", "docx", "csv")


class Bookbinder:
    """Orders reports one after the other beside everything else, as printing takes seconds."""

    def __init__(self, client: Client, person: str, folder: Path) -> None:
        self._client = client
        self._person = person
        self._folder = folder
        self._ordered: dict[Month, Future[tuple[Json, list[Path]]]] = {}
        self._hands = ThreadPoolExecutor(1)
        folder.mkdir(parents=True, exist_ok=True)
        for earlier in folder.glob(f"{KIND}-*"):
            earlier.unlink()

    def order(self, month: Month) -> None:
        """Have the month's report made and fetched. Its month is over, so nothing that it counts will change."""
        self._ordered[month] = self._hands.submit(self._bind, month)

    def files(self, figures: dict[Month, Json]) -> list[list[Path]]:
        """A row of files per month: ``monthly-qa-2025-04.html`` and its fellows.

        ``figures`` are those of the end: where a report was made before all had arrived, a corrected edition follows.
        """
        for month, headlines in figures.items():
            if month not in self._ordered or self._ordered[month].result()[0] != headlines:
                self.order(month)
        return [self._ordered[month].result()[1] for month in figures]

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._hands.shutdown(cancel_futures=True)

    def _bind(self, month: Month) -> tuple[Json, list[Path]]:
        headlines = self._client.get(self._person, f"{REPORTING}/figures", month=month.code).body["headlines"]
        order = {"kind": KIND, "month": month.code, "notice": f"{NAME}. {NOTICE}"}
        made = self._client.post(self._person, REPORTS, order)
        report = f"{REPORTS}/{made.body['report_id']}"
        self._client.post(self._person, f"{report}/publication", {}, version=made.body["version"])
        return headlines, [self._fetch(report, form, f"{KIND}-{month.code}.{form}") for form in FORMS]

    def _fetch(self, report: str, form: str, name: str) -> Path:
        file = self._folder / name
        file.write_bytes(self._client.get(self._person, f"{report}/documents/{form}").content)
        return file
