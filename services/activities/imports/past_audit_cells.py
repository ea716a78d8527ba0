"""Single cells of a list of past audits. Every reader returns the value or raises `Wrong` with the reason."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import TypeVar, get_args

from services.activities.domain.past import NOT_RECORDED
from services.activities.domain.reference import PATTERN as REFERENCE
from services.activities.imports import values
from services.activities.imports.values import Wrong
from shared.contracts.events.activities import Grade

Value = TypeVar("Value")

_GRADES: Mapping[str, Grade] = {
    **{grade: grade for grade in get_args(Grade)},
    "ri": "requires_improvement",
    "requires_improvement_to_be_good": "requires_improvement",
}
_UNGRADED = frozenset({"", "ungraded", "not_graded", "n/a"})
_YES, _NO = frozenset({"yes", "y", "true"}), frozenset({"", "no", "n", "false"})
_PERSON = re.compile(r"[A-Za-z0-9]([A-Za-z0-9._-]{0,38}[A-Za-z0-9])?")
_CODE = re.compile(r"[a-z0-9]+([-_.][a-z0-9]+)*")
_MONTHS = (re.compile(r"(?P<year>\d{4})-(?P<month>\d{2})"), re.compile(r"(?P<month>\d{2})/(?P<year>\d{4})"))


def needed(reader: Callable[[str], Value]) -> Callable[[str], Value]:
    def read(text: str) -> Value:
        if not text:
            raise Wrong("is missing")
        return reader(text)

    return read


def maybe(reader: Callable[[str], Value]) -> Callable[[str], Value | None]:
    return lambda text: reader(text) if text else None


def reference(text: str) -> str:
    if not REFERENCE.fullmatch(text):
        raise Wrong("is no reference: 1 to 100 letters, digits or ._:/-")
    return text


def code(text: str) -> str:
    if len(text) > 64 or not _CODE.fullmatch(text):
        raise Wrong("is no code of the organisation, such as line-cin")
    return text


def person(text: str) -> str:
    if not _PERSON.fullmatch(text):
        raise Wrong("is no id of the directory; names and e-mail addresses are not known here")
    return text


def month(text: str) -> date:
    for form in _MONTHS:
        if (found := form.fullmatch(text)) and 1 <= int(found["month"]) <= 12 and int(found["year"]) >= 1900:
            return date(int(found["year"]), int(found["month"]), 1)
    try:
        return values.either_date(text).replace(day=1)
    except Wrong as wrong:
        raise Wrong("is not a month of the form yyyy-mm") from wrong


def grade(text: str) -> Grade | None:
    word = _word(text)
    if word in _UNGRADED:
        return None
    if word not in _GRADES:
        raise Wrong("is not a grade: outstanding, good, requires improvement (ri) or inadequate")
    return _GRADES[word]


def voice(text: str) -> str:
    word = _word(text)
    return {"": NOT_RECORDED, "yes": "heard"}.get(word, word)


def truth(text: str) -> bool:
    word = _word(text)
    if word not in _YES | _NO:
        raise Wrong("is neither yes nor no")
    return word in _YES


def _word(text: str) -> str:
    return "_".join(text.lower().replace("-", " ").replace("_", " ").split())
