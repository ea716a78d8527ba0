"""ETags: the version of an aggregate, as HTTP says it."""

from __future__ import annotations

import re

from flask import request

from shared.contracts.errors import Problem
from shared.web.context import current

_TAG = re.compile(r'"([1-9][0-9]{0,8})"')


class PreconditionMissing(Problem):
    status = 428
    slug = "precondition-required"
    title = "Say which version you read, in an If-Match header"


class PreconditionUnreadable(Problem):
    status = 400
    slug = "bad-precondition"
    title = 'If-Match is one ETag as it was given, such as "3"'


def if_match() -> int:
    """The version that the caller read.

    Raises:
        PreconditionMissing: no ``If-Match`` (428).
        PreconditionUnreadable: not one of our ETags (400).
    """
    header = request.headers.get("If-Match")
    if header is None:
        raise PreconditionMissing
    found = _TAG.fullmatch(header.strip())
    if found is None:
        raise PreconditionUnreadable
    return int(found[1])


def if_match_or_new() -> int | None:
    """As ``if_match``; None where ``If-None-Match: *`` says that the caller knows of none yet."""
    if request.headers.get("If-None-Match", "").strip() == "*" and "If-Match" not in request.headers:
        return None
    if "If-Match" not in request.headers:
        raise PreconditionMissing("Where there is none yet, say If-None-Match: *")
    return if_match()


def set_etag(version: int | str) -> None:
    """Name the version of what is answered, or of a file its digest."""
    current().etag = f'"{version}"'
