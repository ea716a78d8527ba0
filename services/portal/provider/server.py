"""Authlib's authorization server, set up for one client, PKCE always, and a nonce always."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

from authlib.integrations.flask_oauth2 import AuthorizationServer
from authlib.oauth2.rfc6749.grants import AuthorizationCodeGrant
from authlib.oauth2.rfc7636 import CodeChallenge
from authlib.oidc.core import OpenIDCode, UserInfo
from joserfc.jwk import OKPKey

from services.portal.provider.accounts import Account
from services.portal.provider.codes import Code, Codes, TheClient

ALGORITHM = "Ed25519"
ID_TOKEN_S = 300


class OnlyS256(CodeChallenge):
    """A challenge that is the verifier itself protects nothing."""

    SUPPORTED_CODE_CHALLENGE_METHOD = ["S256"]


def server(issuer: str, client: TheClient, key: OKPKey) -> AuthorizationServer:
    """The server; its codes live in this process."""
    codes = Codes()

    class Grant(AuthorizationCodeGrant):
        TOKEN_ENDPOINT_AUTH_METHODS = ["none"]

        def save_authorization_code(self, code: str, request: Any) -> Code:
            asked = request.payload.data
            saved = Code(
                code=code,
                client_id=client.client_id,
                redirect_uri=request.payload.redirect_uri or client.redirect_uri,
                scope=request.payload.scope or "",
                nonce=asked.get("nonce", ""),
                code_challenge=asked.get("code_challenge", ""),
                code_challenge_method=asked.get("code_challenge_method", ""),
                account=request.user,
                made_at=time.time(),
            )
            codes.add(saved)
            return saved

        def query_authorization_code(self, code: str, _client: TheClient) -> Code | None:
            return codes.find(code)

        def delete_authorization_code(self, authorization_code: Code) -> None:
            codes.remove(authorization_code)

        def authenticate_user(self, authorization_code: Code) -> Account:
            return authorization_code.account

    class IdToken(OpenIDCode):
        def exists_nonce(self, nonce: str, _request: Any) -> bool:
            return codes.knows_nonce(nonce)

        def resolve_client_private_key(self, _client: TheClient) -> OKPKey:
            return key

        def get_client_algorithm(self, _client: TheClient) -> str:
            return ALGORITHM

        def get_encode_header(self, _client: TheClient) -> dict[str, Any]:
            return {"alg": ALGORITHM, "kid": key.kid}

        def get_client_claims(self, _client: TheClient) -> dict[str, Any]:
            return {"iss": issuer, "aud": [client.client_id], "exp": int(time.time()) + ID_TOKEN_S}

        def generate_user_info(self, user: Account, _scope: str) -> UserInfo:
            return UserInfo(sub=user.id, name=user.name, roles=list(user.roles))

    made = AuthorizationServer(query_client=lambda asked: client if asked == client.client_id else None)
    made.init_app(_Unconfigured(), save_token=lambda _token, _request: None)
    made.register_grant(Grant, [OnlyS256(required=True), IdToken(require_nonce=True)])
    return made


def key_in(folder: Path) -> OKPKey:
    """The machine's own signing key, that of its local tokens."""
    return OKPKey.import_key(json.loads((folder / "token-key.json").read_text()))


class _Unconfigured:
    config: dict[str, Any] = {}
