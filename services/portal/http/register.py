"""Every group of pages."""

from __future__ import annotations

from services.portal.http import actions, files, home, messages, sign_in, statements

BLUEPRINTS = (sign_in.blp, home.blp, messages.blp, actions.blp, statements.blp, files.blp)
