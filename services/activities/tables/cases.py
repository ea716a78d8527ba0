"""The sampling frame: cases, who holds them, and when they were last audited."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Any

from sqlalchemy import Row, and_, func, literal, or_, select, text
from sqlalchemy.dialects.postgresql import distinct_on

from services.activities.domain.case import Case
from services.activities.domain.sampling import FrameCase
from services.activities.domain.vocabulary import AUDIT
from services.activities.tables.schema import activity, caseload, child_case
from shared.db.unit import UnitOfWork

# A list is believed when it says no less than the one before (see Case.strength), or says itself that what the one
# before said is over (`ended`, pseudonym and scheme). A closed case closes what is known and opens nothing. The
# identifier is sealed anew each time, so it is no part of the comparison. A case of an area that is not the
# caller's stays as it is and is told. A list that leaves a birth out takes none away.
_TAKE_CASES = text("""
WITH given AS (
SELECT *
  FROM unnest(CAST(:pseudonym AS text[]), CAST(:identifier AS bytea[]), CAST(:area AS text[]),
              CAST(:service AS text[]), CAST(:scheme AS text[]), CAST(:strength AS smallint[]),
              CAST(:opened_on AS date[]), CAST(:closed_on AS date[]), CAST(:age_band AS text[]),
              CAST(:sex AS text[]), CAST(:ethnicity AS text[]), CAST(:died_on AS date[]),
              CAST(:birth_month AS date[]))
    AS u(pseudonym, identifier, area, service, scheme, strength, opened_on, closed_on, age_band, sex, ethnicity,
         died_on, birth_month)),
taken AS (
INSERT INTO child_case AS old (pseudonym, version, identifier, area, service, scheme, strength, source_format,
                               opened_on, closed_on, age_band, sex, ethnicity, died_on, birth_month)
SELECT u.pseudonym, 1, u.identifier, u.area, u.service, u.scheme, u.strength, CAST(:source_format AS text),
       u.opened_on, u.closed_on, u.age_band, u.sex, u.ethnicity, u.died_on, u.birth_month
  FROM given AS u
 WHERE u.closed_on IS NULL OR EXISTS (SELECT 1 FROM child_case AS known WHERE known.pseudonym = u.pseudonym)
ON CONFLICT (pseudonym) DO UPDATE SET
  version = old.version + 1, identifier = excluded.identifier, area = excluded.area, service = excluded.service,
  scheme = excluded.scheme, strength = excluded.strength, source_format = excluded.source_format,
  opened_on = excluded.opened_on, closed_on = excluded.closed_on, age_band = excluded.age_band,
  sex = excluded.sex, ethnicity = excluded.ethnicity, died_on = excluded.died_on,
  birth_month = COALESCE(excluded.birth_month, old.birth_month)
WHERE (CAST(:areas AS text[]) IS NULL OR old.area = ANY (CAST(:areas AS text[])))
  AND (excluded.scheme = old.scheme OR excluded.strength >= old.strength
       OR old.pseudonym || ' ' || old.scheme = ANY (CAST(:ended AS text[])))
  AND (old.area, old.service, old.scheme, old.opened_on, old.closed_on, old.age_band, old.sex, old.ethnicity,
       old.died_on, old.birth_month)
      IS DISTINCT FROM
      (excluded.area, excluded.service, excluded.scheme, excluded.opened_on, excluded.closed_on,
       excluded.age_band, excluded.sex, excluded.ethnicity, excluded.died_on,
       COALESCE(excluded.birth_month, old.birth_month))
RETURNING closed_on)
SELECT count(*) FILTER (WHERE closed_on IS NULL) AS opened, count(closed_on) AS closed,
       ARRAY(SELECT c.pseudonym FROM given JOIN child_case c USING (pseudonym)
              WHERE c.area <> ALL (CAST(:areas AS text[]))) AS elsewhere
  FROM taken
""")

_TAKE_CASELOAD = text("""
WITH given AS (
  SELECT u.*, EXISTS (SELECT 1 FROM child_case c WHERE c.pseudonym = u.pseudonym
                      AND (CAST(:areas AS text[]) IS NULL OR c.area = ANY (CAST(:areas AS text[])))) AS known
    FROM unnest(CAST(:row AS int[]), CAST(:pseudonym AS text[]), CAST(:worker AS text[]), CAST(:team AS text[]),
                CAST(:starts AS date[]), CAST(:ends AS date[])) AS u(n, pseudonym, worker, team, starts, ends)),
taken AS (
  INSERT INTO caseload AS old (pseudonym, starts, worker, team, ends)
  SELECT pseudonym, starts, worker, team, ends FROM given WHERE known
  ON CONFLICT (pseudonym, starts, worker) DO UPDATE SET team = excluded.team, ends = excluded.ends
  WHERE (old.team, old.ends) IS DISTINCT FROM (excluded.team, excluded.ends)
  RETURNING 1)
