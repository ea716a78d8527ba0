"""A repeated command gives the answer it gave, and is not carried out again.

The answer is a row of the command's own transaction, so it exists exactly when the effects do. Nothing is
looked up beforehand: the row's key refuses a second one, and whatever then goes wrong is looked up. The usual
request pays for one row, not for a read.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from typing import TYPE_CHECKING

import msgspec
from flask import Request, Response, current_app
from sqlalchemy import delete, select

from shared.contracts.errors import Problem
from shared.web.tables import idempotency

if TYPE_CHECKING:
    from shared.db.database import Database
    from shared.db.unit import UnitOfWork
    from shared.security.principal import Principal

KEPT = timedelta(days=7)
REPLAY = "Idempotent-Replay"
_KEY = re.compile(r'"?([A-Za-z0-9._:-]{1,200})"?')
_HEADERS = ("Content-Type", "ETag", "Location")


class KeyMissing(Problem):
    status = 400
    slug = "idempotency-key-missing"
    title = "Give an Idempotency-Key header, so that the request can be repeated safely"


class KeyUnusable(Problem):
    status = 400
    slug = "idempotency-key-unusable"
    title = "An Idempotency-Key has 1 to 200 letters, digits or ._:-"


class KeyReused(Problem):
    status = 422
    slug = "idempotency-key-reused"
    title = "This Idempotency-Key was used for another request"


@dataclass(frozen=True, slots=True)
class Ticket:
    """Whose command it is, and what was asked: the same ticket gets the same answer."""

    principal: str
    key: str
    fingerprint: bytes

    def keep(self, unit: UnitOfWork, response: Response) -> None:
        """Store the answer with the unit's other rows."""
        headers = {name: response.headers[name] for name in _HEADERS if name in response.headers}
        unit.add(
            idempotency,
            principal=self.principal,
            key=self.key,
            fingerprint=self.fingerprint,
            status=response.status_code,
            headers=msgspec.json.encode(headers).decode(),
            body=response.get_data(),
        )

    def replay(self, database: Database) -> Response | None:
        """The stored answer, or None when there is none.

        Raises:
            KeyReused: the key holds the answer to another request.
        """
        table = idempotency.c
        found = select(table.fingerprint, table.status, table.headers, table.body).where(
            table.principal == self.principal, table.key == self.key
        )
        with database.engine.connect() as connection:
            row = connection.execute(found).one_or_none()
        if row is None:
            return None
        if bytes(row.fingerprint) != self.fingerprint:
            raise KeyReused
        headers: Mapping[str, str] = msgspec.json.decode(row.headers)
        return current_app.response_class(bytes(row.body), row.status, headers={**headers, REPLAY: "true"})


def ticket(request: Request, principal: Principal | None) -> Ticket | None:
    """The ticket of a command; None where a key is optional and missing.

    Raises:
        KeyMissing: a POST without a key (400).
        KeyUnusable: not a key (400).
    """
    header = request.headers.get("Idempotency-Key")
    if header is None:
        if request.method == "POST":
            raise KeyMissing
        return None
    found = _KEY.fullmatch(header)
    if found is None:
        raise KeyUnusable
    who = f"{principal.issuer} {principal.person}" if principal else "public"
    return Ticket(who, found[1], _fingerprint(request))


def _fingerprint(request: Request) -> bytes:
    digest = sha256(f"{request.method} {request.full_path}\n".encode())
    if request.mimetype == "multipart/form-data":  # its boundary differs from try to try
        for name, value in sorted(request.form.items(multi=True)):
            digest.update(f"{name}={value}\n".encode())
        for name, file in sorted(request.files.items(multi=True), key=lambda pair: pair[0]):
            digest.update(f"{name}:".encode() + sha256(file.stream.read()).digest())
            file.stream.seek(0)
    else:
        digest.update(request.get_data(cache=True))
    return digest.digest()


def prune_idempotency(unit: UnitOfWork) -> int:
    """A job: forget the answers that are older than they are kept. Returns how many."""
    old = delete(idempotency).where(idempotency.c.created_at < unit.now() - KEPT)
    return int(unit.execute(old).rowcount)
