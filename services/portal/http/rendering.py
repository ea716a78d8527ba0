"""Turns templates into pages: one environment for all requests, with the frame of the page given by the caller."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from urllib.parse import urlencode

import structlog
from jinja2 import ChoiceLoader, Environment, FileSystemLoader, PackageLoader, PrefixLoader

from services.portal.http.formats import FILTERS
from services.portal.http.frame import Frame, NavItem, Notice, Person, brand_stylesheet
from services.portal.schemas.fields import Choice, Field, errors_of

__all__ = [
    "Choice",
    "Field",
    "Frame",
    "NavItem",
    "Notice",
    "Person",
    "asking",
    "asset",
    "brand_stylesheet",
    "errors_of",
    "render",
]

PORTAL = Path(__file__).parents[1]
TEMPLATES = PORTAL / "templates"
BUILT = PORTAL / "assets" / "built"

log = structlog.get_logger(__name__)


def render(template: str, frame: Frame, **values: object) -> str:
    """A page as HTML. ``errors``, where a form came back, are lines ``{"text", "href"}``; the title then says so."""
    return environment().get_template(template).render(frame=frame, **values)


def asset(name: str) -> str:
    """The address of a built file; it changes with the content, so it may be kept for ever.

    Raises:
        LookupError: the build makes no such file.
    """
    files = asset_names()
    if not files:
        return f"/assets/{name}"
    if name not in files:
        raise LookupError(f"the build of the portal's assets makes no {name}")
    return f"/assets/{files[name]}"


def asking(query: Mapping[str, object], **changes: object) -> str:
    """The address of this page with some of its query changed; None leaves out. A value may be several."""
    asked = {name: value for name, value in {**query, **changes}.items() if value not in (None, "")}
    return f"?{urlencode(asked, doseq=True)}"


@cache
def asset_names() -> dict[str, str]:
    """Built names by plain ones; empty where nothing is built, and pages then come unstyled."""
    try:
        return dict(json.loads((BUILT / "manifest.json").read_text())["files"])
    except FileNotFoundError:
        log.warning("the portal's styles and scripts are not built; `make assets` builds them")
        return {}


@cache
def environment() -> Environment:
    """Compiled once and kept. Undefined is Jinja's own: the package's macros look at parameters that nobody gave."""
    made = Environment(
        loader=ChoiceLoader(
            [
                FileSystemLoader(TEMPLATES),
                PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")}),
            ]
        ),
        autoescape=True,
        auto_reload=False,
        cache_size=-1,
        extensions=["jinja2.ext.do"],
    )
    made.filters.update(FILTERS)
    made.globals.update(asset=asset, asking=asking)
    return made
