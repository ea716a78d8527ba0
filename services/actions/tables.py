"""The actions' tables: each action as it stands, every change of it, and who was told what."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, replace
from datetime import date
from functools import cached_property
from typing import Any
from uuid import UUID

from sqlalchemy import (
    Boolean,
    Column,
    ColumnElement,
    Date,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Row,
    Select,
    Table,
    Text,
    Uuid,
    case,
    cast,
    column,
    exists,
    func,
    literal,
    or_,
    select,
    text,
    true,
    tuple_,
)
from sqlalchemy.dialects.postgresql import JSONB, insert

from services.actions.domain import Action, Change, Notice, RuleBook, Rules
from shared.contracts.errors import NotFound
from shared.contracts.rules import Rule
from shared.db.told import Counts, changed_since_told, work_told_table
from shared.db.unit import UnitOfWork

metadata = MetaData()

action = Table(
    "action",
    metadata,
    Column("action_id", Uuid, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("activity_id", Uuid, nullable=False),
    Column("finding_id", Uuid, nullable=False, unique=True),
    Column("area", Text, nullable=False, info={"scope": "area"}),
    Column("service", Text, nullable=False),
    Column("team", Text),
    Column("owner", Text, nullable=False),
    Column("reach", Text, nullable=False),
    Column("priority", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("opened_on", Date, nullable=False),
    Column("due_on", Date, nullable=False),
    Column("rule_version", Integer, nullable=False, server_default="1"),
    Column("rule_source", Text, nullable=False, server_default="S23; assumption"),
    Column("status", Text, nullable=False),
    Column("record_reference", Text),
    Column("evidence", Text),
    Column("evidenced_on", Date),
    Column("evidenced_by", Text),
    Column("closed_on", Date),
    Column("closed_by", Text),
    Column("reopened_on", Date),
    Index("action_due", "due_on", "action_id"),
    Index("action_owner", "owner", "due_on", "action_id"),
    Index("action_activity", "activity_id"),
    Index("action_not_closed", "due_on", "action_id", postgresql_where=text("status <> 'closed'")),
)
action_change = Table(
    "action_change",
    metadata,
    Column("action_id", Uuid, ForeignKey("action.action_id"), primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("what", Text, nullable=False),
    Column("happened_on", Date, nullable=False),
    Column("recorded_at", DateTime(timezone=True), nullable=False),
    Column("by", Text, nullable=False),
    Column("note", Text),
    Column("due_on", Date, nullable=False),
    comment="Append-only: who changed what, when. Read only beside an action that the reader may see.",
)
action_notice = Table(
    "action_notice",
    metadata,
    Column("action_id", Uuid, ForeignKey("action.action_id"), primary_key=True),
    Column("due_on", Date, primary_key=True),
    Column("kind", Text, primary_key=True),
    Column("seen_on", Date, nullable=False),
    comment="What was told already: once for each action, due date and kind.",
)

person = Table(
    "person",
    metadata,
    Column("id", Text, primary_key=True),
    Column("sequence", Integer, nullable=False),
    Column("active", Boolean, nullable=False),
    comment="Own copy of who is at work: neither names nor addresses.",
)
rule_version = Table(
    "rule_version",
    metadata,
    Column("name", Text, primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("value", JSONB, nullable=False),
    Column("source", Text, nullable=False),
    Column("effective_from", Date, nullable=False),
    comment="Own copy of the rules that actions go by, every version that was told. Append-only.",
)

cover = Table(
    "cover",
    metadata,
    Column("person", Text, primary_key=True),
    Column("sequence", Integer, nullable=False),
    Column("away", JSONB, nullable=False),
    comment="Own copy of who is away; why is not told.",
)
work_told = work_told_table(metadata)

_FIXED = frozenset({"action_id", "version"})


class ActionStore:
    """Reads and writes actions. What a person may see is their areas' actions and their own."""

    def __init__(self, uow: UnitOfWork) -> None:
        self.uow = uow

    def get(self, action_id: UUID) -> Action:
        """Raises NotFound, also for an action that the person may not see."""
        row = self.uow.execute(
            self._visible(select(action).where(action.c.action_id == action_id))
        ).one_or_none()
        if row is None:
            raise NotFound("action", action_id)
        return _action(row)

    def page(
        self,
        *,
        limit: int,
        after: tuple[date, UUID] | None,
        overdue_on: date | None = None,
        **equal: Any,
    ) -> list[Action]:
        """Actions by due date. ``equal`` narrows columns; a None narrows nothing."""
        query = self._visible(select(action)).order_by(action.c.due_on, action.c.action_id).limit(limit)
        for name, value in equal.items():
            query = query.where(action.c[name] == value) if value is not None else query
        if overdue_on is not None:
            accepted = action.c.closed_on.is_not(None) & (action.c.closed_on <= overdue_on)
            query = query.where(action.c.due_on < overdue_on, ~accepted)
        if after is not None:
            query = query.where(tuple_(action.c.due_on, action.c.action_id) > tuple_(*map(literal, after)))
        return [_action(row) for row in self.uow.execute(query)]

    def open(self, actions: Sequence[Action]) -> set[UUID]:
        """Insert those whose finding has none yet, in one statement; returns the ids of the new ones."""
        return set(self.uow.insert_new(action, [asdict(one) for one in actions], returning="action_id"))

    def save(self, changed: Action) -> Action:
        """Write an action that was read at its version. Raises Stale when somebody else was first."""
        values = {name: value for name, value in asdict(changed).items() if name not in _FIXED}
        self.uow.update(action, {"action_id": changed.action_id}, values, version=changed.version)
        return replace(changed, version=changed.version + 1)

    def record(self, action_id: UUID, change: Change) -> None:
        """Add a line to an action's history."""
        self.uow.add(action_change, action_id=action_id, **asdict(change))

    def history(self, action_id: UUID) -> list[Change]:
        """All lines of an action that was read before, oldest first."""
        lines = action_change.c
        query = select(*(column for column in lines if column.name != "action_id"))
        rows = self.uow.execute(query.where(lines.action_id == action_id).order_by(lines.version))
        return [Change(**row._mapping) for row in rows]

    def to_tell(self, notice: Notice, *, on: date, most: int) -> list[Action]:
        """Note down that a notice is given on a day, for the actions for which it was not yet; returns them.

        One statement, whatever the area of the caller: the sweep is made for the whole division. Two sweeps at
        once tell each action once.
        """
        first, last = notice.window(on)
        told = exists().where(
            action_notice.c.action_id == action.c.action_id,
            action_notice.c.due_on == action.c.due_on,
            action_notice.c.kind == notice.kind,
        )
        since = action.c.due_on >= first if first else true()
        rows = (
            select(action.c.action_id, action.c.due_on, literal(notice.kind), literal(on, Date))
            .where(action.c.status != "closed", action.c.status.in_(notice.statuses))
            .where(action.c.opened_on <= on, since, action.c.due_on <= last, ~told)
            .order_by(action.c.due_on, action.c.action_id)
            .limit(most)
        )
        columns = ["action_id", "due_on", "kind", "seen_on"]
        new = insert(action_notice).from_select(columns, rows).on_conflict_do_nothing()
        given = new.returning(action_notice.c.action_id).cte("given")
        found = select(action).join(given, given.c.action_id == action.c.action_id)
        return _actions(self.uow.execute(found.order_by(action.c.due_on, action.c.action_id)))

    def to_hand_over(
        self, *, on: date, owner: str | None, after: tuple[date, UUID] | None, limit: int
    ) -> list[tuple[Action, str | None]]:
        """Actions of the caller's areas that nobody closed, by due date, with why somebody else should own them.

        ``left``: their owner has. ``away``: they are to be done, and their owner is away when they are due, or on that
        day where they are overdue. Of an ``owner`` all that they own.
        """
        gone = exists().where(person.c.id == action.c.owner, ~person.c.active)
        day = func.greatest(action.c.due_on, literal(on, Date))
        away = (action.c.status == "open") & _away(action.c.owner, day)
        why = case((gone, "left"), (away, "away"))
        query = select(action, why.label("why")).where(action.c.status != "closed")
        query = query.where(action.c.owner == owner) if owner else query.where(or_(gone, away))
        if after is not None:
            query = query.where(tuple_(action.c.due_on, action.c.action_id) > tuple_(*map(literal, after)))
        rows = self.uow.fetch(query.order_by(action.c.due_on, action.c.action_id).limit(limit))
        return [(Action(**{n: v for n, v in row._mapping.items() if n != "why"}), row.why) for row in rows]

    def owned(self) -> dict[str, int]:
        """How many actions each person owns that nobody closed."""
        query = select(action.c.owner, func.count().label("number")).where(action.c.status != "closed")
        return {row.owner: row.number for row in self.uow.execute(query.group_by(action.c.owner))}

    def changed(self, held: Mapping[str, Counts]) -> list[tuple[str, int, dict[str, int]]]:
        """Person, sequence and numbers of those whose numbers differ from what was last told; now they are told."""
        return changed_since_told(work_told, held, self.uow)

    def leavers(self) -> set[str]:
        """Who works here no longer."""
        return set(self.uow.execute(select(person.c.id).where(~person.c.active)).scalars())

    def keep_cover(self, rows: Iterable[tuple[str, int, Sequence[Any]]]) -> None:
        """Keep who is away, the latest of each; one statement."""
        newest: dict[str, tuple[str, int, Sequence[Any]]] = {}
        for row in rows:
            if row[0] not in newest or newest[row[0]][1] < row[1]:
                newest[row[0]] = row
        found = [newest[one] for one in sorted(newest)]
        names = ("person", "sequence", "away")
        self.uow.upsert_many(cover, found, key=("person",), newer="sequence", names=names)

    def keep_people(self, rows: Iterable[tuple[str, int, bool]]) -> None:
        """Keep who is at work, the latest of each; one statement."""
        newest: dict[str, tuple[str, int, bool]] = {}
        for row in rows:
            if row[0] not in newest or newest[row[0]][1] < row[1]:
                newest[row[0]] = row
        names = ("id", "sequence", "active")
        found = [newest[one] for one in sorted(newest)]
        self.uow.upsert_many(person, found, key=("id",), newer="sequence", names=names)

    def at_work(self, id: str) -> bool:
        """False of somebody whom the directory has not told of."""
        return bool(self.uow.execute(select(person.c.active).where(person.c.id == id)).scalar())

    def _visible(self, query: Select[Any]) -> Select[Any]:
        """The area scope, widened by what the person was asked to do: an owner must be able to act on it."""
        areas = self.uow.scope.areas
        if areas is None:
            return query
        return query.where(or_(action.c.area.in_(sorted(areas)), action.c.owner == self.uow.actor))


