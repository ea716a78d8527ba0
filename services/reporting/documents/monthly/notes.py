"""About these figures: what was counted, what is withheld, and how to read it."""

from __future__ import annotations

from services.reporting.documents.model import Narrative, Provenance, Section
from services.reporting.documents.monthly.view import View


def section(view: View, provenance: Provenance) -> Section:
    low, high = view.thresholds.smallest, view.thresholds.largest
    return Section(
        "About these figures",
        (
            Narrative(
                (
                    f"Counts from {low} to {high} are withheld and shown as c, so that no child, family or worker can"
                    " be recognised. Further counts are withheld, also as c, where a small one could be worked out from"
                    f" totals. Zero is shown. {provenance.withheld:,} counts of this month and the month before are"
                    " withheld.",
                    "A percentage is withheld when either of its numbers is. The letter z means that there is nothing"
                    " to take a share of.",
                    "Grades by area are those after moderation: the moderator's where there is one, else the"
                    " auditor's.",
                    "Actions are counted as they stood at the close of the last day of the month, with everything that"
                    " was recorded up to the time when this report was made.",
                    f"The month's figures were counted from {provenance.events:,} events about"
                    f" {provenance.facts:,} plans, themes, activities, actions, reviews, messages and pieces of"
                    " feedback, recorded up to"
                    f" {provenance.made_at:%-d %B %Y at %H:%M} UTC. Actions opened in earlier months are counted too"
                    " where they were still open. Each figure can be traced to its events by those who may.",
                ),
            ),
        ),
    )
