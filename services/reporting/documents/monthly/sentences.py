"""Plain sentences about counts. A sentence that needs a withheld count says that it is withheld, or is left out."""

from __future__ import annotations

from services.reporting.documents.monthly.view import View, said
from services.reporting.domain import vocabulary as say
from services.reporting.domain.figures import ALL

WITHHELD = "is withheld because the numbers are small"


def percent(part: int, whole: int) -> str:
    return f"{round(100 * part / whole)}%"


def plural(count: int, one: str, many: str) -> str:
    return f"{count:,} {one if count == 1 else many}"


def finished(view: View, kind: str) -> str:
    """How many were finished of those planned."""
    name = say.KINDS[kind].lower()
    done, target = view.count("submitted", kind, ALL), view.count("target", kind, ALL)
    if done is None:
        return f"The number of finished {name} {WITHHELD}."
    if not target:
        return f"No {name} were planned, and {done or 'none'} were finished."
    return f"Teams finished {done:,} of {target:,} planned {name} ({percent(done, target)})."


def good_or_better(view: View) -> str:
    """The share of graded audits that were good or outstanding."""
    counts = said(view.count("grade", grade, ALL) for grade in say.GRADES)
    if counts is None:
        return shown_grades(view)
    if not sum(counts):
        return "No audit was graded."
    best = counts[0] + counts[1]
    return (
        f"Of {plural(sum(counts), 'graded audit', 'graded audits')}, {best:,} ({percent(best, sum(counts))})"
        " were good or outstanding after moderation."
    )


def shown_grades(view: View) -> str:
    """The grades that may be told, when not all may."""
    told = [
        f"{count:,} {say.GRADES[grade].lower()}"
        for grade in say.GRADES
        if (count := view.count("grade", grade, ALL)) is not None
    ]
    if not told:
        return f"How the audits were graded {WITHHELD}."
    return f"After moderation, audits were graded {' and '.join(told)}; the other grades are withheld."


def agreement(view: View) -> str:
    same, compared = view.count("moderated", "same"), view.count("moderated", ALL)
    if compared == 0:
        return "No audit of this month has been moderated yet."
    if compared is None:
        return f"The number of moderated audits {WITHHELD}."
    if same is None:
        return f"{compared:,} audits were moderated; how often the grade was changed {WITHHELD}."
    share = percent(same, compared)
    return f"Moderators kept the auditor's grade in {same:,} of {compared:,} moderated audits ({share})."


def flow(view: View) -> str:
    """Actions opened, closed, open and overdue."""
    told = []
    for what, words in (
        ("opened", "{} opened"),
        ("closed", "{} closed"),
        ("open", "{} open at the end of the month"),
        ("overdue", "{} overdue at the end of the month"),
    ):
        count = view.count(what, ALL)
        told.append(words.format("a withheld number were" if count is None else _were(count)))
    return f"Of the actions, {'; '.join(told[:3])}; {told[3]}."


def _were(count: int) -> str:
    return "none were" if count == 0 else "1 was" if count == 1 else f"{count:,} were"


def heard(view: View) -> str:
    counts = said((view.count("voice", say.HEARD, ALL), view.count("activities", ALL)))
    if counts is None:
        return f"In how many activities the family was heard {WITHHELD}."
    if counts[1] == 0:
        return "There was no activity in which a family could be heard."
    return f"The family was heard in {counts[0]:,} of {counts[1]:,} activities ({percent(*counts)})."


def received(view: View) -> str:
    everything, complaints = view.count("feedback", ALL, ALL), view.count("feedback", "complaint", ALL)
    if everything is None:
        return f"The number of pieces of feedback {WITHHELD}."
    if everything == 0:
        return "No feedback was received."
    text = plural(everything, "piece of feedback was received", "pieces of feedback were received")
    if complaints is None:
        return f"{text}; the number of complaints among them {WITHHELD}."
    return f"{text}, {'none' if complaints == 0 else f'{complaints:,}'} of them complaints."
