"""Past audits, one a row, from the spreadsheet in which an organisation kept them: a CSV or a workbook.

What a column says is judged here; whether there is such a service, and what was imported before, the platform knows.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import BinaryIO

from services.activities.domain.past import NOT_RECORDED, PastAudit, contradictions
from services.activities.domain.vocabulary import DOMAINS
from services.activities.imports import past_audit_cells as cells
from services.activities.imports import values
from services.activities.imports.rows import PassedOver, Rejection
from services.activities.imports.table import Layout, NoHeading, Record, Table, UnreadableTable
from services.activities.imports.values import Wrong
from shared.contracts.events.activities import Grade
from shared.files.opening import opened
from shared.files.sheet import Sheet, UnreadableFile

_DOMAIN_HEADINGS: Mapping[str, tuple[str, ...]] = {
    "history_chronology": ("history and chronology", "chronology"),
    "assessment_risk": ("assessment and risk",),
    "childs_voice": ("child's voice", "voice of the child"),
    "plan_review": ("plan and review",),
    "multi_agency": ("multi-agency", "multi-agency work"),
    "management_oversight": ("management oversight and supervision",),
}
_HEADINGS: Mapping[str, tuple[str, ...]] = {
    "reference": ("audit reference", "audit id"),
    "case identifier": ("case", "case id", "identifier", "child", "child id"),
    "service": ("service code",),
    "team": ("team code",),
    "auditor": ("auditor id",),
    "practitioner": ("practitioner id", "worker", "worker id"),
    "completed on": ("completed", "date completed", "audit date", "date of audit"),
    "month": ("audit month",),
    "overall": ("overall grade", "grade"),
    "family voice": ("family",),
    "practitioner took part": ("took part",),
    "moderated overall": ("moderated grade", "grade after moderation"),
    "moderator": ("moderator id",),
    "moderated on": ("date moderated", "moderation date"),
    **{code.replace("_", " "): _DOMAIN_HEADINGS.get(code, ()) for code in DOMAINS},
}
PAST_AUDITS = Layout(
    name="",
    headings={other: name for name, others in _HEADINGS.items() for other in (name, *others)},
    required=("reference", "case identifier", "service", "auditor", "completed on"),
)


@dataclass(frozen=True, slots=True)
class AuditRow:
    """An audit and where the list tells of it; ``sheet`` is said of a workbook alone."""

    row: int
    sheet: str | None
    audit: PastAudit


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedAudits:
    """The rows fit to import and everything that was refused, both in file order."""

    rows: tuple[AuditRow, ...]
    rejections: tuple[Rejection, ...]
    passed_over: tuple[PassedOver, ...] = ()


def read(stream: BinaryIO, today: date) -> ParsedAudits:
    """Read a list of past audits; bad content ends in rejections, never in an error.

    Of a workbook every sheet with one of the columns is read, the others are passed over. A heading that is wrong
    spoils the whole file.
    """
    rows: list[AuditRow] = []
    rejections: list[Rejection] = []
    passed_over: list[PassedOver] = []
    try:
        for sheet in opened(stream):
            table = _table(sheet)
            if table is None:
                passed_over.append(PassedOver(sheet=sheet.name or "", reason="has no column of past audits"))
                continue
            rows += _rows(table, today)
            rejections += table.rejections
    except UnreadableTable as unreadable:
        return ParsedAudits(rows=(), rejections=unreadable.rejections)
    except UnreadableFile as unreadable:
        reason = Rejection(row=unreadable.row, field="file", reason=str(unreadable))
        return ParsedAudits(rows=(), rejections=(reason,))
    if passed_over and not rows and not rejections:
        none = f"no sheet holds past audits: a heading has {', '.join(PAST_AUDITS.required)}"
        rejections.append(Rejection(row=0, field="file", reason=none))
    return ParsedAudits(rows=tuple(rows), rejections=tuple(rejections), passed_over=tuple(passed_over))


def _table(sheet: Sheet) -> Table | None:
    try:
        return Table(sheet, PAST_AUDITS)
    except NoHeading:
        if sheet.name is None:
            raise
        return None


def _rows(table: Table, today: date) -> Iterator[AuditRow]:
    for record in table:
        if record.whole and (audit := _audit(record, today)):
            yield AuditRow(record.row, table.sheet, audit)


def _audit(record: Record, today: date) -> PastAudit | None:
    def day(text: str) -> date:
        if values.either_date(text) > today:
            raise Wrong("is in the future")
        return values.either_date(text)

    reference = record.read("reference", cells.needed(cells.reference))
    identifier = record.read("case identifier", values.identifier)
    service = record.read("service", cells.needed(cells.code))
    team = record.read("team", cells.maybe(cells.code))
    auditor = record.read("auditor", cells.needed(cells.person))
    practitioner = record.read("practitioner", cells.maybe(cells.person))
    completed = record.read("completed on", cells.needed(day))
    month = record.read("month", cells.maybe(cells.month))
    overall = record.read("overall", cells.grade)
    domains = _domains(record)
    voice = record.read("family voice", cells.voice)
    took_part = record.read("practitioner took part", cells.truth)
    moderated = record.read("moderated overall", cells.grade)
    moderator = record.read("moderator", cells.maybe(cells.person))
    moderated_on = record.read("moderated on", cells.maybe(day))
    if record.refused or not (reference and identifier and service and auditor and completed):
        return None
    audit = PastAudit(
        reference=reference,
        identifier=identifier,
        service=service,
        team=team,
        auditor=auditor,
        practitioner=practitioner,
        completed_on=completed,
        month=month or completed.replace(day=1),
        overall=overall,
        domains=domains,
        family_voice=voice or NOT_RECORDED,
        took_part=bool(took_part),
        moderated_overall=moderated,
        moderator=moderator,
        moderated_on=moderated_on,
    )
    for field, reason in contradictions(audit):
        record.reject(field, reason)
    return None if record.refused else audit


def _domains(record: Record) -> dict[str, Grade]:
    """Those that were graded."""
    found = {}
    for code in DOMAINS:
        grade = record.read(code.replace("_", " "), cells.grade)
        if grade is not None:
            found[code] = grade
    return found
