"""Make, publish and read the monthly report (S35)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from services.reporting.documents import model, press
from services.reporting.documents.monthly import compose
from services.reporting.documents.monthly.view import View
from services.reporting.domain.disclosure import Protected, Thresholds, protect
from services.reporting.domain.figures import Figures
from services.reporting.domain.report import (
    FORMATS,
    MonthNotOver,
    PartForTheWhole,
    Report,
    Told,
    told,
    told_before,
)
from services.reporting.domain.vocabulary import month_after, month_before
from services.reporting.usecases.figuring import figures
from shared.contracts.errors import Stale
from shared.contracts.events.reporting import ReportPublished
from shared.observability.metrics import report_seconds

if TYPE_CHECKING:
    from services.reporting.tables import ReportingWork

EVERYBODY = "all"
MEDIA_TYPES = tuple(kind.partition(";")[0] for kind in press.MEDIA_TYPES.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class MakeReport:
    """``notice`` stands at the top of every document, such as that the data are invented.

    ``withhold_up_to`` is the largest count that is withheld: more than 5 for a wider public.
    """

    kind: str
    month: date
    notice: str = ""
    withhold_up_to: int = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishReport:
    report_id: UUID
    version: int


def make_report(command: MakeReport, uow: ReportingWork) -> Report:
    """A draft of the month from the figures of now; an existing draft is made anew.

    After a publication the draft is the next edition: a correction.

    Raises:
        MonthNotOver: its last day is not over.
        Forbidden: the caller does not see all areas, so the board would get a part for the whole.
        CannotProtect: a small number could not be kept from being worked out.
    """
    if uow.scope.areas is not None:
        raise PartForTheWhole("A board's report is of all areas, and you see only some")
    over = month_after(command.month)
    if uow.today() < over:
        raise MonthNotOver(f"{command.month:%B %Y} can be reported on from {over:%-d %B %Y}, when it is over")
    with report_seconds.labels(command.kind).time():
        before = uow.reports.latest(command.kind, command.month)
        edition = 1 if before is None else before.edition + (before.status == "published")
        text, said = _composed(command, figures(command.month, uow), edition, uow)
    now, by, digest = uow.now(), uow.actor, model.digest(text)
    if before is not None and before.status == "draft":
        return uow.reports.save(
            before.made_anew(model=text.decode(), digest=digest, told=said, at=now, by=by)
        )
    made = Report(
        report_id=uuid4(),
        kind=command.kind,
        month=command.month,
        edition=edition,
        version=1,
        made_at=now,
        made_by=by,
        model=text.decode(),
        digest=digest,
        told=said,
    )
    uow.reports.add(made)
    return made


def _composed(command: MakeReport, counted: Figures, edition: int, uow: ReportingWork) -> tuple[bytes, Told]:
    """The report's canonical text, and what it tells. Earlier publications bind: see ``told_before``."""
    month = command.month
    earlier = uow.reports.told(command.kind, month_before(month), month_after(month))
    withheld, shown = told_before(earlier, counted.values)
    thresholds = Thresholds(largest=command.withhold_up_to)
    seen: Protected = protect(counted.counts, thresholds, already=withheld, published=shown)
    view = View(counted, seen, thresholds)
    provenance = model.Provenance(
        made_at=uow.now(),
        made_by=uow.actor,
        facts=counted.facts,
        events=counted.events,
        withheld=len(seen.withheld),
    )
    report = compose(view, edition=edition, notice=command.notice, provenance=provenance)
    return model.canonical(report), told(seen, view.used)


def publish_report(command: PublishReport, uow: ReportingWork) -> Report:
    """Freeze the draft as it was read: figures, text and all documents, under hashes.

    Raises:
        AlreadyPublished: a published report never changes.
        Stale: the draft was made anew since the caller read it, or while it was printed.
        PressFailed: the documents could not be made.
    """
    draft = uow.reports.get(command.report_id)
    now, today = uow.now(), uow.today()
    published = draft.freeze(at=now, by=uow.actor)
    if draft.version != command.version:
        raise Stale
    documents = _printed(published, FORMATS, uow)
    saved = uow.reports.save(published)  # first, as it is refused where somebody else was quicker
    uow.reports.keep_documents(saved.report_id, documents)
    event = ReportPublished(
        area=EVERYBODY,
        report_id=saved.report_id,
        kind=saved.kind,
        month=saved.month,
        digest=saved.digest,
        published_on=today,
    )
    uow.emit(event, sequence=saved.version)
    return saved


def document(report_id: UUID, form: str, uow: ReportingWork, *, drafts: bool) -> tuple[bytes, str, Report]:
    """A document's bytes, its media type and its report: as published, or a draft's as it would be now.

    Raises:
        NotFound: no such report, or a draft that the caller may not see.
        PressFailed: a draft could not be printed.
    """
    report = uow.reports.get(report_id, drafts=drafts)
    if report.status == "published":
        content = uow.reports.document(report_id, form)
    else:
        content = _printed(report, (form,), uow)[form]
    return content, press.MEDIA_TYPES[form], report


def _printed(report: Report, formats: Sequence[str], uow: ReportingWork) -> dict[str, bytes]:
    """Print what was read, after its transaction: printing may take a minute, and no connection waits for it."""
    uow.rollback()
    return press.printed(report.model, _imprint(report), formats)


def _imprint(report: Report) -> model.Imprint:
    return model.Imprint(report.status, report.digest, report.published_at)


def whole(report_id: UUID, uow: ReportingWork, *, drafts: bool) -> tuple[Report, dict[str, str]]:
    """A report and the hashes of its published documents. Raises: NotFound."""
    return uow.reports.get(report_id, drafts=drafts), uow.reports.document_hashes(report_id)