class RuleStore:
    """The rules that actions go by, the same for all areas."""

    def __init__(self, uow: UnitOfWork) -> None:
        self.uow = uow
        self._book: RuleBook | None = None

    def of(self, day: date) -> Rules:
        """Those in force on a day, as known here; one statement for all days that are asked for."""
        if self._book is None:
            rows = self.uow.execute(select(rule_version))
            self._book = RuleBook(Rule(**row._mapping) for row in rows)
        return self._book.of(day)

    def keep(self, versions: Sequence[Rule[Any]]) -> None:
        """Keep versions that are not known yet, in one statement."""
        self.uow.insert_many(rule_version, [asdict(one) for one in versions], on_conflict="nothing")
        self._book = None


def _away(owner: ColumnElement[str], day: ColumnElement[date]) -> ColumnElement[bool]:
    """Whether somebody is away on a day."""
    days = func.jsonb_array_elements(cover.c.away).table_valued(column("value", JSONB), name="days")
    starts, ends = (cast(days.c.value[name].astext, Date) for name in ("starts", "ends"))
    within = (starts <= day) & or_(ends.is_(None), ends >= day)
    return exists(select(1).select_from(cover).join(days, true()).where(cover.c.person == owner, within))


class ActionsWork(UnitOfWork):
    """A unit of work of the actions."""

    @cached_property
    def actions(self) -> ActionStore:
        return ActionStore(self)

    @cached_property
    def rules(self) -> RuleStore:
        return RuleStore(self)


def _actions(rows: Iterable[Row[Any]]) -> list[Action]:
    return [_action(row) for row in rows]


def _action(row: Row[Any]) -> Action:
    return Action(**row._mapping)
