"""Every rule that keeps something from a person whatever their roles, by name, with the row it comes from."""

from __future__ import annotations

from shared.contracts.errors import Withheld


class OutsideAreas(Withheld):
    """People work with what is of their own areas."""

    rule = "area"
    source = "Promise 5"


class OwnAudits(Withheld):
    """An audit is its auditor's to write."""

    rule = "own-audits"
    source = "S07"


class OwnPractice(Withheld):
    """A view of one's own work is one's own."""

    rule = "own-practice"
    source = "S08"


class OwnActivities(Withheld):
    """What was done is written down by whoever led it."""

    rule = "own-activities"
    source = "S41"


class StillToRate(Withheld):
    """Whoever is to rate an audit a second time has not seen the first rating."""

    rule = "blind-rating"
    source = "S06"


class OwnRating(Withheld):
    """A second rating is for the rater to give and for whoever asked to take back."""

    rule = "own-rating"
    source = "S06"


class OwnReviews(Withheld):
    """A review is led by its chair."""

    rule = "own-reviews"
    source = "S24, S25"


class ReviewClosed(Withheld):
    """Nobody need find the record any more."""

    rule = "review-closed"
    source = "S26"


class AuditWithdrawn(Withheld):
    """Nobody need find the record any more."""

    rule = "withdrawn"
    source = "S07"


class OwnName(Withheld):
    """A worker says themselves whether they are named."""

    rule = "own-name"
    source = "S24"
