"""Every sentence that Sightline sends. For people at the end of a long day: short, plain, and kind.

No child's detail is ever in a message: no name, no pseudonym, no finding, no grade. A message says what waits, where,
and until when; the rest is behind the link.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from services.notifications.domain.telling import OWNER

AUDITS = {"bespoke_audit": "bespoke audit", "multi_agency_audit": "multi-agency audit"}
"""Kinds of recorded activity that look at somebody's work."""
KINDS = {"case_file_audit": "case file audit", "practice_observation": "practice observation", **AUDITS}
REPORTS = {"monthly-qa": "monthly QA report"}


@dataclass(frozen=True, slots=True)
class Words:
    subject: str
    body: str


def day(on: date) -> str:
    """``7 March 2026``."""
    return f"{on.day} {on:%B %Y}"


def reference(id: UUID) -> str:
    """Short enough to read out on the telephone; the end of the id, which differs most."""
    return id.hex[-8:].upper()


def allocated(kind: str, team: str | None, month: date, due_on: date) -> Words:
    what = KINDS[kind]
    return Words(
        f"A {what} for you, due {day(due_on)}",
        f"You have been asked to carry out a {what}{_of(team)}. It counts for {month:%B %Y}, and is due by"
        f" {day(due_on)}.\n\n"
        "If you manage the worker, know the family, or cannot make the date, please tell the QA manager soon, so"
        " that somebody else can take it on.",
    )


def reallocated(kind: str, team: str | None, month: date) -> Words:
    what = KINDS[kind]
    return Words(
        f"A {what} was passed to somebody else",
        f"A {what}{_of(team)} that counts for {month:%B %Y} was yours to carry out. Somebody else does it now, and"
        " you need do nothing more. What you have found out so far may help them: the QA manager can put you in"
        " touch.",
    )


def extended(kind: str, team: str | None, before: date, due_on: date) -> Words:
    what = KINDS[kind]
    return Words(
        f"Your {what} is due later, on {day(due_on)}",
        f"The {what}{_of(team)} that was due by {day(before)} is now due by {day(due_on)}.",
    )


def withdrawn(kind: str, team: str | None, month: date) -> Words:
    what = KINDS[kind]
    return Words(
        f"A {what} of yours was withdrawn",
        f"A {what}{_of(team)} that counts for {month:%B %Y} was yours to carry out. It was withdrawn, and you need"
        " do nothing more.",
    )


def practice_reviewed(kind: str, took_part: bool, finished_on: date) -> Words:
    what = KINDS[kind]
    yours = f"The {what} that you took part in" if took_part else f"A {what} of your work"
    return Words(
        f"A {what} of your work is finished",
        f"{yours} was finished on {day(finished_on)}. It says what is working well and what may need to change.\n\n"
        "Please look at it when you have a quiet moment, and talk it over in supervision. If something in it is not"
        " right, say so: your view belongs beside it.",
    )


def moderation_needed(kind: str, service: str, finished_on: date) -> Words:
    what = KINDS[kind]
    return Words(
        f"A {what} waits for your moderation",
        f"A {what} in {service}, finished on {day(finished_on)}, needs to be moderated. One of you is enough:"
        " whoever opens it first.",
    )


def action_opened(team: str | None, due_on: date, safeguarding: bool) -> Words:
    if safeguarding:
        return Words(
            f"Safeguarding action for you, due {day(due_on)}",
            f"A safeguarding action{_of(team)} has been given to you. It is due by {day(due_on)}. Please open it"
            " today; if you are away, let your line manager know now.",
        )
    return Words(
        f"An action for you, due {day(due_on)}",
        f"An audit or observation led to an action{_of(team)}, and you are its owner. It is due by {day(due_on)}.\n\n"
        "When it is done, record what shows it. Somebody else will then close it.",
    )


def action_due(due_on: date) -> Words:
    """By its date alone: it may be read later than it is written, and told later than a week or a day before."""
    return Words(
        f"Your action is due on {day(due_on)}",
        f"One of your actions is due on {day(due_on)}. If it is already done, recording the evidence is all"
        " that is left. If it cannot be done by then, your line manager can help.",
    )


def action_overdue(due_on: date) -> Words:
    return Words(
        f"Your action was due on {day(due_on)}",
        f"One of your actions was due on {day(due_on)} and is still open. If it is done, please record what shows"
        " it. If something stands in the way, tell your line manager, who knows that it is late.",
    )


def action_overdue_in_team(due_on: date) -> Words:
    return Words(
        f"An action in your team was due on {day(due_on)}",
        f"An action that belongs to {OWNER} was due on {day(due_on)} and is still open. They may need time, help or"
        " somebody to take it over.",
    )


def report_published(kind: str, month: date) -> Words:
    what = REPORTS.get(kind, "report")
    return Words(
        f"The {what} for {month:%B %Y} is published",
        f"The {what} for {month:%B %Y} is published and will not change any more.",
    )


def letter(greeting: str, body: str, address: str) -> str:
    """The whole text of an e-mail."""
    return (
        f"{greeting}\n\n{body}\n\n{address}\n\n"
        "Sightline\nThis message was sent by a machine, and nobody reads replies to it.\n"
    )


def _of(team: str | None) -> str:
    return f" for team {team}" if team else ""
