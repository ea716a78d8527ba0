"""A form's fields as the pages draw them: what is asked, what was answered, what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

Kind = Literal["text", "textarea", "date", "radios", "checkboxes", "select", "file"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    value: str
    text: str
    hint: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One question.

    ``value`` is what was typed, however wrong: of a date its day, month and year; of checkboxes those ticked.
    ``limit`` counts down a textarea's characters. ``width`` is that of a text in characters: 2, 3, 4, 5, 10, 20 or 30.
    ``type`` is HTML's of a text: "email", "search" ... A question that is the page's only one is its ``heading``.
    """

    name: str
    label: str
    kind: Kind = "text"
    hint: str = ""
    value: str | Sequence[str] = ""
    error: str = ""
    choices: Sequence[Choice] = ()
    limit: int | None = None
    rows: int = 5
    width: int | None = None
    type: str = "text"
    autocomplete: str = ""
    accept: str = ""
    multiple: bool = False
    inline: bool = False
    heading: bool = False

    @property
    def target(self) -> str:
        """The id of the control that an error leads to."""
        return f"{self.name}-day" if self.kind == "date" else self.name


def errors_of(fields: Iterable[Field]) -> list[dict[str, str]]:
    """The lines of the error summary, in the order of the form."""
    return [{"text": field.error, "href": f"#{field.target}"} for field in fields if field.error]
