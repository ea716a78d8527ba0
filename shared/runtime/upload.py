"""Sending files to a running platform from the command line."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar
from uuid import uuid4

import click
import httpx

from shared.runtime.settings import WrongSettings, current
from shared.security.local import LocalIssuer, NotInProduction

AGAIN = frozenset({429, 502, 503, 504})
PATIENCE_SECONDS = 30.0
ANSWER_SECONDS = 300.0
REJECTED = 422

Command = TypeVar("Command", bound=Callable[..., object])


class PlatformRefused(click.ClickException):
    """The platform could not be reached or did not take the files. Exit code 3."""

    exit_code = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Platform:
    """Where the platform is, and a bearer token of somebody who may import there."""

    url: str
    token: str

    @classmethod
    def at(cls, url: str | None, token: str | None) -> Platform:
        """What was said on the command line, else this machine's platform and a local token.

        Raises:
            click.UsageError: production, where tokens come from the identity provider.
        """
        try:
            settings = current()
            token = token or LocalIssuer(settings.keys).mint(
                person="command-line", roles=["business_support"]
            )
        except WrongSettings as wrong:
            raise click.UsageError(str(wrong)) from wrong
        except NotInProduction as refused:
            raise click.UsageError(f"{refused}; give --token") from refused
        except OSError as error:
            raise click.UsageError(f"no key to mint a token with ({error.strerror}); give --token") from error
        return cls(url=(url or settings.public_url).rstrip("/"), token=token)

    def send(
        self,
        path: str,
        files: Mapping[str, Path],
        form: Mapping[str, str] | None = None,
        *,
        query: Mapping[str, str] | None = None,
        transport: httpx.BaseTransport | None = None,
    ) -> dict[str, Any]:
        """Post the files once, however often that must be tried; returns the answer's JSON.

        An answer that lists rejected rows is returned whether or not the rest was taken.

        Raises:
            PlatformRefused: no answer, or one that says no for another reason than the rows.
        """
        parts = {name: (file.name, file.read_bytes()) for name, file in files.items()}
        headers = {"Authorization": f"Bearer {self.token}", "Idempotency-Key": str(uuid4())}
        with httpx.Client(base_url=self.url, timeout=ANSWER_SECONDS, transport=transport) as http:
            answer = _patiently(
                lambda: http.post(
                    path, files=parts, data=dict(form or {}), params=dict(query or {}), headers=headers
                )
            )
        body = _body(answer)
        if answer.is_success or (answer.status_code == REJECTED and "rejected" in body):
            return body
        raise PlatformRefused(_told(answer, body))


def platform_options(command: Command) -> Command:
    """`--url` and `--token` of a command that talks to the platform."""
    command = click.option(
        "--token", envvar="SIGHTLINE_TOKEN", help="Bearer token; made locally when absent, not in production."
    )(command)
    return click.option("--url", help="Address of the platform; SIGHTLINE_PUBLIC_URL when absent.")(command)


def _patiently(ask: Callable[[], httpx.Response]) -> httpx.Response:
    """Ask again while the platform is busy or away: the idempotency key makes that safe."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    pause = 0.2
    while True:
        try:
            answer = ask()
        except httpx.TransportError as error:
            if time.monotonic() > deadline or isinstance(error, httpx.UnsupportedProtocol):
                raise PlatformRefused(f"The platform cannot be reached: {error}") from error
        else:
            if answer.status_code not in AGAIN or time.monotonic() > deadline:
                return answer
        time.sleep(pause)
        pause = min(2.0, pause * 2)


def _body(answer: httpx.Response) -> dict[str, Any]:
    try:
        body = answer.json()
    except ValueError:
        return {}
    return body if isinstance(body, dict) else {}


def _told(answer: httpx.Response, body: Mapping[str, Any]) -> str:
    lines = [f"{body.get('title') or answer.reason_phrase or 'Refused'} ({answer.status_code})"]
    if body.get("detail"):
        lines.append(str(body["detail"]))
    lines += [f"  {field}: {'; '.join(map(str, why))}" for field, why in (body.get("errors") or {}).items()]
    if body.get("correlation_id"):
        lines.append(f"correlation id {body['correlation_id']}")
    return "\n".join(lines)
