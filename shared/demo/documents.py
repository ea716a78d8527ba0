"""The year's board reports: made, published and fetched in every form."""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from shared.demo.client import Client
from shared.demo.months import Month
from shared.demo.words import NOTICE

REPORTS = "/api/reporting/v1/reports"
KIND = "monthly-qa"
FORMS = ("html", "pdf", "docx", "csv")


def fetch_reports(
    client: Client, person: str, months: Iterable[Month], folder: Path, pool: ThreadPoolExecutor
) -> list[list[Path]]:
    """A row of files per month: ``monthly-qa-2025-04.html`` and its fellows."""
    folder.mkdir(parents=True, exist_ok=True)

    def fetch(month: Month) -> list[Path]:
        made = client.post(person, REPORTS, {"kind": KIND, "month": month.code, "notice": NOTICE})
        report_id = made.body["report_id"]
        version = made.version or made.body["version"]
        client.post(person, f"{REPORTS}/{report_id}/publication", {}, version=version)
        return [
            _fetch(client, person, report_id, form, folder / f"{KIND}-{month.code}.{form}") for form in FORMS
        ]

    return list(pool.map(fetch, months))


def _fetch(client: Client, person: str, report_id: str, form: str, file: Path) -> Path:
    file.write_bytes(client.get(person, f"{REPORTS}/{report_id}/documents/{form}").content)
    return file
