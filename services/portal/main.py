"""The portal, composed."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from flask import Blueprint, Flask

from services.portal import tables
from services.portal.domain.session import Lifetime
from services.portal.gateway import Apis, Names, Oidc, Tokens, signer
from services.portal.http import doors, errors, headers
from services.portal.http.here import EXTENSION, Here
from services.portal.http.pages import page
from services.portal.http.register import BLUEPRINTS
from services.portal.provider import PATH, Password, TheClient, blueprint, key_in
from services.portal.usecases.signing_in import role_map
from shared.runtime.service import Service
from shared.web.app import found
from shared.web.context import Edge
from shared.web.front import Front

CALLBACK = "/signed-in"
FORM = 1 << 20  # what a form has around its file


def build(front: Front) -> Flask:
    """The portal's pages. Raises: NotInProduction, WrongKey, WrongRoles, Undeclared."""
    settings = front.settings
    app = Flask("sightline.portal", static_folder=None)
    app.config["MAX_CONTENT_LENGTH"] = (settings.attachment_mb << 20) + FORM
    app.config["MAX_FORM_MEMORY_SIZE"] = FORM
    found(app, Edge(front.service, front.database, None))
    here = _here(front)
    app.extensions[EXTENSION] = here
    headers.register(app)
    errors.register(app)
    for blp in BLUEPRINTS:
        app.register_blueprint(blp)
    if settings.oidc_url is None:
        app.register_blueprint(_local_provider(here))
    doors.register(app)
    return app


def _here(front: Front) -> Here:
    settings = front.settings
    apis = Apis(settings.api_url or settings.public_url, front.transport)
    tokens = Tokens(signer(settings))
    return Here(
        settings=settings,
        apis=apis,
        tokens=tokens,
        names=Names(lambda: apis.with_token(tokens.of_portal())),
        oidc=Oidc(
            issuer=settings.oidc_url or f"{settings.public_url}{PATH}",
            client=settings.oidc_client,
            secret=settings.oidc_secret,
            redirect_uri=f"{settings.public_url}{CALLBACK}",
            transport=None if settings.oidc_url else front.transport,
        ),
        roles=role_map(settings.oidc_roles),
        lifetime=Lifetime(
            idle=timedelta(minutes=settings.session_idle_minutes),
            longest=timedelta(hours=settings.session_hours),
        ),
    )


def _local_provider(here: Here) -> Blueprint:
    settings = here.settings
    return blueprint(
        public_url=settings.public_url,
        client=TheClient(settings.oidc_client, f"{settings.public_url}{CALLBACK}"),
        key=key_in(settings.keys),
        password=Password(settings.keys),
        people=lambda: here.names.people().values(),
        page=page,
    )


SERVICE = Service(
    name="portal",
    title="Portal",
    metadata=tables.metadata,
    work=tables.PortalWork,
    migrations=Path(__file__).parent / "migrations",
    front=build,
)
