"""What children, families and partners said, and whether families and practitioners took part (S08, S18, S32-S34)."""

from __future__ import annotations

from services.reporting.documents.model import Chart, Narrative, Row, Section, Table
from services.reporting.documents.monthly import sentences
from services.reporting.documents.monthly.view import View, chart
from services.reporting.domain import vocabulary as say
from services.reporting.domain.figures import ALL
from services.reporting.domain.organisation import readable


def family(view: View) -> Section:
    return Section("Family voice", (Narrative((sentences.heard(view),)), _heard(view), _exempt(view)))


def feedback(view: View) -> Section:
    lines = [sentences.received(view)]
    summed, rated = view.figures.ratings.get("family_feedback", (0, 0))
    if rated and view.count("rated", "family_feedback") is not None:
        lines.append(
            f"Families' ratings were {summed / rated:.1f} out of 5 on average, over {rated:,} ratings."
        )
    return Section("Feedback and complaints", (Narrative(tuple(lines)), _by_voice(view), _complaints(view)))


def _heard(view: View) -> Chart | Table:
    rows = []
    for place, name in view.places():
        heard, whole = view.count("voice", say.HEARD, place), view.count("activities", place)
        took_part = view.count("part", "took_part", place)
        rows.append(
            Row(
                name,
                (
                    view.cell("voice", say.HEARD, place),
                    view.cell("voice", "exempt", place),
                    view.cell("activities", place),
                    view.share(heard, whole),
                    view.cell("part", "took_part", place),
                    view.share(took_part, whole),
                ),
                total=place == ALL,
            )
        )
    table = Table(
        key="family-voice",
        title="Family heard, and practitioner took part, in audits and observations, by area",
        stub="Area",
        columns=(
            "Family heard",
            "Exempt",
            "All activities",
            "Share heard",
            "Practitioner took part",
            "Share took part",
        ),
        rows=tuple(rows),
        note="Where the family was not heard, a coded exemption was recorded.",
    )
    return chart(
        table,
        title="Family heard or exempt, by area",
        axis="Audits and observations",
        stacked=True,
        columns=("Family heard", "Exempt"),
    )


def _exempt(view: View) -> Table:
    rows = [
        Row(say.EXEMPTIONS.get(code) or readable(code), (view.cell("exempt", code),))
        for code in view.codes("exempt")
    ]
    return Table(
        key="exemptions",
        title="Why a family was not heard",
        stub="Exemption",
        columns=("Activities",),
        rows=(*rows, Row("All exemptions", (view.cell("voice", "exempt", ALL),), total=True)),
    )


def _by_voice(view: View) -> Table:
    rows = [
        Row(
            name,
            (*(view.cell("feedback", kind, voice) for voice in say.VOICES), view.cell("feedback", kind, ALL)),
            total=kind == ALL,
        )
        for kind, name in {**say.FEEDBACK, ALL: "All feedback"}.items()
    ]
    return Table(
        key="feedback",
        title="Feedback received, by kind and by who gave it",
        stub="Kind",
        columns=(*say.VOICES.values(), "All"),
        rows=tuple(rows),
    )


def _complaints(view: View) -> Table:
    rows = [
        Row(
            name,
            (
                *(view.cell("complaint", stage, one) for one in say.CONCLUSIONS),
                view.cell("complaint", stage, ALL),
            ),
        )
        for stage, name in say.STAGES.items()
        if view.has("complaint", stage, ALL)
    ]
    return Table(
        key="complaints",
        title="Complaints received in the month, by stage and outcome so far",
        stub="Stage",
        columns=(*say.CONCLUSIONS.values(), "All"),
        rows=tuple(rows),
    )
