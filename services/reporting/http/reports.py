"""Reports: make, read, publish, fetch."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

import msgspec
from flask import Response, current_app

from services.reporting import schemas
from services.reporting.domain.report import FORMATS, Report
from services.reporting.usecases import reporting
from services.reporting.usecases.reporting import MakeReport, PublishReport
from shared.contracts.errors import NotFound
from shared.security.policy import permissions_of
from shared.web import (
    Blueprint,
    command,
    decode_cursor,
    if_match,
    page,
    principal,
    query,
    requires,
    set_etag,
    uow,
)

reports = Blueprint("reports", __name__, url_prefix="/reports", description="Reports to the boards.")
BYTES = {"schema": {"type": "string", "format": "binary"}}


@reports.route("", methods=["POST"])
@requires("reports:make")
@command
@reports.arguments(schemas.NewReportSchema)
@reports.response(201, schemas.ReportSchema)
def make_report(body: dict[str, Any]) -> Report:
    """Make the month's draft from the figures of now; a draft that exists is made anew.

    After a publication it is the next edition: a correction.
    """
    made = reporting.make_report(MakeReport(**body), uow())
    set_etag(made.version)
    return made


@reports.route("")
@requires("reports:read")
@query
@reports.arguments(schemas.ReportArgs, location="query")
@reports.response(200, schemas.ReportPage)
def list_reports(args: dict[str, Any]) -> dict[str, Any]:
    """Published reports, newest month first; drafts too for those who make them."""
    after: Any = decode_cursor(args["after"], date, int)
    found = uow().reports.page(args["kind"], args["month"], _sees_drafts(), after, args["limit"] + 1)
    return page(found, args["limit"], lambda one: (one.month, one.edition))


@reports.route("/<uuid:report_id>")
@requires("reports:read")
@query
@reports.response(200, schemas.WholeReportSchema)
def get_report(report_id: UUID) -> dict[str, Any]:
    """One report with all that it says."""
    found, hashes = reporting.whole(report_id, uow(), drafts=_sees_drafts())
    set_etag(found.version)
    row = {name: getattr(found, name) for name in schemas.ReportSchema().fields}
    return {**row, "report": msgspec.json.decode(found.model), "documents": hashes}


@reports.route("/<uuid:report_id>/publication", methods=["POST"])
@requires("reports:publish")
@command
@reports.arguments(schemas.NothingSchema)
@reports.response(200, schemas.ReportSchema)
def publish_report(body: dict[str, Any], report_id: UUID) -> Report:
    """Freeze the draft that you read: figures, text and documents, under hashes."""
    published = reporting.publish_report(PublishReport(report_id=report_id, version=if_match()), uow())
    set_etag(published.version)
    return published


@reports.route("/<uuid:report_id>/documents/<string:form>")
@requires("reports:read")
@query
@reports.doc(responses={"200": {"content": dict.fromkeys(reporting.MEDIA_TYPES, BYTES)}})
@reports.response(200, content_type="text/html")
def get_document(report_id: UUID, form: str) -> Response:
    """The report as `html`, `pdf`, `docx` or `csv`: of a published one, the very bytes that were published."""
    if form not in FORMATS:
        raise NotFound("document", form)
    content, media_type, report = reporting.document(report_id, form, uow(), drafts=_sees_drafts())
    name = f"{report.kind}-{report.month:%Y-%m}-edition-{report.edition}.{form}"
    headers = {
        "Content-Disposition": f'{"inline" if form in ("html", "pdf") else "attachment"}; filename="{name}"',
        "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; img-src data:",
        "Cache-Control": "private",
    }
    return current_app.response_class(content, headers=headers, content_type=media_type)


def _sees_drafts() -> bool:
    return "reports:make" in permissions_of("reporting", principal().roles)
