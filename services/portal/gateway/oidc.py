"""The OpenID Connect provider that people sign in with: authorization code with PKCE and a nonce.

The steps are Authlib's, the calls httpx's. https://openid.net/specs/openid-connect-core-1_0.html
"""

from __future__ import annotations

import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import httpx
from authlib.common.security import generate_token
from authlib.oauth2.rfc6749.parameters import prepare_grant_uri
from authlib.oauth2.rfc7636 import create_s256_code_challenge
from authlib.oidc.core import CodeIDToken
from authlib.oidc.discovery import OpenIDProviderMetadata, get_well_known_url
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from services.portal.domain.refusals import Away, Turned

ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "ES256", "ES384", "Ed25519", "EdDSA")
LEEWAY_S = 60
LOOK_AGAIN_S = 30.0
TIMEOUT_S = 10.0


@dataclass(frozen=True, slots=True)
class Begun:
    """A sign-in under way: what the browser keeps until it comes back."""

    url: str
    state: str
    nonce: str
    verifier: str


class Oidc:
    """Parameters: ``issuer`` publishes its configuration; ``secret`` empty is a public client."""

    def __init__(
        self,
        *,
        issuer: str,
        client: str,
        secret: str,
        redirect_uri: str,
        transport: httpx.BaseTransport | None = None,
    ) -> None:
        self._issuer = issuer.rstrip("/")
        self._client_id, self._secret, self._redirect_uri = client, secret, redirect_uri
        self._http = httpx.Client(transport=transport, timeout=TIMEOUT_S, trust_env=False)
        self._metadata: Mapping[str, Any] | None = None
        self._keys: KeySet | None = None
        self._looked = float("-inf")
        self._lock = threading.Lock()

    def begin(self) -> Begun:
        """Where to send the browser. Raises: Away."""
        state, nonce, verifier = generate_token(32), generate_token(32), generate_token(64)
        url = prepare_grant_uri(
            self._configuration()["authorization_endpoint"],
            client_id=self._client_id,
            response_type="code",
            redirect_uri=self._redirect_uri,
            scope="openid profile",
            state=state,
            nonce=nonce,
            code_challenge=create_s256_code_challenge(verifier),
            code_challenge_method="S256",
        )
        return Begun(url, state, nonce, verifier)

    def finish(self, code: str, *, nonce: str, verifier: str) -> tuple[str, Mapping[str, Any]]:
        """The ID token and its claims, judged. Raises: Away, Turned."""
        asked = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": self._redirect_uri,
            "client_id": self._client_id,
            "code_verifier": verifier,
        }
        auth = httpx.BasicAuth(self._client_id, self._secret) if self._secret else None
        answer = self._send("POST", self._configuration()["token_endpoint"], data=asked, auth=auth)
        if answer.status_code != 200:
            raise Turned("The sign-in took too long or was used before. Start again.")
        token = str(answer.json().get("id_token", ""))
        return token, self._judged(token, nonce)

    def ending(self, id_token: str, back_to: str) -> str:
        """Where signing out of the provider is done; ``back_to`` itself where it offers nothing. Raises: Away."""
        endpoint = self._configuration().get("end_session_endpoint")
        if not endpoint:
            return back_to
        asked = {
            "id_token_hint": id_token,
            "post_logout_redirect_uri": back_to,
            "client_id": self._client_id,
        }
        return f"{endpoint}?{urlencode(asked)}"

    def _judged(self, token: str, nonce: str) -> Mapping[str, Any]:
        try:
            decoded = self._decoded(token)
            options = {
                "iss": {"essential": True, "value": self._configuration()["issuer"]},
                "aud": {"essential": True, "value": self._client_id},
                "nonce": {"essential": True, "value": nonce},
            }
            claims = CodeIDToken(decoded.claims, decoded.header, options, {"client_id": self._client_id})
            claims.validate(leeway=LEEWAY_S)
        except (JoseError, ValueError) as error:
            raise Turned(
                "The sign-in service's answer is not to be trusted. Tell your IT help desk."
            ) from error
        return decoded.claims

    def _decoded(self, token: str) -> jwt.Token:
        """A key that is not known may be new."""
        try:
            return jwt.decode(token, self._key_set(), algorithms=list(ALGORITHMS))
        except (JoseError, ValueError):
            if time.monotonic() - self._looked < LOOK_AGAIN_S:
                raise
            self._keys = None
            return jwt.decode(token, self._key_set(), algorithms=list(ALGORITHMS))

    def _configuration(self) -> Mapping[str, Any]:
        with self._lock:
            if self._metadata is None:
                document = self._json(get_well_known_url(self._issuer, external=True))
                metadata = OpenIDProviderMetadata(document)
                if str(metadata.get("issuer", "")).rstrip("/") != self._issuer:
                    raise Away("the sign-in service calls itself by another name than SIGHTLINE_OIDC_URL")
                self._metadata = metadata
            return self._metadata

    def _key_set(self) -> KeySet:
        address = self._configuration()["jwks_uri"]
        with self._lock:
            if self._keys is None:
                self._keys = KeySet.import_key_set(self._json(address))
                self._looked = time.monotonic()
            return self._keys

    def _json(self, url: str) -> Any:
        answer = self._send("GET", url)
        try:
            return answer.raise_for_status().json()
        except (httpx.HTTPStatusError, ValueError) as error:
            raise Away(f"sign-in service: {type(error).__name__}") from error

    def _send(self, method: str, url: str, **options: Any) -> httpx.Response:
        try:
            return self._http.request(method, url, **options)
        except httpx.TransportError as error:
            raise Away(f"sign-in service: {type(error).__name__}") from error
