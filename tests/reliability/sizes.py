"""Each scenario has a short form, which every run of the tests includes, and a full one, which is marked ``long``.

``SIGHTLINE_TEST_RELIABILITY=full`` plays the full forms instead of the short ones; ``middle`` plays forms of some
minutes in their place.
"""

from __future__ import annotations

import os
from typing import TypeVar

import pytest

T = TypeVar("T")
ASKED = os.environ.get("SIGHTLINE_TEST_RELIABILITY", "")


def forms(short: T, full: T, *, middle: T | None = None) -> pytest.MarkDecorator:
    """Run a test with ``size`` short, and with the full (or middle) one where asked for."""
    long = middle if ASKED == "middle" and middle is not None else full
    name = "middle" if long is middle else "full"
    return pytest.mark.parametrize(
        "size", [pytest.param(short, id="short"), pytest.param(long, id=name, marks=pytest.mark.long)]
    )
