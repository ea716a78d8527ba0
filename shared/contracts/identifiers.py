"""Narrative carries no child's identifier: not this child's, no UPN, no NHS number."""

from __future__ import annotations

import re
from collections.abc import Iterable
from string import digits

from shared.contracts.errors import Refusal

_DIGITS = re.compile(r"\d{3}")
_UPN = re.compile(
    r"(?<![A-Za-z0-9])[A-HJ-NP-RT-Za-hj-np-rt-z]\d{11}[0-9A-HJ-NP-RT-Za-hj-np-rt-z](?![A-Za-z0-9])"
)
_NHS = re.compile(r"(?<![\d-])(\d{3})[ -]?(\d{3})[ -]?(\d{4})(?![\d-])")


class IdentifierInText(Refusal):
    """Narrative names nobody: the case is already known by its pseudonym."""

    rule = "no-identifiers"
    source = "Promise 4"


def looks_like_identifier(text: str) -> str | None:
    """What the text seems to hold: ``a UPN``, ``an NHS number`` or None.

    A UPN is a letter, eleven digits and a last character; an NHS number is ten digits whose last is the
    modulus 11 check digit, so that telephone numbers and references pass.
    """
    if text.isascii() and not any(
        digit in text for digit in digits
    ):  # most narrative: a tenth of the search's cost
        return None
    if _DIGITS.search(text) is None:
        return None
    if _UPN.search(text):
        return "a UPN"
    if any(_is_nhs_number("".join(found)) for found in _NHS.findall(text)):
        return "an NHS number"
    return None


def holds(text: str, identifier: str) -> bool:
    """Whether the text holds this identifier as a word of its own, in any case of letters, blanks around it aside."""
    identifier = identifier.strip()
    if identifier.casefold() not in text.casefold():
        return False
    return re.search(rf"(?<!\w){re.escape(identifier)}(?!\w)", text, re.IGNORECASE) is not None


def ensure_anonymous(texts: Iterable[tuple[str, str]], identifier: str | None = None) -> None:
    """Refuse narrative that identifies a child, whose own ``identifier`` is looked for where it is known.

    Raises:
        IdentifierInText: naming every field, and repeating none of what was found.
    """
    pieces = [(field, text) for field, text in texts if text]
    whole = "\n".join([text for _, text in pieces])
    if looks_like_identifier(whole) is None and not (identifier and holds(whole, identifier)):
        return
    fields: dict[str, list[str]] = {}
    for field, text in pieces:
        if identifier and holds(text, identifier):
            fields[field] = ["holds the child's identifier"]
        elif what := looks_like_identifier(text):
            fields[field] = [f"holds what looks like {what}"]
    if fields:
        raise IdentifierInText(
            "Write about the child without an identifier: the case is already known by its pseudonym",
            fields=fields,
        )


def _is_nhs_number(number: str) -> bool:
    check = (
        11 - sum(int(digit) * weight for digit, weight in zip(number, range(10, 1, -1), strict=False)) % 11
    )
    return check != 10 and check % 11 == int(number[9])
