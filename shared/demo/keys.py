"""The keys of the invented borough's pseudonyms: made from the seed, so that the same seed draws the same sample.

A sample is drawn from the cases in the order of their pseudonyms. Where children are real the keys are random and
secret; here nobody is, and the platform's data folder is the demonstration's own.
"""

from __future__ import annotations

import json
from base64 import b64encode
from hashlib import sha256
from pathlib import Path

from shared.security.keyfile import create_private


def lay_out(data: Path, seed: int) -> None:
    """Put the key rings into a new data folder, before the platform would make its own."""

    def ring(purpose: str) -> dict[str, object]:
        key = sha256(f"invented/{purpose}/{seed}".encode()).digest()
        return {"current": "demo", "keys": {"demo": b64encode(key).decode()}}

    rings = {purpose: ring(purpose) for purpose in ("naming", "sealing")}
    create_private(data / "keys" / "pseudonyms.json", lambda: json.dumps(rings))
