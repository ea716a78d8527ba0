"""Taking audits that were done before, from the list in which an organisation kept them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, BinaryIO

from uuid_utils.compat import uuid7

from services.activities.domain.activity import Activity, moderated, submitted
from services.activities.domain.history import Change
from services.activities.domain.past import NOT_RECORDED, PastAudit, area_of, doubts, past_activity
from services.activities.domain.reference import Referred, digest, ensure_names_nobody
from services.activities.domain.refusals import ReferenceUsed
from services.activities.domain.vocabulary import HEARD
from services.activities.imports.past_audits import AuditRow, read
from services.activities.imports.rows import PassedOver, Rejection
from shared.contracts.identifiers import IdentifierInText

if TYPE_CHECKING:
    from services.activities.tables import ActivitiesWork

CHUNK = 1000
SYSTEM = "past audits of {area}"
"""Whose references a list's are: one namespace for each area, whoever imports."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportPastAudits:
    """A list of past audits, as a CSV or a workbook."""

    file: BinaryIO
    dry_run: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PastAuditsResult:
    """``accepted`` audits are new, ``unchanged`` ones were imported before. What is in ``warnings`` was taken."""

    accepted: int
    unchanged: int
    rejected: tuple[Rejection, ...]
    warnings: tuple[Rejection, ...]
    passed_over: tuple[PassedOver, ...]


@dataclass(slots=True)
class _Tally:
    accepted: int = 0
    unchanged: int = 0
    rejected: list[Rejection] = field(default_factory=list)
    warnings: list[Rejection] = field(default_factory=list)


def import_past_audits(command: ImportPastAudits, uow: ActivitiesWork) -> PastAuditsResult:
    """Take the rows that are fit; the same list again changes nothing.

    A row that cannot be taken is refused by itself. Two statements for every 1,000 rows; a dry run writes nothing.
    """
    parsed = read(command.file, uow.today())
    tally = _Tally(rejected=list(parsed.rejections))
    for area, rows in sorted(_by_area(parsed.rows, tally, uow).items()):
        rest = iter(rows)
        while some := list(islice(rest, CHUNK)):
            _take(some, area, tally, uow, dry_run=command.dry_run)
    return PastAuditsResult(
        accepted=tally.accepted,
        unchanged=tally.unchanged,
        rejected=_in_order(tally.rejected, parsed.rows),
        warnings=_in_order(tally.warnings, parsed.rows),
        passed_over=parsed.passed_over,
    )


def _by_area(rows: Sequence[AuditRow], tally: _Tally, uow: ActivitiesWork) -> Mapping[str, list[AuditRow]]:
    """The rows that the platform can place, by area; the others are refused."""
    exemptions = uow.rules.of(uow.today().replace(day=1)).family_exemptions.value
    found: dict[str, list[AuditRow]] = defaultdict(list)
    for row in rows:
        audit = row.audit
        area = area_of(audit, uow.organisation)
        if area is None:
            tally.rejected.append(_said(row, "service", "is no service known here"))
        elif not uow.scope.allows(area):
            tally.rejected.append(_said(row, "service", "is outside your areas"))
        elif audit.family_voice not in (HEARD, NOT_RECORDED, *exemptions):
            reason = f"is neither heard nor one of {', '.join(exemptions)}"
            tally.rejected.append(_said(row, "family voice", reason))
        else:
            found[area].append(row)
    return found


def _take(rows: Sequence[AuditRow], area: str, tally: _Tally, uow: ActivitiesWork, *, dry_run: bool) -> None:
    system = SYSTEM.format(area=area)
    known = uow.references.known(system, {row.audit.reference for row in rows})
    new: dict[str, Referred] = {}
    for row in rows:
        audit = row.audit
        said = audit.said()
        try:
            ensure_names_nobody(audit.reference, audit.identifier)
            if (earlier := known.get(audit.reference)) is not None:
                earlier.ensure_same(said, uow.pseudonyms.candidates(audit.identifier))
                tally.unchanged += 1
                continue
        except (IdentifierInText, ReferenceUsed) as refused:
            tally.rejected.append(_said(row, "reference", refused.fields["reference"][0]))
            continue
        made = _made(audit, area, uow)
        known[audit.reference] = new[audit.reference] = Referred(
            made.activity_id, made.version, digest(said, made.case or "")
        )
        tally.accepted += 1
        tally.warnings += [_said(row, *doubt) for doubt in doubts(audit, uow.organisation)]
        if not dry_run:
            _keep(made, audit, uow)
    if not dry_run:
        uow.references.add(system, new)


def _made(audit: PastAudit, area: str, uow: ActivitiesWork) -> Activity:
    case = uow.pseudonyms.pseudonym(audit.identifier)
    return past_activity(audit, activity_id=uuid7(), area=area, case=case, organisation=uow.organisation)


def _keep(made: Activity, audit: PastAudit, uow: ActivitiesWork) -> None:
    """Row, history and events, as if it had been submitted and moderated here."""
    uow.activities.add(made, uow.pseudonyms.seal(audit.identifier))
    uow.emit(submitted(made, made.written, audit.completed_on), sequence=1)
    if made.moderation is not None:
        line = Change(
            version=made.version,
            what="moderated",
            by=uow.actor,
            recorded_at=uow.now(),
            before="submitted",
            after=made.status,
        )
        uow.history.add(made.activity_id, line)
        uow.emit(moderated(made, made.moderation), sequence=made.version)


def _said(row: AuditRow, field: str, reason: str) -> Rejection:
    return Rejection(row=row.row, field=field, reason=reason, sheet=row.sheet)


def _in_order(said: Sequence[Rejection], rows: Sequence[AuditRow]) -> tuple[Rejection, ...]:
    """By sheet as the workbook has them, then by row."""
    sheets = list(dict.fromkeys([row.sheet for row in rows] + [one.sheet for one in said]))
    return tuple(sorted(said, key=lambda one: (sheets.index(one.sheet), one.row)))
