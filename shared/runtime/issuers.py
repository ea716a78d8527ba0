"""Which token issuers this installation trusts: a JSON file, or a local issuer on one machine."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

from shared.runtime.settings import Settings
from shared.security.local import LocalIssuer
from shared.security.tokens import Issuer

KNOWN = {"keys", "lifetime_minutes", "machine_lifetime_minutes", "roles"}


class WrongIssuers(ValueError):
    """The issuers' file cannot be used; the message says where it is wrong."""


def trusted(settings: Settings) -> list[Issuer]:
    """The issuers of the file, whose form is ``{"<iss>": {"keys": "<JWKS file or https address>", ...}}``.

    Optional: ``lifetime_minutes`` (15), ``machine_lifetime_minutes`` (15), ``roles`` (any). Raises: WrongIssuers.
    """
    if settings.issuers is None:
        return [LocalIssuer(settings.keys).issuer]
    try:
        document = json.loads(settings.issuers.read_text())
    except (OSError, ValueError) as error:
        raise WrongIssuers(f"SIGHTLINE_ISSUERS cannot be read: {error}") from error
    if not isinstance(document, dict) or not document:
        raise WrongIssuers("SIGHTLINE_ISSUERS names no issuer")
    return [_issuer(name, entry, settings.issuers.parent) for name, entry in document.items()]


def _issuer(name: str, entry: Any, folder: Path) -> Issuer:
    if not isinstance(entry, Mapping) or not isinstance(entry.get("keys"), str) or not entry.keys() <= KNOWN:
        raise WrongIssuers(
            f"SIGHTLINE_ISSUERS: {name} needs `keys`, and knows only {', '.join(sorted(KNOWN))}"
        )
    keys = entry["keys"]
    roles = entry.get("roles")
    try:
        return Issuer(
            name=name,
            keys=keys if "://" in keys else str(folder / keys),
            lifetime=timedelta(minutes=entry.get("lifetime_minutes", 15)),
            machine_lifetime=timedelta(minutes=entry.get("machine_lifetime_minutes", 15)),
            roles=None if roles is None else frozenset(roles),
        )
    except (TypeError, ValueError) as error:
        raise WrongIssuers(f"SIGHTLINE_ISSUERS: {name}: {error}") from error
