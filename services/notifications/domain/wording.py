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
RECORDED = {
    **AUDITS,
    "dip_sample": "dip sample",
    "group_supervision": "group supervision",
    "guided_conversation": "guided conversation",
    "practice_day": "practice day visit",
    "oversight": "chairs' oversight",
    "external_review": "external review",
    "participation": "participation activity",
}
"""Every kind of recorded activity; a kind that is not known here is an activity."""
REVIEWS = {"success_review": "success review", "learning_review": "learning review"}
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
        f"You have been asked to carry out a {what}{of_team(team)}. It counts for {month:%B %Y}, and is due by"
        f" {day(due_on)}.\n\n"
        "If you manage the worker, know the family, or cannot make the date, please tell the QA manager soon, so"
        " that somebody else can take it on.",
    )


def reallocated(kind: str, team: str | None, month: date) -> Words:
    what = KINDS[kind]
    return Words(
        f"A {what} was passed to somebody else",
        f"A {what}{of_team(team)} that counts for {month:%B %Y} was yours to carry out. Somebody else does it now, and"
        " you need do nothing more. What you have found out so far may help them: the QA manager can put you in"
        " touch.",
    )


def extended(kind: str, team: str | None, before: date, due_on: date) -> Words:
    what = KINDS[kind]
    return Words(
        f"Your {what} is due later, on {day(due_on)}",
        f"The {what}{of_team(team)} that was due by {day(before)} is now due by {day(due_on)}.",
    )


def withdrawn(kind: str, team: str | None, month: date) -> Words:
    what = KINDS[kind]
    return Words(
        f"A {what} of yours was withdrawn",
        f"A {what}{of_team(team)} that counts for {month:%B %Y} was yours to carry out. It was withdrawn, and you need"
        " do nothing more.",
    )


def view_asked(kind: str, due_on: date) -> Words:
    what = KINDS[kind]
    return Words(
        f"Your view is asked for in a {what}",
        f"A {what} of your work is planned, and is due by {day(due_on)}. You know the work best: please say how you see"
        " it, in your own words, before the auditor's view is open to you. Theirs stays closed until yours is in, and"
        " yours to them.\n\n"
        "If you cannot, or would rather not, say so there; the audit then goes on without it.",
    )


def view_given(kind: str, team: str | None, took_part: bool) -> Words:
    what = KINDS[kind]
    if took_part:
        return Words(
            f"The practitioner's view of your {what} is in",
            f"The practitioner gave their view in your {what}{of_team(team)}. You can read it once yours is given too.",
        )
    return Words(
        f"There will be no practitioner's view in your {what}",
        f"The practitioner said that they give no view in your {what}{of_team(team)}. You can go on without it.",
    )


def exemption_asked(kind: str, service: str) -> Words:
    what = KINDS[kind]
    return Words(
        f"A {what} asks to go without the family's conversation",
        f"The auditor of a {what} in {service} asks whether it may go without a conversation with the family. Please"
        " look at why, and agree or say what should be tried. One of you is enough: whoever opens it first.",
    )


