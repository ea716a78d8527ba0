"""Themes, spotlights, and what a service's regulation asks."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from uuid_utils.compat import uuid7

from services.activities import usecases
from services.activities.domain.themes import RegulatoryTheme, Spotlight, Theme
from services.activities.schemas.themes import (
    EndingSchema,
    ExplanationSchema,
    MonthsArgs,
    RegulatoryArgs,
    RegulatoryBodySchema,
    RegulatoryPage,
    RegulatorySchema,
    SpotlightAgreementSchema,
    SpotlightBodySchema,
    SpotlightPage,
    SpotlightSchema,
    ThemeBodySchema,
    ThemePage,
    ThemeSchema,
)
from shared.web import Blueprint, command, decode_cursor, if_match, page, query, requires, set_etag, uow

themes = Blueprint("themes", __name__, url_prefix="/themes", description="What a month looks at, and why.")
spotlights = Blueprint(
    "spotlights", __name__, url_prefix="/spotlights", description="What is done about a month's theme."
)
regulatory = Blueprint(
    "regulatory",
    __name__,
    url_prefix="/regulatory-themes",
    description="What a service's own regulation asks it to look at.",
)


@themes.route("", methods=["POST"])
@requires("plans:write")
@command
@themes.arguments(ThemeBodySchema)
@themes.response(201, ThemeSchema)
def add_theme(body: dict[str, Any]) -> Theme:
    """Give a month a theme, with the performance indicator that caused it (S09)."""
    chosen_on = body.pop("chosen_on") or uow().today()
    theme = usecases.add_theme(Theme(theme_id=uuid7(), chosen_on=chosen_on, **body), uow())
    set_etag(theme.version)
    return theme


@themes.route("")
@requires("plans:read")
@query
@themes.arguments(MonthsArgs, location="query")
@themes.response(200, ThemePage)
def list_themes(args: dict[str, Any]) -> dict[str, Any]:
    """Themes of the months `from` to `to`, in the order in which they were recorded."""
    found = usecases.themes(_period(args), uow())
    return page(found, args["limit"], lambda theme: (theme.theme_id,))


@themes.route("/<uuid:theme_id>/explanation", methods=["POST"])
@requires("plans:write")
@command
@themes.arguments(ExplanationSchema)
@themes.response(200, ThemeSchema)
def explain_theme(body: dict[str, Any], theme_id: UUID) -> Theme:
    """Say why the indicator rose or fell, as the audits of the month showed."""
    found = usecases.explain_theme(theme_id, if_match(), body["explanation"], uow())
    set_etag(found.version)
    return found


@themes.route("/<uuid:theme_id>/spotlights", methods=["POST"])
@requires("plans:write")
@command
@themes.arguments(SpotlightBodySchema)
@themes.response(201, SpotlightSchema)
def propose_spotlight(body: dict[str, Any], theme_id: UUID) -> Spotlight:
    """Propose what is done about a theme; it counts once the Performance & Quality Group agrees (S13)."""
    spotlight = usecases.propose_spotlight(theme_id, body["method"], body["question"], uow())
    set_etag(spotlight.version)
    return spotlight


@spotlights.route("")
@requires("plans:read")
@query
@spotlights.arguments(MonthsArgs, location="query")
@spotlights.response(200, SpotlightPage)
def list_spotlights(args: dict[str, Any]) -> dict[str, Any]:
    """Spotlights of the months `from` to `to`, agreed or only proposed."""
    found = usecases.spotlights(_period(args), uow())
    return page(found, args["limit"], lambda spotlight: (spotlight.spotlight_id,))


@spotlights.route("/<uuid:spotlight_id>/agreement", methods=["POST"])
@requires("plans:write")
@command
@spotlights.arguments(SpotlightAgreementSchema)
@spotlights.response(200, SpotlightSchema)
def agree_spotlight(body: dict[str, Any], spotlight_id: UUID) -> Spotlight:
    """Record that the Performance & Quality Group agreed, when, and where that is minuted."""
    agreed = usecases.AgreeSpotlight(spotlight_id=spotlight_id, version=if_match(), **body)
    found = usecases.agree_spotlight(agreed, uow())
    set_etag(found.version)
    return found


@regulatory.route("", methods=["POST"])
@requires("plans:write")
@command
@regulatory.arguments(RegulatoryBodySchema)
@regulatory.response(201, RegulatorySchema)
def add_regulatory_theme(body: dict[str, Any]) -> RegulatoryTheme:
    """Record what the regulation of a service asks it to look at (S14)."""
    theme = usecases.add_regulatory_theme(uow(), **body)
    set_etag(theme.version)
    return theme


@regulatory.route("")
@requires("plans:read")
@query
@regulatory.arguments(RegulatoryArgs, location="query")
@regulatory.response(200, RegulatoryPage)
def list_regulatory_themes(args: dict[str, Any]) -> dict[str, Any]:
    """Those that hold in a month from `from` to `to`, of the caller's areas."""
    found = usecases.regulatory_themes(_period(args), args["service"], uow())
    return page(found, args["limit"], lambda theme: (theme.theme_id,))


@regulatory.route("/<uuid:theme_id>/ending", methods=["POST"])
@requires("plans:write")
@command
@regulatory.arguments(EndingSchema)
@regulatory.response(200, RegulatorySchema)
def end_regulatory_theme(body: dict[str, Any], theme_id: UUID) -> RegulatoryTheme:
    """Give a regulatory theme its last month."""
    found = usecases.end_regulatory_theme(theme_id, if_match(), body["ends"], uow())
    set_etag(found.version)
    return found


def _period(args: dict[str, Any]) -> usecases.Period:
    position = decode_cursor(args["after"], UUID)
    return usecases.Period(
        first=args["first"],
        last=args["last"],
        after=position[0] if position else None,
        limit=args["limit"] + 1,
    )
