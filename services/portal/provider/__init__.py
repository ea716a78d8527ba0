"""A real OpenID Connect provider for one machine: the embedded default. Refuses to exist in production."""

from services.portal.provider.pages import PATH, blueprint

__all__ = ["PATH", "blueprint"]
