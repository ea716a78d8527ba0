"""A real OpenID Connect provider for one machine: the embedded default. Refuses to exist in production."""

from services.portal.provider.accounts import Password
from services.portal.provider.codes import TheClient
from services.portal.provider.pages import PATH, blueprint
from services.portal.provider.server import key_in

__all__ = ["PATH", "Password", "TheClient", "blueprint", "key_in"]
