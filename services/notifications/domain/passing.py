"""What is said when work passes from one person to another; it names neither."""

from __future__ import annotations

from datetime import date

from services.notifications.domain.wording import KINDS, REVIEWS, Words, day, of_team

WORK = {
    "second_rating": "The second rating of a {}",
    "moderation": "The moderation of a {}",
    "review": "A {}",
    "visit": "A practice-day visit",
}


def action_handed_on(team: str | None) -> Words:
    return Words(
        "An action of yours was passed to somebody else",
        f"An action{of_team(team)} was yours. Somebody else owns it now, by the same date, and you need do nothing"
        " more.",
    )


def work_handed_on(work: str, kind: str) -> Words:
    what = WORK[work].format(REVIEWS.get(kind) or KINDS.get(kind, kind))
    return Words(
        f"{what} was passed to somebody else",
        f"{what} was yours to do. Somebody else does it now, and you need do nothing more.",
    )


def rating_asked(kind: str, service: str) -> Words:
    what = KINDS[kind]
    return Words(
        f"A {what} for you to rate a second time",
        f"You have been asked to rate a {what} in {service} a second time, without seeing the first rating. If you know"
        " the family or manage the worker, or cannot do it, please say so there: somebody else is then asked.",
    )


def visit_planned(service: str, on: date) -> Words:
    return Words(
        f"A practice-day visit for you on {day(on)}",
        f"You are to visit {service} on a practice day, {day(on)}. If you cannot make the day, please tell the QA"
        " manager soon.",
    )
