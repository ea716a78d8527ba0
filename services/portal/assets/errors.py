"""What can keep the assets from being built."""

from __future__ import annotations


class CannotBuild(Exception):
    """The pages' styles cannot be built; the message says why and what helps."""
