"""Errors that a person can act on. The web edge turns each into problem+json."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

if TYPE_CHECKING:
    from shared.contracts.difference import Difference
    from shared.contracts.rules import Rule

Fields = Mapping[str, Sequence[str]]
FRAMEWORK = "framework 2021-08"
"""The version of the framework whose fixed rules the code carries out."""


class Problem(Exception):
    """An answer other than success.

    ``slug`` names the kind for ever (``/problems/<slug>``); ``fields`` holds every wrong field at once.
    """

    status: ClassVar[int] = 400
    slug: ClassVar[str] = "bad-request"
    title: ClassVar[str] = "The request cannot be carried out"

    def __init__(self, detail: str = "", *, fields: Fields | None = None) -> None:
        super().__init__(detail or self.title)
        self.detail = detail or self.title
        self.fields = {name: list(reasons) for name, reasons in (fields or {}).items()}


class Invalid(Problem):
    """The shape or a value of the request is wrong."""

    status = 422
    slug = "invalid"
    title = "Some fields are wrong"

    def __init__(self, detail: str = "", *, fields: Fields) -> None:
        super().__init__(detail or f"Wrong or missing: {', '.join(sorted(fields))}", fields=fields)


class Refusal(Problem):
    """A rule says no; it names itself, its version, and the row it comes from.

    ``by`` is the version of a rule that a council may change; without one it is a fixed rule of the framework.
    """

    status = 409
    rule: str = "rule"
    source: str = ""
    version: str = FRAMEWORK

    def __init__(
        self, detail: str = "", *, by: Rule[Any] | None = None, fields: Fields | None = None
    ) -> None:
        super().__init__(detail, fields=fields)
        if by is not None:
            self.source, self.version = by.source, str(by)


class Forbidden(Problem):
    """The person may not do this: none of their roles has the permission."""

    status = 403
    slug = "forbidden"
    title = "You may not do this"
    rule: str = "permission"


class Withheld(Forbidden):
    """A rule keeps this from the person whatever their roles; it names itself as a refusal does."""

    rule = "rule"
    source: str = ""
    version: str = FRAMEWORK


class NotFound(Problem):
    """There is no such thing, or none that this person may see: the two are not told apart."""

    status = 404
    slug = "not-found"
    title = "Not found"

    def __init__(self, what: str, key: object) -> None:
        super().__init__(f"There is no {what} {key}")


class Stale(Problem):
    """Somebody else changed it first; ``difference`` says what, who and when, where that is known."""

    status = 412
    slug = "stale"
    title = "It was changed by somebody else since you read it"

    def __init__(self, difference: Difference | None = None) -> None:
        super().__init__()
        self.difference = difference
