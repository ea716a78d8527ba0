"""One sentence on the next page about what was just done."""

from __future__ import annotations

from typing import Any, cast

from flask import Response, g, redirect, request
from itsdangerous import BadSignature

from services.portal.http import cookies

NAME = "notice"


def done(path: str, sentence: str) -> Response:
    """On to a page, which says this sentence once. It names nobody: it goes by way of the browser."""
    answer = cast(Response, redirect(path, 303))
    cookies.keep_notice(answer, sentence)
    return answer


def waiting() -> str:
    try:
        found: Any = cookies.notice()
    except BadSignature:
        return ""
    g.notice_shown = bool(found)
    return str(found)


def shown(answer: Response) -> None:
    """It is said once; a page that failed keeps it for the next."""
    if g.get("notice_shown") and answer.status_code == 200 and request.method == "GET":
        cookies.forget_notice(answer)
