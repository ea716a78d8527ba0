"""Reports and their documents in the database."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from hashlib import sha256
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import Row, Select, func, insert, select, tuple_

from services.reporting.domain.report import Report, Told
from services.reporting.tables.schema import report, report_document
from shared.contracts.errors import NotFound

if TYPE_CHECKING:
    from shared.db.unit import UnitOfWork


class ReportStore:
    """A published report's row and documents can be read and never changed: the database refuses."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._uow = uow

    def get(self, report_id: UUID, *, drafts: bool = True) -> Report:
        """Raises: NotFound, also for a draft that the caller may not see."""
        row = self._uow.fetch_one(_visible(drafts).where(report.c.report_id == report_id))
        if row is None:
            raise NotFound("report", report_id)
        return _report(row)

    def latest(self, kind: str, month: date) -> Report | None:
        """The newest edition of a month, draft or not, kept from change by others until the commit."""
        self._uow.execute(select(func.pg_advisory_xact_lock(func.hashtext(f"{kind} {month}"))))
        newest = select(report).where(report.c.kind == kind, report.c.month == month)
        row = self._uow.fetch_one(newest.order_by(report.c.edition.desc()).limit(1).with_for_update())
        return _report(row) if row else None

    def told(self, kind: str, first: date, last: date) -> list[Told]:
        """What the published reports of these months told."""
        published = select(report.c.counts).where(
            report.c.kind == kind, report.c.month.between(first, last), report.c.status == "published"
        )
        return [_told(row.counts) for row in self._uow.fetch(published)]

    def page(
        self, kind: str | None, month: date | None, drafts: bool, after: tuple[date, int] | None, most: int
    ) -> list[Report]:
        """Newest month first, newest edition first."""
        found = _visible(drafts)
        if kind is not None:
            found = found.where(report.c.kind == kind)
        if month is not None:
            found = found.where(report.c.month == month)
        if after is not None:
            found = found.where(tuple_(report.c.month, report.c.edition) < tuple_(*after))
        ordered = found.order_by(report.c.month.desc(), report.c.edition.desc(), report.c.kind)
        return [_report(row) for row in self._uow.fetch(ordered.limit(most))]

    def add(self, one: Report) -> None:
        self._uow.execute(insert(report).values(_row(one)))

    def save(self, one: Report) -> Report:
        """Write the changes. Raises: Stale, when somebody else was first."""
        values = {name: value for name, value in _row(one).items() if name not in ("report_id", "version")}
        self._uow.update(report, {"report_id": one.report_id}, values, version=one.version)
        return self.get(one.report_id)

    def keep_documents(self, report_id: UUID, documents: Mapping[str, bytes]) -> None:
        rows = [
            {
                "report_id": report_id,
                "format": form,
                "content": content,
                "sha256": sha256(content).hexdigest(),
            }
            for form, content in documents.items()
        ]
        self._uow.execute(insert(report_document), rows)

    def document(self, report_id: UUID, form: str) -> bytes:
        """The bytes as they were published."""
        found = select(report_document.c.content).where(
            report_document.c.report_id == report_id, report_document.c.format == form
        )
        row = self._uow.fetch_one(found)
        if row is None:
            raise NotFound("document", f"{report_id} {form}")
        return bytes(row.content)

    def document_hashes(self, report_id: UUID) -> dict[str, str]:
        """SHA-256 of each published document by its format."""
        found = select(report_document.c.format, report_document.c.sha256).where(
            report_document.c.report_id == report_id
        )
        return {row.format: row.sha256 for row in self._uow.fetch(found)}


def _visible(drafts: bool) -> Select[Any]:
    found = select(report)
    return found if drafts else found.where(report.c.status == "published")


def _row(one: Report) -> dict[str, Any]:
    return {
        "report_id": one.report_id,
        "kind": one.kind,
        "month": one.month,
        "edition": one.edition,
        "status": one.status,
        "version": one.version,
        "made_at": one.made_at,
        "made_by": one.made_by,
        "model": one.model,
        "digest": one.digest,
        "counts": {
            "shown": {"/".join(cell): n for cell, n in one.told.shown.items()},
            "withheld": sorted("/".join(cell) for cell in one.told.withheld),
        },
        "published_at": one.published_at,
        "published_by": one.published_by,
    }


def _told(counts: dict[str, Any]) -> Told:
    return Told(
        {tuple(name.split("/")): n for name, n in counts["shown"].items()},
        frozenset(tuple(name.split("/")) for name in counts["withheld"]),
    )


def _report(row: Row[Any]) -> Report:
    return Report(
        report_id=row.report_id,
        kind=row.kind,
        month=row.month,
        edition=row.edition,
        status=row.status,
        version=row.version,
        made_at=row.made_at,
        made_by=row.made_by,
        model=row.model,
        digest=row.digest,
        told=_told(row.counts),
        published_at=row.published_at,
        published_by=row.published_by,
    )
