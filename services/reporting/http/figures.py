"""Figures, the facts and events under them, and the check that they agree."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from services.reporting import schemas
from services.reporting.domain.counting import Key
from services.reporting.domain.facts import Fact
from services.reporting.usecases import checking, figuring, summary, tracing
from shared.web import Blueprint, decode_cursor, page, query, requires, uow

figures = Blueprint("figures", __name__, url_prefix="/figures", description="A month's figures.")
facts = Blueprint("facts", __name__, url_prefix="/facts", description="What the figures are counted from.")
trace = Blueprint("trace", __name__, url_prefix="/trace", description="From a count to its events.")
checks = Blueprint(
    "checks", __name__, url_prefix="/checks", description="Do the counts agree with the facts?"
)


@figures.route("")
@requires("figures:read")
@query
@figures.arguments(schemas.MonthArgs, location="query")
@figures.response(200, schemas.FiguresSchema)
def get_figures(args: dict[str, Any]) -> dict[str, Any]:
    """The month's counts in full, of your areas. For a board, make a report: it withholds small numbers."""
    return summary.summary(figuring.figures(args["month"], uow()))


@figures.route("/rollups")
@requires("facts:read")
@query
@figures.arguments(schemas.RollupArgs, location="query")
@figures.response(200, schemas.RollupSchema(many=True))
def get_rollups(args: dict[str, Any]) -> list[dict[str, Any]]:
    """Every count kept for the month, by the key that `trace` takes."""
    return [{**key._asdict(), "n": n} for key, n in figuring.rollups(**args, uow=uow())]


@facts.route("")
@requires("facts:read")
@query
@facts.arguments(schemas.FactArgs, location="query")
@facts.response(200, schemas.FactPage)
def list_facts(args: dict[str, Any]) -> dict[str, Any]:
    """Facts of a kind, of your areas, by id."""
    after = decode_cursor(args["after"], UUID)
    found = tracing.facts(args["kind"], after[0] if after else None, args["limit"] + 1, uow())
    return page(found, args["limit"], lambda fact: (fact.id,))


@trace.route("")
@requires("facts:read")
@query
@trace.arguments(schemas.TraceArgs, location="query")
@trace.response(200, schemas.TracedPage)
def get_trace(args: dict[str, Any]) -> dict[str, Any]:
    """The facts that one count counts, each with its events."""
    key = Key(*(args[name] for name in Key._fields))
    after: Any = decode_cursor(args["after"], str, UUID)
    found = [_traced(*one) for one in tracing.trace(key, after, args["limit"] + 1, uow())]
    return page(found, args["limit"], lambda one: (one["kind"], one["id"]))


def _traced(fact: Fact, n: int) -> dict[str, Any]:
    return {**{name: getattr(fact, name) for name in schemas.FactSchema().fields}, "n": n}


@checks.route("/rollups")
@requires("rollups:check")
@query
@checks.arguments(schemas.CheckArgs, location="query")
@checks.response(200, schemas.CheckSchema)
def check_rollups(args: dict[str, Any]) -> checking.Check:
    """Recount the facts now, and list every count that differs: an empty list is good.

    Takes about 20 s for a million facts; with a month, only as long as that month's facts take.
    """
    return checking.check_rollups(uow(), args["month"])
