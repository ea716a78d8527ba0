"""Single cells of an Annex A list. As in `values`, a reader returns the value or raises `Wrong`."""

from __future__ import annotations

import re
from datetime import date, timedelta

from services.activities.imports import values
from services.activities.imports.codes import ETHNICITIES
from services.activities.imports.values import Wrong

_LETTERED = re.compile(r"([a-z])\)\s*(.*)", re.DOTALL)
_SERIAL = re.compile(r"([0-9]{5})(?:\.[0-9]+)?")
_MIDNIGHT = re.compile(r"[ T]00:00(?::00(?:\.0+)?)?$")
_ERROR = re.compile(r"#(?:N/A|REF!|VALUE!|NAME\?|DIV/0!|NULL!|NUM!)")
_SEXES = {"a": "M", "b": "F", "c": "U", "d": "U"}
_SEX_WORDS = {"male": "M", "female": "F", "neither": "U", "unknown": "U", "indeterminate": "U"}
_DIED = re.compile(r"\b(?:RC2|E2)\b|\bdied\b|\bdeath\b", re.IGNORECASE)
_STATUSES = {"closed": "e", "looked": "a", "protection": "b", "need": "c", "assess": "d"}


def written(cell: str | None) -> str:
    """The cell's text, unless Excel never worked it out or could not."""
    if cell is None:
        raise Wrong("is a formula without a stored result; open the file in Excel and save it again")
    if _ERROR.fullmatch(cell):
        raise Wrong("holds an error of the spreadsheet in place of a value")
    return cell


def day(text: str, known_until: date, epoch: date) -> date | None:
    """A date in any form that Excel leaves behind; None when nothing is written.

    A bare number of five digits is a day of Excel's calendar, which starts at `epoch`.
    """
    if not text:
        return None
    if serial := _SERIAL.fullmatch(text):
        found = epoch + timedelta(days=int(serial[1]))
        return values.not_after(values.iso_date(found.isoformat()), known_until)
    return values.not_after(values.either_date(_MIDNIGHT.sub("", text)), known_until)


def sex(text: str) -> str | None:
    """`M`, `F` or `U` of "a) Male", "Female" or a code of the census; None when nothing is written."""
    lettered = _LETTERED.fullmatch(text.lower())
    if lettered and lettered[1] in _SEXES:
        return _SEXES[lettered[1]]
    if text.lower().startswith("not "):  # stated, recorded, known
        return "U"
    try:
        return _SEX_WORDS.get(text.lower()) or values.sex(text)
    except Wrong:
        raise Wrong("is not one of a) Male, b) Female, c) Not stated/recorded, d) Neither") from None


def ethnicity(text: str) -> str | None:
    """The four letters of "a) WBRI"; the letter before them is not unique and does not count."""
    lettered = _LETTERED.fullmatch(text.lower())
    code = (lettered[2] if lettered else text).upper()[:4]
    if text and code not in ETHNICITIES:
        raise Wrong("is not one of the ethnicity codes of Annex A, such as a) WBRI or s) NOBT")
    return code or None


def closed(text: str) -> bool:
    """Whether a case status is "e) Closed episode"."""
    if not text:
        raise Wrong("is missing")
    lettered = _LETTERED.fullmatch(text.lower())
    word = next((letter for word, letter in _STATUSES.items() if word in text.lower()), None)
    letter = lettered[1] if lettered else word
    if letter not in _STATUSES.values():
        raise Wrong("is not one of the case statuses a) to e) of Annex A")
    return letter == "e"


def died(text: str) -> bool:
    """Whether a reason for closure is the child's death (RC2, E2)."""
    return bool(_DIED.search(text))
