"""Actions over HTTP: look at them, show evidence, close, reopen, sweep."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import Any
from uuid import UUID

from services.actions import schemas, usecases
from services.actions.domain import Action
from services.actions.usecases import (
    CloseAction,
    GiveEvidence,
    HandOver,
    ReopenAction,
    RescheduleAction,
    Sweep,
    Swept,
)
from shared.security.roles import QA_MANAGER
from shared.web import (
    Blueprint,
    command,
    decode_cursor,
    if_match,
    page,
    principal,
    query,
    records_access,
    requires,
    set_etag,
    uow,
)

actions = Blueprint("actions", __name__, url_prefix="/actions", description="What findings ask for.")
sweeps = Blueprint("sweeps", __name__, url_prefix="/sweeps", description="What is due or overdue on a day.")
handovers = Blueprint(
    "handovers", __name__, url_prefix="/handovers", description="Actions of people who cannot do them."
)
BLUEPRINTS = (actions, handovers, sweeps)


@actions.route("")
@requires("actions:read")
@query
@actions.arguments(schemas.ActionArgs, location="query")
@actions.response(200, schemas.ActionPage)
def list_actions(args: dict[str, Any]) -> dict[str, Any]:
    """Actions of the caller's areas and the caller's own, by due date."""
    limit, after = args["limit"], decode_cursor(args["after"], date, UUID)
    found = usecases.page(uow(), **{**args, "limit": limit + 1, "after": after})
    return page(found, limit, lambda action: (action.due_on, action.action_id))


@actions.route("/<uuid:action_id>")
@requires("actions:read")
@records_access("action")
@query
@actions.response(200, schemas.ActionWithHistorySchema)
def get_action(action_id: UUID) -> dict[str, Any]:
    """One action with its history."""
    action, history = usecases.action_with_history(action_id, uow())
    set_etag(action.version)
    names = schemas.ActionSchema().fields
    return {name: getattr(action, name) for name in names} | {"history": history}


@actions.route("/<uuid:action_id>/evidence", methods=["POST"])
@requires("actions:evidence")
@command
@actions.arguments(schemas.EvidenceSchema)
@actions.response(200, schemas.ActionSchema)
def give_evidence(body: dict[str, Any], action_id: UUID) -> Action:
    """The owner shows that it is done; the QA manager may do so for them."""
    asked = GiveEvidence(
        action_id=action_id, version=if_match(), for_owner=principal().has(QA_MANAGER), **body
    )
    return _answer(usecases.give_evidence(asked, uow()))


@actions.route("/<uuid:action_id>/closure", methods=["POST"])
@requires("actions:close")
@command
@actions.arguments(schemas.ClosureSchema)
@actions.response(200, schemas.ActionSchema)
def close_action(body: dict[str, Any], action_id: UUID) -> Action:
    """Somebody else accepts the evidence."""
    asked = CloseAction(action_id=action_id, version=if_match(), **body)
    return _answer(usecases.close_action(asked, uow()))


@actions.route("/<uuid:action_id>/reopening", methods=["POST"])
@requires("actions:reopen")
@command
@actions.arguments(schemas.ReopeningSchema)
@actions.response(200, schemas.ActionSchema)
def reopen_action(body: dict[str, Any], action_id: UUID) -> Action:
    """The evidence did not hold, or has lapsed."""
    asked = ReopenAction(action_id=action_id, version=if_match(), **body)
    return _answer(usecases.reopen_action(asked, uow()))


@actions.route("/<uuid:action_id>/owner", methods=["POST"])
@requires("actions:hand-over")
@command
@actions.arguments(schemas.OwnerSchema)
@actions.response(200, schemas.ActionSchema)
def hand_over(body: dict[str, Any], action_id: UUID) -> Action:
    """Somebody else at work owns it from now on, by the same date."""
    asked = HandOver(action_id=action_id, version=if_match(), **body)
    return _answer(usecases.hand_over(asked, uow()))


@actions.route("/<uuid:action_id>/due-date", methods=["POST"])
@requires("actions:reschedule")
@command
@actions.arguments(schemas.DueDateSchema)
@actions.response(200, schemas.ActionSchema)
def reschedule(body: dict[str, Any], action_id: UUID) -> Action:
    """A manager who does not own it agrees another due date, before the present one has passed."""
    asked = RescheduleAction(action_id=action_id, version=if_match(), roles=principal().roles, **body)
    return _answer(usecases.reschedule_action(asked, uow()))


@handovers.route("")
@requires("handovers:read")
@query
@handovers.arguments(schemas.HandoverArgs, location="query")
@handovers.response(200, schemas.HandoverPage)
def list_handovers(args: dict[str, Any]) -> dict[str, Any]:
    """Actions of people who have left, or are away when these are due, by due date: give each another owner."""
    limit, after = args["limit"], decode_cursor(args["after"], date, UUID)
    found = usecases.handovers(uow(), person=args["person"], limit=limit + 1, after=after)
    items = [{**asdict(action), "why": why} for action, why in found]
    return page(items, limit, lambda one: (one["due_on"], one["action_id"]))


@sweeps.route("", methods=["POST"])
@requires("actions:sweep")
@command
@sweeps.arguments(schemas.SweepSchema)
@sweeps.response(200, schemas.SweptSchema)
def sweep(body: dict[str, Any]) -> Swept:
    """Tell once of each action that is due in 7 days or 1, or overdue, in all areas."""
    return usecases.sweep(Sweep(**body), uow())


def _answer(action: Action) -> Action:
    set_etag(action.version)
    return action
