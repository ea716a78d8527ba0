"""Taking a statutory case list, and the caseload that says who holds which case."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import TYPE_CHECKING, BinaryIO, TypeVar

from services.activities.domain.case import Case, age_band
from services.activities.imports import CaseloadRow, CaseRow, PassedOver, Rejection, parse, parse_caseload

if TYPE_CHECKING:
    from services.activities.tables import ActivitiesWork

CHUNK = 1000
T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportCases:
    """A case list by its parts, and the caseload that goes with it. ``as_at`` is the day it was true, where given."""

    format: str
    files: Mapping[str, BinaryIO]
    caseload: BinaryIO | None = None
    as_at: date | None = None
    dry_run: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeList:
    """Rows as the parsers gave them, and what the parsers refused. ``as_at`` is the day the list was true."""

    rows: Sequence[CaseRow]
    caseload: Sequence[CaseloadRow] = ()
    source_format: str
    as_at: date
    refused: Sequence[Rejection] = ()
    passed_over: tuple[PassedOver, ...] = ()
    dry_run: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportResult:
    """What changed. ``accepted`` counts cases taken, corrected or closed; ``unchanged`` open cases known before.

    The caseload's periods are counted apart. ``rejected`` is every row that was not taken, of either; ``passed_over``
    every sheet of a workbook that holds no case list.
    """

    accepted: int
    unchanged: int
    rejected: tuple[Rejection, ...]
    caseload_accepted: int = 0
    caseload_unchanged: int = 0
    passed_over: tuple[PassedOver, ...] = ()


def import_cases(command: ImportCases, uow: ActivitiesWork) -> ImportResult:
    """Read the files and take what is in them.

    Raises:
        Invalid: an unknown format, a missing part, or an ``as_at`` in the future.
    """
    today = uow.today()
    parsed = parse(command.format, command.files, command.as_at, today=today)
    held = parse_caseload(command.caseload, command.as_at or today) if command.caseload else None
    told = TakeList(
        rows=parsed.rows,
        caseload=held.rows if held else (),
        source_format=command.format,
        as_at=parsed.as_at,
        refused=(*parsed.rejections, *(held.rejections if held else ())),
        passed_over=parsed.passed_over,
        dry_run=command.dry_run,
    )
    return take_list(told, uow)


def take_list(command: TakeList, uow: ActivitiesWork) -> ImportResult:
    """Take a list; the same list again changes nothing.

    One statement for every 1,000 rows. A row that cannot be taken is refused by itself. A dry run writes nothing
    and counts every open case that is fit as accepted.
    """
    rejected = list(command.refused)
    rows = list(_within_areas(command.rows, rejected, uow))
    open_cases = sum(row.closed_on is None for row in rows)
    if command.dry_run:
        return ImportResult(
            accepted=open_cases,
            unchanged=0,
            rejected=tuple(rejected),
            caseload_accepted=len(command.caseload),
            passed_over=command.passed_over,
        )
    opened = closed = periods = 0
    elsewhere: set[str] = set()
    ended = {uow.pseudonyms.pseudonym(row.identifier): row.ended for row in rows if row.ended}
    for cases in _chunks(_cases(rows, command, uow)):
        over = {case.pseudonym: ended[case.pseudonym] for case, _ in cases if case.pseudonym in ended}
        some_opened, some_closed, others = uow.cases.take(cases, command.source_format, over)
        opened, closed = opened + some_opened, closed + some_closed
        elsewhere.update(others)
    foreign = [row for row in rows if elsewhere and uow.pseudonyms.pseudonym(row.identifier) in elsewhere]
    rejected += [_refused(row, OTHER_AREA) for row in foreign]
    open_cases -= sum(row.closed_on is None for row in foreign)
    unknown: list[int] = []
    for some in _chunks(_periods(command.caseload, uow)):
        taken, strangers = uow.cases.take_caseload(some)
        periods += taken
        unknown += strangers
    rejected += [Rejection(row=row, field="case identifier", reason=NO_CASE) for row in sorted(unknown)]
    return ImportResult(
        accepted=opened + closed,
        unchanged=open_cases - opened,
        rejected=tuple(rejected),
        caseload_accepted=periods,
        caseload_unchanged=len(command.caseload) - periods - len(unknown),
        passed_over=command.passed_over,
    )


NO_CASE = "is a case that no list has named"
OTHER_AREA = "is another area's case"


def _within_areas(
    rows: Sequence[CaseRow], rejected: list[Rejection], uow: ActivitiesWork
) -> Iterator[CaseRow]:
    for row in rows:
        if uow.scope.allows(row.area):
            yield row
        else:
            rejected.append(_refused(row, "is outside your areas"))


def _refused(row: CaseRow, reason: str) -> Rejection:
    return Rejection(row=row.row, field="area", reason=reason, sheet=row.sheet)


def _cases(rows: Sequence[CaseRow], command: TakeList, uow: ActivitiesWork) -> list[tuple[Case, bytes]]:
    """One case for each child, the strongest where a list names a child twice, in the order of the keys."""
    best: dict[str, tuple[Case, str]] = {}
    for row in rows:
        case = Case(
            pseudonym=uow.pseudonyms.pseudonym(row.identifier),
            area=row.area,
            service=row.service,
            scheme=row.scheme,
            opened_on=row.opened_on,
            closed_on=row.closed_on,
            age_band=age_band(row.birth_date, command.as_at),
            sex=row.sex,
            ethnicity=row.ethnicity,
            died_on=row.died_on,
            birth_month=row.birth_date and row.birth_date.replace(day=1),
        )
        known = best.get(case.pseudonym)
        if known is None or case.strength >= known[0].strength:
            best[case.pseudonym] = case, row.identifier
    return [(case, uow.pseudonyms.seal(identifier)) for _, (case, identifier) in sorted(best.items())]


def _periods(
    rows: Sequence[CaseloadRow], uow: ActivitiesWork
) -> list[tuple[int, str, str, str, date, date | None]]:
    """One period for each case, start and worker, the last where a list gives one twice."""
    last: dict[tuple[str, date, str], tuple[int, str, str, str, date, date | None]] = {}
    for row in rows:
        name = uow.pseudonyms.pseudonym(row.identifier)
        last[name, row.from_, row.worker] = (row.row, name, row.worker, row.team, row.from_, row.to)
    return [last[key] for key in sorted(last)]


def _chunks(items: Iterable[T]) -> Iterator[list[T]]:
    rest = iter(items)
    while some := list(islice(rest, CHUNK)):
        yield some
