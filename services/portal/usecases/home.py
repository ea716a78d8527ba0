"""What somebody finds when they come: what is theirs to do, what is due, what changed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from services.portal.domain.words import STAGES
from services.portal.gateway import Caller

SHOWN = 5
May = Callable[[str, str], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One thing to do. ``about`` are codes of units and people, named by the page."""

    what: str
    path: str
    due_on: date | None = None
    service: str = ""
    tag: str = ""
    overdue: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Some tasks of a kind; ``more`` leads to the rest."""

    title: str
    tasks: list[Task]
    more: str
    has_more: bool


def to_do(api: Caller, person: str, may: May, today: date) -> list[Group]:
    """Each kind of work that this person may have, with the first few that wait."""
    return [group for group in _groups(api, person, may, today) if group.tasks]


def changed(api: Caller, may: May) -> list[dict[str, Any]]:
    """The newest messages that were not read."""
    if not may("notifications", "messages:read"):
        return []
    found: list[dict[str, Any]] = api.get("/notifications/v1/messages", unread=True, limit=SHOWN).json[
        "items"
    ]
    return found


def _groups(api: Caller, person: str, may: May, today: date) -> Iterator[Group]:
    if may("activities", "activities:read"):
        found = api.get("/activities/v1/audits/in-hand", limit=SHOWN + 1).json
        yield _group("Audits", found, "/activities?in_hand=yes", lambda one: _in_hand(one, today))
    if may("activities", "audits:submit"):
        found = api.get("/activities/v1/second-ratings", status="requested", limit=SHOWN + 1).json
        yield _group("Second ratings", found, "/second-ratings", lambda one: _rating(one, today))
    if may("activities", "activities:moderate") and may("activities", "moderations:read"):
        asked = {"moderator": person, "waiting": True}
        found = api.get("/activities/v1/moderation-tasks", **asked, limit=SHOWN + 1).json
        yield _group("Moderation", found, "/moderation", lambda one: _moderation(one, today))
    if may("actions", "actions:read"):
        found = api.get("/actions/v1/actions", owner=person, status="open", limit=SHOWN + 1).json
        yield _group(
            "Your actions", found, f"/actions?owner={person}&status=open", lambda one: _action(one, today)
        )
    if may("activities", "drafts:write"):
        found = api.get("/activities/v1/drafts", limit=SHOWN + 1).json
        yield _group("Drafts", found, "/drafts", _draft)


def _group(title: str, page: dict[str, Any], more: str, task: Callable[[dict[str, Any]], Task]) -> Group:
    items = page["items"]
    return Group(
        title=title, tasks=[task(one) for one in items[:SHOWN]], more=more, has_more=len(items) > SHOWN
    )


def _in_hand(one: dict[str, Any], today: date) -> Task:
    audit, first = one["audit"], one["to_do"][0] if one["to_do"] else ""
    return _task(
        STAGES.get(first, "Case-file audit"),
        f"/activities/{audit['activity_id']}",
        audit["due_on"],
        audit,
        today,
    )


def _rating(one: dict[str, Any], today: date) -> Task:
    return _task("Rate an audit blind", f"/second-ratings/{one['rating_id']}", one.get("due_on"), one, today)


def _moderation(one: dict[str, Any], today: date) -> Task:
    return _task(
        "Moderate an audit",
        f"/activities/{one['activity_id']}",
        one["moderate_by"],
        one,
        today,
        one["overall"] or "",
    )


def _action(one: dict[str, Any], today: date) -> Task:
    return _task(one["title"], f"/actions/{one['action_id']}", one["due_on"], one, today)


def _draft(one: dict[str, Any]) -> Task:
    what = "Case-file audit" if one["kind"] == "case_file_audit" else "Practice observation"
    return Task(
        what=f"Finish your draft: {what.lower()}",
        path=f"/drafts/{one['draft_id']}",
        service=one["service"] or "",
        due_on=date.fromisoformat(one["due_on"]) if one["due_on"] else None,
    )


def _task(what: str, path: str, due: str | None, of: dict[str, Any], today: date, tag: str = "") -> Task:
    due_on = date.fromisoformat(due) if due else None
    overdue = due_on is not None and due_on < today
    return Task(
        what=what, path=path, due_on=due_on, service=of.get("service") or "", tag=tag, overdue=overdue
    )
