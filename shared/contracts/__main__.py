"""``make contracts``: write the schemas and the AsyncAPI document that belong to the code."""

from __future__ import annotations

import sys
from importlib.metadata import version

from shared.contracts.schemas import publish

if __name__ == "__main__":
    for path in publish(version("sightline")):
        sys.stdout.write(f"{path}\n")
