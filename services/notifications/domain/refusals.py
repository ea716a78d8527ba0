"""Every rule that may say no, by name, with the row of the framework it comes from."""

from __future__ import annotations

from shared.contracts.errors import Refusal, Withheld


class NothingToDecide(Refusal):
    """Only uncertain and failed messages wait for a decision."""

    rule = "message-is-settled"
    source = "Promise 1"


class OwnMessages(Withheld):
    """What somebody was told is theirs to read."""

    rule = "own-messages"
    source = "Promise 5"