SELECT (SELECT count(*) FROM taken) AS taken, ARRAY(SELECT n FROM given WHERE NOT known ORDER BY n) AS unknown
""")


class CaseStore:
    """Reads under the caller's areas; writes whole lists."""

    def __init__(self, uow: UnitOfWork) -> None:
        self.uow = uow

    def take(
        self,
        cases: Sequence[tuple[Case, bytes]],
        source_format: str,
        ended: Mapping[str, Collection[str]] = MappingProxyType({}),
    ) -> tuple[int, int, list[str]]:
        """Insert or correct cases with their sealed identifiers in one statement.

        `ended` holds, by pseudonym, the schemes that the list itself says are over.

        Returns how many open cases differed, how many were closed, and the pseudonyms of those that are of an area
        which is not the caller's: they stay as they are.
        """
        columns: dict[str, Any] = {name: [getattr(one, name) for one, _ in cases] for name in Case.__slots__}
        columns["strength"] = [one.strength for one, _ in cases]
        columns["identifier"] = [sealed for _, sealed in cases]
        columns |= {"source_format": source_format, "areas": self._areas()}
        columns["ended"] = [f"{name} {scheme}" for name, schemes in ended.items() for scheme in schemes]
        found = self.uow.execute(_TAKE_CASES, columns).one()
        return int(found.opened), int(found.closed), list(found.elsewhere)

    def take_caseload(
        self, rows: Sequence[tuple[int, str, str, str, date, date | None]]
    ) -> tuple[int, list[int]]:
        """Insert or correct periods (row, pseudonym, worker, team, starts, ends) in one statement.

        Returns how many differed, and the rows whose case is not known to the caller.
        """
        names = ("row", "pseudonym", "worker", "team", "starts", "ends")
        columns = {name: [row[n] for row in rows] for n, name in enumerate(names)}
        found = self.uow.execute(_TAKE_CASELOAD, {**columns, "areas": self._areas()}).one()
        return int(found.taken), list(found.unknown)

    def _areas(self) -> list[str] | None:
        """The caller's areas; None for everywhere."""
        areas = self.uow.scope.areas
        return sorted(areas) if areas is not None else None

    def sealed_identifier(self, pseudonym: str) -> bytes | None:
        """The identifier that a list gave, for whoever may see the case."""
        row = self.uow.fetch_one(select(child_case.c.identifier).where(child_case.c.pseudonym == pseudonym))
        return row.identifier if row else None

    def sealed_identifiers(self, pseudonyms: Sequence[str]) -> dict[str, bytes]:
        """As ``sealed_identifier``, of many: those that a list gave."""
        query = select(child_case.c.pseudonym, child_case.c.identifier)
        rows = self.uow.fetch(query.where(child_case.c.pseudonym.in_(pseudonyms)))
        return {row.pseudonym: row.identifier for row in rows}

    def frame(
        self, *, month: date, since: date, on: date, area: str | None, service: str | None
    ) -> list[FrameCase]:
        """Every case of an area or service not closed before the month, with what decides whether it may be drawn.

        Audits count after ``since``, wherever they were made. One statement, and the only one without the scope: the
        caller has answered for the place.
        """
        holding = held(on)
        query = (
            select(
                child_case.c.pseudonym.label("case"),
                child_case.c.area,
                child_case.c.service,
                child_case.c.opened_on,
                child_case.c.scheme,
                child_case.c.closed_on,
                child_case.c.died_on,
                child_case.c.birth_month,
                child_case.c.ethnicity,
                holding.c.team,
                holding.c.worker,
                (past := _audited(since)).c.last_audited_on,
                func.coalesce(past.c.allocated, literal(False)).label("allocated"),
            )
            .select_from(
                child_case.outerjoin(holding, holding.c.case == child_case.c.pseudonym).outerjoin(
                    past, past.c.case == child_case.c.pseudonym
                )
            )
            .where(or_(child_case.c.closed_on.is_(None), child_case.c.closed_on > month))
        )
        query = query.where(child_case.c.area == area) if area else query
        query = query.where(child_case.c.service == service) if service else query
        rows: Sequence[Any] = self.uow.execute(query).all()
        return [FrameCase(*row) for row in rows]

    def page(
        self, *, service: str | None, status: str | None, on: date, after: str | None, limit: int
    ) -> Sequence[Row[Any]]:
        """Cases by pseudonym with who holds them on a day. Identifiers stay behind."""
        holding = held(on)
        kept_back = ("identifier", "strength", "died_on", "birth_month")
        columns = [one for one in child_case.c if one.name not in kept_back]
        ended = and_(child_case.c.closed_on.is_not(None), child_case.c.closed_on <= on)
        query = select(*columns, holding.c.team, holding.c.worker).select_from(
            child_case.outerjoin(holding, holding.c.case == child_case.c.pseudonym)
        )
        query = query.where(child_case.c.service == service) if service else query
        query = query.where(ended if status == "closed" else ~ended) if status else query
        query = query.where(child_case.c.pseudonym > after) if after else query
        return self.uow.fetch(query.order_by(child_case.c.pseudonym).limit(limit))


def held(on: date) -> Any:
    """Who holds each case on a day; the latest start where two do."""
    return (
        select(caseload.c.pseudonym.label("case"), caseload.c.team, caseload.c.worker)
        .ext(distinct_on(caseload.c.pseudonym))
        .where(caseload.c.starts <= on, or_(caseload.c.ends.is_(None), caseload.c.ends >= on))
        .order_by(caseload.c.pseudonym, caseload.c.starts.desc(), caseload.c.worker)
        .subquery("held")
    )


def _audited(since: date) -> Any:
    """Audits that may keep a case out: after a day, or not yet done."""
    return (
        select(
            activity.c.pseudonym.label("case"),
            func.max(activity.c.submitted_on).label("last_audited_on"),
            func.bool_or(activity.c.status == "allocated").label("allocated"),
        )
        .where(
            activity.c.kind == AUDIT,
            activity.c.pseudonym.is_not(None),
            or_(activity.c.status == "allocated", activity.c.submitted_on > since),
        )
        .group_by(activity.c.pseudonym)
        .subquery("past")
    )
