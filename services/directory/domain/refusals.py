"""Every rule that may say no, by name, with the row of the framework it comes from."""

from __future__ import annotations

from shared.contracts.errors import Refusal


class AlreadySettled(Refusal):
    """What has taken effect, could not, or was cancelled stays so."""

    rule = "reorganisation-settled"
    source = "S01"
