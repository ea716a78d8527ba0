"""What each rule is about, and which values it may have."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any

from services.activities.domain.vocabulary import GRADES, KINDS, OFFICES

Wrong = dict[str, list[str]]
_CODE = re.compile(r"[a-z0-9]+(_[a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class Definition:
    """``about`` says what the value means; ``wrong`` names every part of a value that cannot be.

    A role in the value must have one of the permissions ``needs``: a rule narrows what roles may do and grants nothing.
    There are none where somebody else may write it down, as the QA manager does what an external reviewer found.
    """

    about: str
    wrong: Callable[[Any], Wrong]
    needs: tuple[str, ...] = ()

    def unsupported(self, value: Any, granted: Callable[[str], Collection[str]]) -> Wrong:
        """Roles of a value that can be, which have none of the permissions. Parameters: ``granted`` gives the roles
        that a permission is granted to."""
        if not self.needs:
            return {}
        able = {role for one in self.needs for role in granted(one)}
        named = value if isinstance(value, dict) else {role: n for n, role in enumerate(value)}
        return {
            f"value.{role if named is value else place}": [f"{role} may not: needs {' or '.join(self.needs)}"]
            for role, place in named.items()
            if role not in able and not (named is value and place == 0)
        }


def number(least: int, most: int) -> Callable[[Any], Wrong]:
    """A whole number within bounds."""

    def wrong(value: Any) -> Wrong:
        return (
            {}
            if _whole(value, least, most)
            else {"value": [f"must be a whole number from {least} to {most}"]}
        )

    return wrong


def months(value: Any) -> Wrong:
    """Months of the year by number, each once; at least one is left for activity."""
    wrong = _list(value, lambda one: _whole(one, 1, 12), "must be a month from 1 to 12", may_be_empty=True)
    if not wrong and len(value) == 12:
        wrong["value"] = ["leaves no month for QA activity"]
    return wrong


def some_of(known: Collection[str], *, always: str = "") -> Callable[[Any], Wrong]:
    """Words of a closed list, each once; ``always`` must be among them."""

    def wrong(value: Any) -> Wrong:
        found = _list(
            value,
            lambda one: isinstance(one, str) and one in known,
            f"must be one of {', '.join(sorted(known))}",
        )
        if not found and always and always not in value:
            found["value"] = [f"must hold {always}"]
        return found

    return wrong


def codes(value: Any) -> Wrong:
    """Codes of our own making, each once: they stand in events and reports."""
    return _list(
        value,
        lambda one: isinstance(one, str) and len(one) <= 64 and _CODE.fullmatch(one) is not None,
        "must be lower-case words joined by _, at most 64 characters",
    )


def counts(known: Collection[str]) -> Callable[[Any], Wrong]:
    """A number for some of these words; the others have none."""

    def wrong(value: Any) -> Wrong:
        if not isinstance(value, dict):
            return {"value": [f"must give a number for each of {', '.join(sorted(known))}"]}
        found = {f"value.{one}": ["is not known here"] for one in value if one not in known}
        found |= {
            f"value.{one}": ["must be a whole number from 0 to 1000"]
            for one, count in value.items()
            if one in known and not _whole(count, 0, 1000)
        }
        return found

    return wrong


def durations(value: Any) -> Wrong:
    """How long an action may take: hours for safeguarding, days for the other priorities, the urgent never the longer.

    Hours are whole days: practice records days, and a shorter time could not be told from them.
    """
    if not isinstance(value, dict):
        return {"value": [f"must give {', '.join(_DURATIONS)}"]}
    found: Wrong = {f"value.{one}": ["is not known here"] for one in value if one not in _DURATIONS}
    before = 0
    for name, (unit, most) in _DURATIONS.items():
        given = value.get(name, 0)
        if not _whole(given, unit, most) or given % unit:
            of_days = f" in steps of {unit}" if unit > 1 else ""
            found[f"value.{name}"] = [f"must be a whole number from {unit} to {most}{of_days}"]
            continue
        days = given // unit
        if days < before:
            found[f"value.{name}"] = ["is shorter than for something more urgent"]
        before = max(before, days)
    return found


_DURATIONS = {"safeguarding_hours": (24, 168), "high": (1, 366), "medium": (1, 366), "low": (1, 366)}
"""By urgency: how many make a day, or one, and the most of them."""


def _whole(value: Any, least: int, most: int) -> bool:
    return type(value) is int and least <= value <= most


def _list(value: Any, fits: Callable[[Any], bool], reason: str, *, may_be_empty: bool = False) -> Wrong:
    if not isinstance(value, list):
        return {"value": ["must be a list"]}
    if not value and not may_be_empty:
        return {"value": ["must have at least one entry"]}
    wrong: Wrong = {}
    for n, one in enumerate(value):
        if not fits(one):
            wrong[f"value.{n}"] = [reason]
        elif one in value[:n]:
            wrong[f"value.{n}"] = ["stands there twice"]
    return wrong


AUDITING = ("audits:submit",)
DEFINITIONS = {
    "reflection-months": Definition(
        "Months without audits and observations, for reflection, learning and participation", months
    ),
    "closing-days": Definition(
        "Days after the end of a month in which an activity may be completed and still count in it",
        number(0, 366),
    ),
    "monthly-quota": Definition(
        "Activities of a kind that a service plans at least in a month with activity", counts(KINDS)
    ),
    "manager-quota": Definition(
        "Case-file audits that somebody of a role does in a month with activity, unless a target of their own is set",
        counts(OFFICES),
        needs=AUDITING,
    ),
    "not-audited-within": Definition(
        "Months in which a case that is drawn was not audited, unless the draw says otherwise", number(1, 36)
    ),
    "auditor-roles": Definition("Roles that may audit or observe", some_of(OFFICES)),
    "allocated-roles": Definition("Roles that a sample is allocated to", some_of(OFFICES), needs=AUDITING),
    "second-rater-roles": Definition(
        "Roles that may rate an audit a second time", some_of(OFFICES), needs=AUDITING
    ),
    "moderator-roles": Definition(
        "Roles that may moderate", some_of(OFFICES), needs=("activities:moderate",)
    ),
    "extension-approver-roles": Definition("Roles that may approve a later due date", some_of(OFFICES)),
    "visit-roles": Definition("Roles that the visits of each half-year must include", some_of(OFFICES)),
    "moderated-grades": Definition(
        "Overall grades that must be moderated; reports count on Inadequate",
        some_of(GRADES, always="inadequate"),
    ),
    "moderation-share": Definition(
        "Per cent of the audits that need not be moderated which a round draws, unless the draw says otherwise",
        number(0, 100),
    ),
    "moderation-days": Definition(
        "Days that a moderator has for what a round gave them, unless the draw says otherwise", number(1, 92)
    ),
    "contest-days": Definition(
        "Days after a moderation in which the auditor may contest a changed grade", number(1, 92)
    ),
    "adjudicator-roles": Definition(
        "Roles that may decide where two do not agree", some_of(OFFICES), needs=("adjudications:decide",)
    ),
    "exemption-approver-roles": Definition(
        "Roles that may agree that there be no conversation with the family",
        some_of(OFFICES),
        needs=("exemptions:decide",),
    ),
    "family-exemptions": Definition("Codes for why there was no conversation with the family", codes),
    "action-days": Definition(
        "Hours for a safeguarding action and days for the others by priority, from the day on which it was opened",
        durations,
    ),
    "correction-days": Definition(
        "Days after a recorded activity was written down in which whoever wrote it may correct or withdraw it",
        number(0, 366),
    ),
}
"""By name. A code that is taken away stays in what was recorded with it."""
