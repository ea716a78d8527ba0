"""Rules about audit tools that may say no."""

from __future__ import annotations

from services.activities.domain.refusals import Refusal


class ToolNotInForce(Refusal):
    """An audit is made with the questions that are in force on the day, or that it was allocated with."""

    rule = "tool-in-force"
    source = "S10"


class ToolElsewhere(Refusal):
    """The tool is for other kinds of activity, or for other services."""

    rule = "tool-scope"
    source = "S14"


class ToolExists(Refusal):
    rule = "tool-exists"
    source = "S10"


class DraftExists(Refusal):
    """Two drafts of one tool would overwrite each other when they are published."""

    rule = "tool-draft-exists"
    source = "S10"


class ToolPublished(Refusal):
    """Audits were made with it, and must be read as they were made."""

    rule = "tool-published"
    source = "S10"


class ToolNotPublished(Refusal):
    rule = "tool-not-published"
    source = "S10"


class ToolIncomplete(Refusal):
    """A standard that is silent about a grade is no shared standard."""

    rule = "tool-incomplete"
    source = "S10"


class ToolDate(Refusal):
    """No version comes into force or ends in the past, nor before its predecessor."""

    rule = "tool-date"
    source = "S10"


class ToolOverlap(Refusal):
    """One tool at a time counts where none is named."""

    rule = "tool-overlap"
    source = "S06"


class ToolRetired(Refusal):
    rule = "tool-retired"
    source = "S10"