def exemption_decided(kind: str, team: str | None, approved: bool) -> Words:
    what = KINDS[kind]
    if approved:
        return Words(
            f"Your {what} may go without the family's conversation",
            f"It was agreed that your {what}{of_team(team)} may go without a conversation with the family.",
        )
    return Words(
        f"Your {what} needs the family's conversation",
        f"It was not agreed that your {what}{of_team(team)} goes without a conversation with the family. The reason is"
        " written beside it.",
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


def amended(kind: str, completed_on: date) -> Words:
    what = RECORDED.get(kind, "QA activity")
    return Words(
        f"The record of a {what} was corrected",
        f"The record of the {what} of {day(completed_on)}, in which you have a part, was corrected. Its history says"
        " what changed, and why.",
    )


def recorded_withdrawn(kind: str, month: date) -> Words:
    what = RECORDED.get(kind, "QA activity")
    return Words(
        f"The record of a {what} was withdrawn",
        f"The record of a {what} that counted for {month:%B %Y}, in which you have a part or an action, was withdrawn"
        " and counts no more. Its history says why. An action that it asked for stays until it is closed: if it is not"
        " needed any more, its owner says so there.",
    )


def moderation_needed(kind: str, service: str, finished_on: date) -> Words:
    what = KINDS[kind]
    return Words(
        f"A {what} waits for your moderation",
        f"A {what} in {service}, finished on {day(finished_on)}, needs to be moderated. One of you is enough:"
        " whoever opens it first.",
    )


def moderation_assigned(kind: str, team: str | None, due_on: date) -> Words:
    what = KINDS[kind]
    return Words(
        f"A {what} for you to moderate, due {day(due_on)}",
        f"You have been asked to moderate a {what}{of_team(team)} by {day(due_on)}. If you know the family, manage the"
        " worker, or cannot make the date, please tell the QA manager; another moderator may take it on.",
    )


def moderated(kind: str, team: str | None, on: date, contest_by: date | None) -> Words:
    """``contest_by``: where a grade was changed, until when that can be contested."""
    what = KINDS[kind]
    contest = (
        f" If you see it otherwise, you can contest it until {day(contest_by)}, and say why; a third person then"
        " decides."
        if contest_by
        else ""
    )
    return Words(
        f"Your {what} was moderated",
        f"Your {what}{of_team(team)} was moderated on {day(on)}. Please look at what the moderator wrote.{contest}",
    )


def contested(kind: str, service: str) -> Words:
    what = KINDS[kind]
    return Words(
        f"A {what} waits for your decision",
        f"The auditor of a {what} in {service} does not agree with how it was moderated. Please look at both"
        " judgements, and decide. One of you is enough: whoever opens it first.",
    )


def adjudicated(kind: str, on: date) -> Words:
    what = KINDS[kind]
    return Words(
        f"A {what} of yours was decided about",
        f"A third person decided on {day(on)} about a {what} that you audited or moderated. What you wrote stays beside"
        " the decision, which says why.",
    )


def concern_raised(kind: str, service: str, on: date) -> Words:
    what = KINDS[kind]
    return Words(
        "A safeguarding concern was raised: please look now",
        f"Somebody who looked at a {what} in {service} raised a safeguarding concern on {day(on)}. Please open it now."
        " What it is about stands in its history. This message replaces no safeguarding procedure.",
    )


def action_opened(team: str | None, due_on: date, safeguarding: bool) -> Words:
    if safeguarding:
        return Words(
            f"Safeguarding action for you, due {day(due_on)}",
            f"A safeguarding action{of_team(team)} has been given to you. It is due by {day(due_on)}. Please open it"
            " today; if you are away, let your line manager know now.",
        )
    return Words(
        f"An action for you, due {day(due_on)}",
        f"An audit, observation or review led to an action{of_team(team)}, and you are its owner. It is due by"
        f" {day(due_on)}.\n\n"
        "When it is done, record what shows it. Somebody else will then close it.",
    )


def action_rescheduled(team: str | None, before: date, due_on: date) -> Words:
    return Words(
        f"Your action is now due on {day(due_on)}",
        f"An action of yours{of_team(team)} that was due by {day(before)} is now due by {day(due_on)}. Who agreed that,"
        " and why, stands in its history. You are reminded by the new date.",
    )


def in_stead(name: str) -> str:
    """What a deputy reads first."""
    return f"You act for {name}, who is away, so this comes to you too.\n\n"


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


def review_decided(kind: str, agreed: bool) -> Words:
    what = REVIEWS[kind]
    if agreed:
        return Words(
            f"The {what} that you proposed goes ahead",
            f"The {what} that you proposed was agreed, and its chair and those who take part are being asked. Thank you"
            " for seeing it.",
        )
    return Words(
        f"The {what} that you proposed does not go ahead",
        f"The {what} that you proposed was declined. The link says why; the QA manager or the principal social worker"
        " will gladly talk it over with you.",
    )


def review_to_chair(kind: str, due_on: date | None) -> Words:
    what = REVIEWS[kind]
    by, until = (f", due {day(due_on)}", f" It is due by {day(due_on)}.") if due_on else ("", "")
    return Words(
        f"A {what} for you to lead{by}",
        f"You have been asked to lead a {what}.{until} Its guidance says what it is for; please"
        " read it before you meet.\n\n"
        "If you had any say in the work, or cannot make the date, please tell the QA manager soon.",
    )


def review_invited(kind: str, due_on: date) -> Words:
    what = REVIEWS[kind]
    why = (
        "It looks at what made a real difference, and says thank you for it."
        if kind == "success_review"
        else "It looks for what can be done differently, and blames nobody."
    )
    return Words(
        f"You are invited to a {what}",
        f"You are invited to take part in a {what}, which is to be done by {day(due_on)}. {why} How you saw it matters:"
        " the chair will be in touch.",
    )


def review_extended(kind: str, before: date, due_on: date) -> Words:
    what = REVIEWS[kind]
    return Words(
        f"A {what} is due later, on {day(due_on)}",
        f"The {what} that you are part of was to be done by {day(before)}, and is now due by {day(due_on)}.",
    )


def review_called_off(kind: str) -> Words:
    what = REVIEWS[kind]
    return Words(
        f"A {what} was called off",
        f"A {what} that you proposed or were asked into was called off, and you need do nothing more. Thank you for"
        " being ready to take part; the QA manager or the principal social worker will gladly say more.",
    )


def learning_released(kind: str, on: date) -> Words:
    return Words(
        f"New learning from a {REVIEWS[kind]}",
        f"The learning from a {REVIEWS[kind]} was shared with the division on {day(on)}. Please take it to your teams.",
    )


def reorganisation_settled(effective_on: date, applied: bool) -> Words:
    if applied:
        return Words(
            f"The reorganisation of {day(effective_on)} has taken effect",
            f"The reorganisation that you prepared for {day(effective_on)} has taken effect. From that day on, people"
            " and work are found where it puts them; reports of the time before stay as they were.",
        )
    return Words(
        f"The reorganisation of {day(effective_on)} could not take effect",
        f"The reorganisation that you prepared for {day(effective_on)} no longer fits, because something was changed"
        " after you prepared it. Nothing of it was done. Please look at what it says, correct the file and import it.",
    )


def person_left(left_on: date, *, theirs: bool) -> Words:
    """``theirs``: to whoever managed them."""
    rest = "As their line manager" if theirs else "With the managers concerned"
    return Words(
        f"Somebody has left on {day(left_on)}: please hand on their open work",
        f"{OWNER} works here no longer, from {day(left_on)}. {rest}, please look whether audits or actions are still"
        " theirs, and hand them to somebody who has the time: the lists of handovers show them.",
    )


def letter(greeting: str, body: str, address: str) -> str:
    """The whole text of an e-mail."""
    return (
        f"{greeting}\n\n{body}\n\n{address}\n\n"
        "Sightline\nThis message was sent by a machine, and nobody reads replies to it.\n"
    )


def of_team(team: str | None) -> str:
    return f" for team {team}" if team else ""
