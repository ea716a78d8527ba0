"""The provider over HTTP: its configuration, the page where somebody says who they are, and the token endpoint."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from authlib.oauth2 import OAuth2Error
from flask import Blueprint, Response, jsonify, redirect, request
from joserfc.jwk import OKPKey

from services.portal.provider.accounts import Password, one_for_each_role
from services.portal.provider.codes import TheClient
from services.portal.provider.form import local_sign_in, told
from services.portal.provider.server import ALGORITHM, server
from shared.security.local import refuse_in_production
from shared.web.permission import public

PATH = "/local-sign-in"
WHY = "somebody who signs in is nobody yet"
Page = Callable[..., str | Response]


def blueprint(
    *,
    public_url: str,
    client: TheClient,
    key: OKPKey,
    password: Password,
    people: Callable[[], Iterable[Mapping[str, Any]]],
    page: Page,
) -> Blueprint:
    """``people`` of the directory may sign in; ``page`` renders a template.

    Raises:
        NotInProduction: ``SIGHTLINE_ENV=production``.
    """
    refuse_in_production()
    issuer = f"{public_url}{PATH}"
    authorization = server(issuer, client, key)
    blp = Blueprint("local_sign_in", __name__, url_prefix=PATH)

    @blp.get("/.well-known/openid-configuration")
    @public(WHY)
    def configuration() -> Response:
        return jsonify(
            issuer=issuer,
            authorization_endpoint=f"{issuer}/authorize",
            token_endpoint=f"{issuer}/token",
            jwks_uri=f"{issuer}/keys",
            end_session_endpoint=f"{issuer}/end",
            response_types_supported=["code"],
            subject_types_supported=["public"],
            id_token_signing_alg_values_supported=[ALGORITHM],
            token_endpoint_auth_methods_supported=["none"],
            code_challenge_methods_supported=["S256"],
            scopes_supported=["openid", "profile"],
        )

    @blp.get("/keys")
    @public(WHY)
    def keys() -> Response:
        return jsonify(keys=[dict(key.as_dict(private=False), use="sig", alg=ALGORITHM)])

    @blp.route("/authorize", methods=["GET", "POST"])
    @public(WHY)
    def authorize() -> str | Response:
        accounts = {one.role: one for one in one_for_each_role(people())}
        try:
            grant = authorization.get_consent_grant()
        except OAuth2Error:
            return page("local-sign-in.html", status=400, broken=True)
        form = local_sign_in(accounts.values())
        if request.method == "POST":
            form, chosen = form.read(request.form), accounts.get(request.form.get("role", ""))
            right = password.matches(request.form.get("password", ""))
            if chosen is not None and right:
                answer: Response = authorization.create_authorization_response(grant_user=chosen, grant=grant)
                return answer
            form = told(form, nobody=chosen is None, wrong=not right)
        return page("local-sign-in.html", status=422 if form.errors else 200, form=form, errors=form.errors)

    @blp.post("/token")
    @public(WHY)
    def token() -> Response:
        answer: Response = authorization.create_token_response()
        return answer

    @blp.get("/end")
    @public(WHY)
    def end() -> Any:
        """There is no session here to end: everybody gives the password each time."""
        back = request.args.get("post_logout_redirect_uri", "")
        return redirect(back if back.startswith(f"{public_url}/") else public_url)

    return blp
