"""Actions: found, read, done, accepted."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from flask import Blueprint, Response, request

from services.portal.domain.actions import STATES, offers
from services.portal.http import lists
from services.portal.http.doors import shown_to
from services.portal.http.downloads import as_csv
from services.portal.http.here import api, here, may, name_of, person, unit_name
from services.portal.http.notices import done
from services.portal.http.pages import page
from services.portal.http.picking import colleagues, services
from services.portal.http.sending import attempt, once, today, version
from services.portal.schemas import actions as forms
from services.portal.schemas.form import Form

blp = Blueprint("actions", __name__, url_prefix="/actions")
LIST = "/actions/v1/actions"
FILTERS = ("owner", "status", "service", "reach", "overdue_on", "activity_id")
HEADS = ("Action", "Owner", "Service", "Opened", "Due", "State", "Closed", "Address")


@blp.get("")
@shown_to("actions", "actions:read")
def show_list() -> Response:
    """By due date, narrowed by what was chosen."""
    chosen = lists.chosen(*FILTERS)
    found = api().get(LIST, **chosen, after=lists.after(), limit=lists.PAGE).json
    return page(
        "actions/list.html",
        actions=found["items"],
        filters=forms.filters(services(), STATES, person()).filled(chosen).fields,
        states=STATES,
        today=today(),
        onward=lists.onward(found),
        download=f"/actions/list.csv?{request.query_string.decode()}",
    )


@blp.get("/list.csv")
@shown_to("actions", "actions:read")
def download() -> Response:
    """The whole list, as chosen."""
    found = lists.every(api(), LIST, **lists.chosen(*FILTERS))
    return as_csv("actions", HEADS, (_row(one) for one in found))


@blp.get("/<uuid:action_id>")
@shown_to("actions", "actions:read")
def show(action_id: UUID) -> Response:
    """One action, its history, and what may be done with it."""
    action = api().get(f"{LIST}/{action_id}").json
    return page(
        "actions/show.html",
        action=action,
        offers=offers(action, person().id, may),
        states=STATES,
        late=_late(action),
    )


@blp.route("/<uuid:action_id>/evidence", methods=["GET", "POST"])
@shown_to("actions", "actions:evidence")
def evidence(action_id: UUID) -> Response:
    """The owner shows what was done."""
    said = "The evidence is kept. Somebody else now looks at it."
    return _step(action_id, "evidence", "Show what was done", forms.evidence(today()), said)


@blp.route("/<uuid:action_id>/closure", methods=["GET", "POST"])
@shown_to("actions", "actions:close")
def closure(action_id: UUID) -> Response:
    """Somebody else accepts it."""
    return _step(action_id, "closure", "Accept the evidence", forms.closure(today()), "The action is closed.")


@blp.route("/<uuid:action_id>/reopening", methods=["GET", "POST"])
@shown_to("actions", "actions:reopen")
def reopening(action_id: UUID) -> Response:
    """The evidence did not hold."""
    return _step(
        action_id, "reopening", "Open it again", forms.reopening(today()), "The action is open again."
    )


@blp.route("/<uuid:action_id>/owner", methods=["GET", "POST"])
@shown_to("actions", "actions:hand-over")
def hand_over(action_id: UUID) -> Response:
    """Somebody else does it from now on."""
    form = forms.owner(colleagues(here().names.people().values()))
    return _step(action_id, "owner", "Hand it over", form, "The action has a new owner, who is told.")


def _step(action_id: UUID, step: str, title: str, form: Form, said: str) -> Response:
    action = api().get(f"{LIST}/{action_id}").json
    form, refused = form.filled(_kept(action)), None
    if request.method == "POST":
        form, refused = attempt(
            form,
            lambda body: api().post(f"{LIST}/{action_id}/{step}", body, once=once(), version=version()),
        )
        if refused is None:
            return done(f"/actions/{action_id}", said)
    return page(
        "form.html",
        status=422 if refused else 200,
        title=title,
        caption=action["title"],
        back_to=f"/actions/{action_id}",
        button=title,
        form=form,
        refused=refused,
        version=action["version"],
    )


def _late(action: Mapping[str, Any]) -> bool:
    return action["status"] != "closed" and action["due_on"] < today().isoformat()


def _kept(action: Mapping[str, Any]) -> dict[str, Any]:
    return {"record_reference": action["record_reference"]} if action["record_reference"] else {}


def _row(one: Mapping[str, Any]) -> tuple[object, ...]:
    return (
        one["title"],
        name_of(one["owner"]),
        unit_name(one["service"]),
        one["opened_on"],
        one["due_on"],
        STATES.get(one["status"], one["status"]),
        one["closed_on"],
        f"{here().settings.public_url}/actions/{one['action_id']}",
    )
