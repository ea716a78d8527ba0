"""Reports: read on screen and on paper, made, published, and followed back to what happened."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Blueprint, Response, current_app, request

from services.portal.http import lists
from services.portal.http.doors import shown_to
from services.portal.http.here import api
from services.portal.http.notices import done
from services.portal.http.pages import page
from services.portal.http.sending import attempt, once, version
from services.portal.schemas import reports as forms

blp = Blueprint("reports", __name__, url_prefix="/reports")
BASE = "/reporting/v1"
FORMS = {"html": "Web page with charts", "pdf": "PDF", "docx": "Word", "csv": "CSV"}
PASSED_ON = ("Content-Type", "Content-Disposition", "Content-Security-Policy")


@blp.get("")
@shown_to("reporting", "reports:read")
def show_list() -> Response:
    """Newest first, as the service gives them."""
    found = api().get(f"{BASE}/reports", after=lists.after(), limit=lists.PAGE).json
    return page("reports/list.html", reports=found["items"], onward=lists.onward(found))


@blp.route("/new", methods=["GET", "POST"])
@shown_to("reporting", "reports:make")
def make() -> Response:
    """The month's draft, made anew if there is one."""
    form, refused = forms.new(), None
    if request.method == "POST":
        made: dict[str, Any] = {}

        def send(body: dict[str, Any]) -> None:
            whole = {"kind": "monthly-qa", **{name: value for name, value in body.items() if value}}
            made.update(api().post(f"{BASE}/reports", whole, once=once()).json)

        form, refused = attempt(form, send)
        if refused is None:
            return done(f"/reports/{made['report_id']}", "The draft is made. Read it before you publish it.")
    return page(
        "form.html",
        status=422 if refused else 200,
        title="Make a monthly report",
        back_to="/reports",
        button="Make the draft",
        form=form,
        refused=refused,
    )


@blp.get("/<uuid:report_id>")
@shown_to("reporting", "reports:read")
def show(report_id: UUID) -> Response:
    """The report as it stands, with its tables."""
    found = api().get(f"{BASE}/reports/{report_id}")
    return page("reports/show.html", report=found.json, version=found.version, documents=FORMS)


@blp.post("/<uuid:report_id>/publication")
@shown_to("reporting", "reports:publish")
def publish(report_id: UUID) -> Response:
    """Freeze what was read."""
    api().post(f"{BASE}/reports/{report_id}/publication", {}, once=once(), version=version())
    return done(f"/reports/{report_id}", "The report is published. It will never change.")


@blp.get("/<uuid:report_id>/<string:form>")
@shown_to("reporting", "reports:read")
def document(report_id: UUID, form: str) -> Response:
    """The very bytes that the service keeps."""
    found = api().get(f"{BASE}/reports/{report_id}/documents/{form}")
    answer = current_app.response_class(found.body)
    for name in PASSED_ON:
        if value := found.headers.get(name):
            answer.headers[name] = value
    return answer


@blp.get("/figures")
@shown_to("reporting", "facts:read")
def figures() -> Response:
    """Every count that is kept for a month, each leading to what it counts."""
    month = request.args.get("month", "")
    rollups = api().get(f"{BASE}/figures/rollups", month=month).json if month else []
    return page("reports/figures.html", month=month, rollups=rollups)


@blp.get("/trail")
@shown_to("reporting", "facts:read")
def trail() -> Response:
    """What one count counts, and the events under each."""
    key = lists.chosen("month", "area", "service", "measure", "bucket")
    found = api().get(f"{BASE}/trace", **key, after=lists.after(), limit=lists.PAGE).json
    return page("reports/trail.html", key=key, facts=found["items"], onward=lists.onward(found))
