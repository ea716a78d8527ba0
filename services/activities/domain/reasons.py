"""Why an audit did not go as it was planned: a code, and a note where the code says too little."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from services.activities.domain.vocabulary import OTHER
from shared.contracts.errors import Invalid


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """``code`` goes into events; ``note`` is narrative and stays in this service."""

    code: str
    note: str = ""


def ensure_reason(reason: Reason, known: Sequence[str]) -> None:
    """Raises Invalid: a code that is not known, or nothing but ``other``."""
    if reason.code not in known:
        raise Invalid(fields={"reason": [f"must be one of {', '.join(known)}"]})
    if reason.code == OTHER and not reason.note.strip():
        raise Invalid(fields={"note": ["is needed where the reason is other"]})
