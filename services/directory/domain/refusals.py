"""Every rule that may say no, by name, with the row of the framework it comes from."""

from __future__ import annotations

from shared.contracts.errors import Refusal, Withheld


class AlreadySettled(Refusal):
    """What has taken effect, could not, or was cancelled stays so."""

    rule = "reorganisation-settled"
    source = "S01"


class PostClosed(Refusal):
    """A post that is closed is nobody's any more."""

    rule = "post-closed"
    source = "S02"


class PostFilledLater(Refusal):
    """Who held a post and when is history."""

    rule = "post-history"
    source = "S02"


class NotHandedOver(Refusal):
    """Nobody leaves work behind that is nobody's."""

    rule = "handover"
    source = "S02"


class HasLeft(Refusal):
    """Whoever has left is neither away nor leaving."""

    rule = "has-left"
    source = "S02"


class DeputyAway(Refusal):
    """A deputy is there when they are needed."""

    rule = "deputy-away"
    source = "S02"


class NotYourTeam(Withheld):
    """People say of themselves and of those they manage that they are away."""

    rule = "own-team"
    source = "S02"
