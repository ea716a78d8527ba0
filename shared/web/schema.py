"""Shapes of requests and answers."""

from __future__ import annotations

import marshmallow


class Schema(marshmallow.Schema):
    """Refuses what it does not know, and keeps the order of its fields."""

    class Meta:
        unknown = marshmallow.RAISE
