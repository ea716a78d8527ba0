"""The home page: what is yours to do, what is due, what changed."""

from __future__ import annotations

from datetime import UTC, datetime

from flask import Blueprint, Response

from services.portal.http.doors import signed_in
from services.portal.http.here import api, may, person
from services.portal.http.pages import page
from services.portal.usecases import home
from shared.contracts.civil import civil_date

blp = Blueprint("home", __name__)


@blp.get("/")
@signed_in
def show() -> Response:
    today = civil_date(datetime.now(UTC))
    groups = home.to_do(api(), person().id, may, today)
    return page("home.html", groups=groups, changed=home.changed(api(), may), today=today)
