"""The portal's pages."""

from services.portal.http.app import build

__all__ = ["build"]
