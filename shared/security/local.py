"""A token issuer for one machine: the embedded default and tests. Refuses to exist in production."""

from __future__ import annotations

import json
import os
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

from joserfc.jwk import OKPKey

from shared.security.keyfile import create_private
from shared.security.signing import ALGORITHM, Signer
from shared.security.tokens import Issuer

NAME = "sightline-local"
LOCAL_SIGN_IN = "local-sign-in"
"""File, beside the keys, of the password by which people sign in to the pages of one machine."""


class NotInProduction(RuntimeError):
    """Local tokens would let anybody with the data folder be anybody."""


def refuse_in_production() -> None:
    if os.environ.get("SIGHTLINE_ENV", "").strip().lower() == "production":
        raise NotInProduction("no local token issuer where SIGHTLINE_ENV=production: configure issuers")


class LocalIssuer(Signer):
    """Mints tokens with a key pair of its own, kept in ``folder`` readable by its owner alone."""

    def __init__(self, folder: Path) -> None:
        refuse_in_production()
        private, self._published = folder / "token-key.json", folder / "jwks.json"
        create_private(private, _new_key)
        super().__init__(NAME, OKPKey.import_key(json.loads(private.read_text())))
        create_private(self._published, lambda: json.dumps(self.published))

    @property
    def issuer(self) -> Issuer:
        """What a service is told so that it trusts this issuer's tokens."""
        return Issuer(name=NAME, keys=str(self._published), machine_lifetime=timedelta(hours=1))

    def mint(self, **claims: Any) -> str:
        """As any signer. Raises: NotInProduction: ``SIGHTLINE_ENV=production``."""
        refuse_in_production()
        return super().mint(**claims)


def _new_key() -> str:
    return json.dumps(OKPKey.generate_key(ALGORITHM, parameters={"kid": uuid4().hex}).as_dict(private=True))
