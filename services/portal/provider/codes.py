"""The provider's authorization codes and its one client, in the shape that Authlib asks for."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass
from typing import Any

from authlib.oauth2.rfc6749 import AuthorizationCodeMixin, ClientMixin

from services.portal.provider.accounts import Account

LIFETIME_S = 60.0


@dataclass(frozen=True, slots=True)
class Code(AuthorizationCodeMixin):
    """Good once, for a minute, for whoever knows the verifier."""

    code: str
    client_id: str
    redirect_uri: str
    scope: str
    nonce: str
    code_challenge: str
    code_challenge_method: str
    account: Account
    made_at: float

    def get_redirect_uri(self) -> str:
        return self.redirect_uri

    def get_scope(self) -> str:
        return self.scope

    def get_nonce(self) -> str:
        return self.nonce

    def get_auth_time(self) -> int:
        return int(self.made_at)

    def get_acr(self) -> None:
        return None

    def get_amr(self) -> None:
        return None


class Codes:
    """The codes that wait to be redeemed, and every nonce of the last minute."""

    def __init__(self) -> None:
        self._waiting: dict[str, Code] = {}
        self._lock = threading.Lock()

    def add(self, code: Code) -> None:
        with self._lock:
            now = time.time()
            self._waiting = {k: c for k, c in self._waiting.items() if now - c.made_at < LIFETIME_S}
            self._waiting[code.code] = code

    def find(self, code: str) -> Code | None:
        found = self._waiting.get(code)
        return found if found and time.time() - found.made_at < LIFETIME_S else None

    def remove(self, code: Code) -> None:
        with self._lock:
            self._waiting.pop(code.code, None)

    def knows_nonce(self, nonce: str) -> bool:
        return any(code.nonce == nonce for code in list(self._waiting.values()))


@dataclass(frozen=True, slots=True)
class TheClient(ClientMixin):
    """The portal itself: a public client with one address to come back to."""

    client_id: str
    redirect_uri: str

    def get_client_id(self) -> str:
        return self.client_id

    def get_default_redirect_uri(self) -> str:
        return self.redirect_uri

    def get_allowed_scope(self, scope: str) -> str:
        return " ".join(word for word in scope.split() if word in ("openid", "profile"))

    def check_redirect_uri(self, redirect_uri: str) -> bool:
        return redirect_uri == self.redirect_uri

    def check_client_secret(self, _secret: str) -> bool:
        return False

    def check_endpoint_auth_method(self, method: str, _endpoint: str) -> bool:
        return method == "none"

    def check_response_type(self, response_type: str) -> bool:
        return response_type == "code"

    def check_grant_type(self, grant_type: str) -> bool:
        return grant_type == "authorization_code"

    @property
    def client_metadata(self) -> dict[str, Any]:
        return {"token_endpoint_auth_method": "none"}
