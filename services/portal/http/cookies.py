"""The portal's cookies: the session's secret, a sign-in that is under way, and a sentence for the next page."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

from flask import request
from itsdangerous import BadSignature, URLSafeTimedSerializer
from werkzeug.wrappers import Response

from services.portal.http.here import here

SIGN_IN_S, NOTICE_S = 600, 60


def session_name() -> str:
    return _named("session")


def keep_session(answer: Response, secret: str) -> None:
    """Until the browser is closed; the server knows when it is over."""
    _set(answer, session_name(), secret)


def forget_session(answer: Response) -> None:
    _drop(answer, session_name())


def keep_sign_in(answer: Response, **told: str) -> None:
    _set(answer, _named("sign-in"), _sealer().dumps(told), max_age=SIGN_IN_S)


def sign_in_under_way() -> dict[str, str]:
    """What was kept; nothing where it is too old, changed, or not there."""
    try:
        found: Any = _sealer().loads(request.cookies.get(_named("sign-in"), ""), max_age=SIGN_IN_S)
    except BadSignature:
        return {}
    return dict(found)


def forget_sign_in(answer: Response) -> None:
    _drop(answer, _named("sign-in"))


def keep_notice(answer: Response, sentence: str) -> None:
    _set(answer, _named("notice"), _sealer().dumps(sentence), max_age=NOTICE_S)


def notice() -> str:
    """Raises: BadSignature."""
    given = request.cookies.get(_named("notice"))
    return str(_sealer().loads(given, max_age=NOTICE_S)) if given else ""


def forget_notice(answer: Response) -> None:
    _drop(answer, _named("notice"))


def _named(name: str) -> str:
    return f"__Host-sightline-{name}" if here().encrypted else f"sightline-{name}"


def _sealer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(here().tokens.seal, salt="portal", signer_kwargs={"digest_method": sha256})


def _set(answer: Response, name: str, value: str, max_age: int | None = None) -> None:
    answer.set_cookie(
        name, value, max_age=max_age, secure=here().encrypted, httponly=True, samesite="Lax", path="/"
    )


def _drop(answer: Response, name: str) -> None:
    answer.delete_cookie(name, secure=here().encrypted, httponly=True, samesite="Lax", path="/")
