"""The services' APIs, called as somebody."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

import httpx
import msgspec
from flask import has_request_context

from services.portal.domain.refusals import Away, Refused
from shared.web.context import current

TIMEOUT_S = 20.0
AWAY = frozenset({429, 502, 503, 504})


@dataclass(frozen=True, slots=True)
class Answer:
    """What a service answered; ``version`` is for the form that changes what was read."""

    status: int
    body: bytes
    headers: httpx.Headers

    @property
    def json(self) -> Any:
        return msgspec.json.decode(self.body)

    @property
    def version(self) -> str:
        return self.headers.get("ETag", "").strip('"')


class Apis:
    """Parameters: ``base`` is one address, or one with ``{service}`` in it; ``transport`` None is the network."""

    def __init__(self, base: str, transport: httpx.BaseTransport | None = None) -> None:
        self._base = base.rstrip("/")
        self._client = httpx.Client(
            transport=transport, timeout=TIMEOUT_S, limits=httpx.Limits(max_connections=64), trust_env=False
        )

    def with_token(self, token: str) -> Caller:
        return Caller(self, token)

    def send(
        self, token: str, method: str, path: str, headers: Mapping[str, str], **options: Any
    ) -> httpx.Response:
        """Raises: Away."""
        service = path.split("/")[1]
        base = self._base.replace("{service}", service)
        sent = {"Authorization": f"Bearer {token}", **_ids(), **headers}
        try:
            return self._client.request(method, f"{base}/api{path}", headers=sent, **options)
        except httpx.TransportError as error:
            raise Away(f"{service}: {type(error).__name__}") from error

    def close(self) -> None:
        self._client.close()


@dataclass(frozen=True, slots=True)
class Caller:
    """Calls as the bearer of one token. Paths begin with service and version: ``/actions/v1/actions``.

    Every call raises ``Refused`` where the service said no, and ``Away`` where it cannot answer now.
    """

    apis: Apis
    token: str

    def get(self, path: str, **query: Any) -> Answer:
        """Query parameters that are None or empty are left out."""
        asked = {name: _text(value) for name, value in query.items() if value not in (None, "", [], ())}
        return self._call("GET", path, {}, params=asked)

    def post(
        self, path: str, body: Any = None, *, once: str, version: str | None = None, files: Any = None
    ) -> Answer:
        """``once`` is the Idempotency-Key: however often a form is sent, it counts once."""
        headers = {"Idempotency-Key": once} | _match(version)
        if files is not None:
            return self._call("POST", path, headers, files=files, data=body or {})
        return self._call("POST", path, headers, json={} if body is None else body)

    def put(self, path: str, body: Any, *, version: str | None) -> Answer:
        """``version`` None: only if there is nothing yet."""
        headers = _match(version) or {"If-None-Match": "*"}
        return self._call("PUT", path, headers, json=body)

    def delete(self, path: str, *, version: str | None = None) -> Answer:
        return self._call("DELETE", path, _match(version))

    def _call(self, method: str, path: str, headers: Mapping[str, str], **options: Any) -> Answer:
        answer = self.apis.send(self.token, method, path, headers, **options)
        if answer.status_code in AWAY or answer.status_code >= 500:
            raise Away(f"{path.split('/')[1]}: {answer.status_code}")
        if answer.status_code >= 400:
            raise Refused(answer.status_code, _problem(answer))
        return Answer(answer.status_code, answer.content, answer.headers)


def segment(value: object) -> str:
    """A value as one segment of a path."""
    return quote(str(value), safe="")


def _match(version: str | None) -> dict[str, str]:
    return {"If-Match": f'"{version}"'} if version else {}


def _text(value: Any) -> Any:
    if isinstance(value, bool):
        return "true" if value else "false"
    return value


def _ids() -> dict[str, str]:
    if not has_request_context():
        return {}
    now = current()
    return {"X-Correlation-ID": now.correlation_id, "traceparent": now.traceparent}


def _problem(answer: httpx.Response) -> Mapping[str, Any]:
    try:
        document = answer.json()
    except ValueError:
        return {}
    return document if isinstance(document, Mapping) else {}
