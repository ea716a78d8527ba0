"""Every group of pages."""

from __future__ import annotations

from services.portal.http import actions, files, home, messages, reports, sign_in, statements

BLUEPRINTS = (sign_in.blp, home.blp, messages.blp, actions.blp, reports.blp, statements.blp, files.blp)
