"""What leaves the circle of those involved: generalised learning, and thanks (S24, S26)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from unicodedata import normalize
from uuid import UUID

import msgspec

from services.activities.domain.review_people import Participant
from services.activities.domain.review_refusals import NameInLearning, NoConsent
from shared.contracts.identifiers import ensure_anonymous, holds


class Celebrated(msgspec.Struct, frozen=True, kw_only=True):
    """A worker who said yes, and what is celebrated. Only their own service reads it."""

    person: str
    words: str


class Learning(msgspec.Struct, frozen=True, kw_only=True):
    """What the whole division may read, and thanks for the service.

    It has an id of its own: by the review's, the review's actions would tell which team it is about.
    """

    learning_id: UUID
    title: str
    learning: str
    released_on: date
    celebrated: tuple[Celebrated, ...] = ()

    def texts(self) -> Iterator[tuple[str, str]]:
        """Every piece of text with the field it stands in."""
        yield "title", self.title
        yield "learning", self.learning
        for n, one in enumerate(self.celebrated):
            yield f"celebrated.{n}.words", one.words


def ensure_shareable(
    learning: Learning, *, identifier: str | None, names: Iterable[str], codes: Iterable[str | None]
) -> None:
    """Nobody of the case can be told from it.

    ``names`` are those of the child, the family and everybody else in the case; ``codes`` are pseudonym and staff ids.

    Raises:
        IdentifierInText; NameInLearning: naming every field, and repeating no name.
    """
    ensure_anonymous(learning.texts(), identifier)
    wanted, known = [_plain(name) for name in names], [code for code in codes if code]
    fields = {
        field: ["names somebody of the case"]
        for field, text in learning.texts()
        if any(_names(_plain(text), name) for name in wanted) or any(holds(text, code) for code in known)
    }
    if fields:
        raise NameInLearning("Write what others can learn without naming anybody of the case", fields=fields)


def ensure_consent(celebrated: Sequence[Celebrated], participants: Iterable[Participant]) -> None:
    """Raises NoConsent: everybody celebrated who did not say yes, or did not take part."""
    agreed = {one.person for one in participants if one.may_be_named}
    wrong = {
        f"celebrated.{n}.person": ["has not said yes to being named"]
        for n, one in enumerate(celebrated)
        if one.person not in agreed
    }
    if wrong:
        raise NoConsent("A worker is celebrated by name once they have said yes themselves", fields=wrong)


def _names(text: str, name: str) -> bool:
    """Whether the whole name stands in the text, in any case of letters, or a part of it as it is written.

    Parts keep their case, or else nobody named Will could be kept out of any English text; initials and the small
    words of a name (``van``, ``de``) are no parts.
    """
    if holds(text, name):
        return True
    parts = [part for part in re.split(r"[\s-]+", name) if not part[:1].islower() and not _initial(part)]
    return any(re.search(rf"(?<!\w){re.escape(part)}(?!\w)", text) for part in parts)


def _initial(part: str) -> bool:
    return len(part.rstrip(".")) < 2 and part.isascii()


def _plain(text: str) -> str:
    """One form for letters that can be written in two, and straight apostrophes."""
    return normalize("NFKC", text).replace("\u2019", "'").strip()
