"""A unit of work in memory: activities, their history and what was told, for rules that span several steps."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from services.activities.domain.activity import Activity
from services.activities.domain.history import Change
from services.activities.domain.organisation import Organisation
from services.activities.domain.parts import HandedOn, Part
from services.activities.domain.toolbox import Toolbox
from shared.contracts.errors import Stale
from shared.contracts.registry import Event
from tests.unit.activities.rulings import BOOK


class Parts:
    """Parts in memory, with the handings on that the shelf's history knows."""

    def __init__(self, lines: list[tuple[UUID, Change]]) -> None:
        self.lines = lines
        self.kept: list[tuple[UUID, Part]] = []

    def add(self, activity_id: UUID, part: Part) -> None:
        self.kept.append((activity_id, part))

    def began(self, activity_id: UUID) -> bool:
        return any(of == activity_id for of, _ in self.kept)

    def of(self, ids: list[UUID]) -> dict[UUID, list[Part]]:
        moved = [
            (of, Part(version=line.version, by=line.by, on=line.recorded_at.date(), body=HandedOn()))
            for of, line in self.lines
            if line.what == "reallocated"
        ]
        both = sorted([*self.kept, *moved], key=lambda one: one[1].version)
        return {one: [part for of, part in both if of == one] for one in ids}


class Shelf:
    """Stands in for ``ActivitiesWork``; every part of it is the shelf itself."""

    def __init__(self, organisation: Organisation, on: date) -> None:
        self.organisation, self.on, self.actor = organisation, on, ""
        self.toolbox = Toolbox([])
        self.kept: dict[UUID, Activity] = {}
        self.lines: list[tuple[UUID, Change]] = []
        self.told: list[tuple[Event, int]] = []
        self.parts = Parts(self.lines)
        self.rules = BOOK
        self.activities = self.cases = self.history = self.ratings = self

    def today(self) -> date:
        return self.on

    def now(self) -> datetime:
        return datetime(self.on.year, self.on.month, self.on.day, 9, tzinfo=UTC)

    def emit(self, event: Event, *, sequence: int) -> None:
        self.told.append((event, sequence))

    def get(self, activity_id: UUID, *, version: int | None = None) -> Activity:
        if version not in (None, self.kept[activity_id].version):
            raise Stale
        return self.kept[activity_id]

    def save_life(self, before: Activity, after: Activity, *_: Any) -> None:
        self.get(after.activity_id, version=before.version)
        self.kept[after.activity_id] = replace(after, version=before.version + 1)

    save_submission = save_moderation = save_adjudication = save_life

    def sealed_identifier(self, _: Any) -> None:
        """No case here has an identifier."""

    def status_for(self, _activity_id: UUID, _person: str) -> None:
        """Nobody here is asked for a second rating."""

    def live(self, _activity_id: UUID) -> None:
        """Nor does anybody rate a second time."""

    def contested(self, activity_id: UUID) -> bool:
        return any(of == activity_id and line.what == "contested" for of, line in self.lines)

    def add(self, activity_id: UUID, change: Change) -> None:
        self.lines.append((activity_id, change))
