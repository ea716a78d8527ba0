"""Pages in front of the real services: what is yours, what you may see, what comes back when it is wrong."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import pytest

from services.actions.subscriptions import open_actions
from services.actions.tables import ActionsWork
from services.portal.provider.accounts import one_for_each_role
from shared.contracts.events.activities import ActivitySubmitted
from shared.inbox.handlers import Delivery
from tests.unit.actions.builders import finding, submitted

from .conftest import HIDDEN, Portal

HOSTILE = "<script>alert('x')</script>"


@pytest.fixture
def opened(portal: Portal) -> tuple[Portal, dict[str, Any]]:
    """An action of the local provider's practitioner."""
    _tell(portal, submitted(finding(owner=_person(portal, "practitioner"), title=HOSTILE)))
    (action,) = portal.platform.client("actions", "qa_manager", person="P0007").get("/actions").json["items"]
    return portal, action


def test_home_shows_what_is_yours(opened: tuple[Portal, dict[str, Any]]) -> None:
    portal, action = opened
    visitor = portal.signed_in("practitioner")
    visitor.get("/")
    assert f"/actions/{action['action_id']}" in visitor.page


def test_hostile_text_is_only_text(opened: tuple[Portal, dict[str, Any]]) -> None:
    portal, action = opened
    for role in ("practitioner", "qa_manager"):
        visitor = portal.signed_in(role)
        for path in ("/", "/actions", f"/actions/{action['action_id']}"):
            visitor.get(path)
            assert HOSTILE not in visitor.page


def test_an_action_goes_from_evidence_to_closed(opened: tuple[Portal, dict[str, Any]]) -> None:
    portal, action = opened
    path, today = f"/actions/{action['action_id']}", datetime.now(UTC).date()
    day = {"day": today.day, "month": today.month, "year": today.year}
    owner, qa = portal.signed_in("practitioner"), portal.signed_in("qa_manager")
    shown = owner.send(
        f"{path}/evidence",
        text="The plan was shared.",
        record_reference="LL-1",
        **{f"evidenced_on-{part}": n for part, n in day.items()},
    )
    assert (shown.status_code, shown.location) == (303, path)
    owner.get(path)
    assert "The evidence is kept" in owner.page
    owner.get(path)
    assert "The evidence is kept" not in owner.page
    closed = qa.send(
        f"{path}/closure", record_reference="LL-1", **{f"closed_on-{part}": n for part, n in day.items()}
    )
    assert closed.status_code == 303, qa.page
    qa.get(path)
    assert "Closed" in qa.page


def test_what_is_wrong_is_said_and_nothing_typed_is_lost(opened: tuple[Portal, dict[str, Any]]) -> None:
    portal, action = opened
    owner = portal.signed_in("practitioner")
    answer = owner.send(
        f"/actions/{action['action_id']}/evidence",
        text="",
        record_reference="two words",
        **{"evidenced_on-day": "31", "evidenced_on-month": "2", "evidenced_on-year": "2026"},
    )
    assert answer.status_code == 422
    assert "There is a problem" in owner.page
    assert 'href="#text"' in owner.page
    assert 'href="#evidenced_on-day"' in owner.page
    assert 'value="two words"' in owner.page


def test_a_form_sent_twice_counts_once(opened: tuple[Portal, dict[str, Any]]) -> None:
    portal, action = opened
    owner = portal.signed_in("practitioner")
    path = f"/actions/{action['action_id']}"
    owner.get(f"{path}/evidence")
    typed = {**dict(HIDDEN.findall(owner.page)), "text": "Done.", "record_reference": "LL-1"}
    today = datetime.now(UTC).date()
    typed |= {
        "evidenced_on-day": today.day,
        "evidenced_on-month": today.month,
        "evidenced_on-year": today.year,
    }
    assert [owner.post(f"{path}/evidence", data=typed).status_code for _ in range(2)] == [303, 303]
    history = portal.platform.client("actions", "qa_manager").get(path).json["history"]
    assert [change["what"] for change in history] == ["opened", "evidenced"]


@pytest.mark.parametrize("role", ["lead_member", "ops"])
def test_what_is_not_for_somebody_does_not_exist_for_them(
    opened: tuple[Portal, dict[str, Any]], role: str
) -> None:
    portal, action = opened
    visitor = portal.signed_in(role)
    paths = ["/actions", "/actions/list.csv", f"/actions/{action['action_id']}"]
    paths += [f"{paths[-1]}/{step}" for step in ("evidence", "closure", "reopening", "owner")]
    said = set()
    for path in paths:
        assert visitor.get(path).status_code == 404, path
        said.add("Page not found" in visitor.page)
    assert said == {True}


def test_another_area_s_action_does_not_exist_either(opened: tuple[Portal, dict[str, Any]]) -> None:
    portal, action = opened
    areas = {
        one["id"]: one
        for one in portal.platform.client("directory", "qa_manager").get("/people").json["items"]
    }
    visitor = portal.signed_in("team_manager")
    here = visitor.get(f"/actions/{action['action_id']}").status_code
    manager = areas[_person(portal, "team_manager")]
    assert here == (200 if manager["area"] == action["area"] else 404)
    nobody = visitor.get(f"/actions/{uuid4()}")
    assert nobody.status_code == 404


def test_the_list_is_a_spreadsheet_too(opened: tuple[Portal, dict[str, Any]]) -> None:
    portal, _ = opened
    answer = portal.signed_in("qa_manager").get("/actions/list.csv?status=open")
    assert answer.content_type == "text/csv; charset=utf-8"
    lines = answer.get_data(as_text=True).splitlines()
    assert lines[0].lstrip("\ufeff").startswith("Action,Owner,Service")
    assert len(lines) == 2


def test_assets_are_kept_for_ever_and_nothing_else_is_served(portal: Portal) -> None:
    visitor = portal.visitor()
    assert visitor.get("/assets/nothing.css").status_code == 404
    assert visitor.get("/assets/manifest.json").status_code == 404
    assert visitor.get("/brand.css").headers["Cache-Control"].endswith("immutable")


def _person(portal: Portal, role: str) -> str:
    """Whom the local provider lets stand for a role."""
    people = (
        portal.platform.client("directory", "qa_manager", person="P0007")
        .get("/people?limit=200")
        .json["items"]
    )
    return next(one.id for one in one_for_each_role(people) if one.role == role)


def _tell(portal: Portal, audit: ActivitySubmitted) -> None:
    """As the consumer of actions hears it."""
    now = datetime.now(UTC)
    with portal.platform.databases["actions"].work(ActionsWork) as uow:
        open_actions.run([Delivery(uuid4(), audit, 1, now, "P0002", "correlation", "")], uow)
        uow.commit()
