"""R2: a process that dies before or after any step between a command and its effect loses nothing, repeats nothing."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import select

from shared.db.unit import UnitOfWork
from tests.reliability import plan_line
from tests.reliability.crash_points import CRASHED, FORK, POINTS, CrashPoint, forked
from tests.reliability.plan_line import QUEUE, Line, captured, effect
from tests.reliability.sizes import forms
from tests.reliability.stage import Stage
from tests.reliability.verdict import Verdict
from tests.reliability.waiting import until

AT_ONCE = 12
CONVERGED_S = 120


@dataclass
class Crashes:
    """Children that die at a point, and what was answered before they did."""

    stage: Stage
    line: Line
    chance: random.Random
    answered: list[UUID]

    def at(self, point: CrashPoint) -> None:
        """One child that dies there."""
        commands = [
            (UUID(int=self.chance.getrandbits(128)), n) for n in range(self.chance.randint(2, AT_ONCE))
        ]
        if point.role == "capture":
            self._capture(commands, point)
            return
        with self.stage.database("producer").work(UnitOfWork) as uow:
            for plan_id, target in commands:
                plan_line.command(uow, plan_id, target)
            uow.commit()
        self.stage.database("producer").dispose()
        self.answered += [plan_id for plan_id, _ in commands]
        self._ended(forked(plan_line.relay if point.role == "relay" else plan_line.consume, self.line, point))

    def _capture(self, commands: list[tuple[UUID, int]], point: CrashPoint) -> None:
        """Some commands are answered, one is cut off; whoever sent that one asks again until it is answered."""
        reader, writer = FORK.Pipe(duplex=False)
        child = forked(
            plan_line.capture, self.line, commands, writer, point, self.chance.randint(1, len(commands))
        )
        writer.close()
        self._ended(child)
        answers = set(_said(reader))
        self.answered += answers
        with self.stage.database("producer").work(UnitOfWork) as uow:
            there = {row.id for row in uow.fetch(select(captured))}
            for plan_id, target in commands:
                if plan_id not in answers:
                    self.answered.append(plan_id)
                    if plan_id not in there:
                        plan_line.command(uow, plan_id, target)
            assert answers <= there, "answered, and not there"
            uow.commit()
        self.stage.database("producer").dispose()

    @staticmethod
    def _ended(child: Any) -> None:
        child.join(plan_line.PATIENCE_S + 10)
        assert child.exitcode == CRASHED, f"the process did not die at its point: exit code {child.exitcode}"


def _said(reader: Any) -> Iterator[UUID]:
    with reader:
        while True:
            try:
                yield reader.recv()
            except EOFError:
                return


@contextmanager
def steady(*roles: Callable[..., None], line: Line) -> Iterator[None]:
    """Processes that nobody kills before the end."""
    children = [forked(role, line) for role in roles]
    try:
        yield
    finally:
        for child in children:
            child.kill()
            child.join()


@forms(short=2, full=200, middle=20)
def test_nothing_is_lost_or_repeated_whichever_step_a_process_dies_at(
    stage: Stage, size: int, conclude: Callable[[Verdict], None]
) -> None:
    crashes = Crashes(stage, Line.on(stage), random.Random(2), [])
    others = {
        "capture": (plan_line.relay, plan_line.consume),
        "relay": (plan_line.consume,),
        "consume": (plan_line.relay,),
    }
    for role, steadily in others.items():
        with steady(*steadily, line=crashes.line):
            for point in (point for point in POINTS if point.role == role):
                for _ in range(size):
                    crashes.at(point)

    def effects() -> list[UUID]:
        with stage.database("consumer").work(UnitOfWork) as uow:
            return [row.id for row in uow.fetch(select(effect.c.id))]

    with steady(plan_line.relay, plan_line.consume, line=crashes.line):
        took = until(
            lambda: len(set(effects())) >= len(crashes.answered) and stage.settled("producer", QUEUE.name),
            CONVERGED_S,
            lambda: (
                f"{len(crashes.answered)} commands were answered, {len(set(effects()))} took effect; "
                + stage.under_way()
            ),
        )
    verdict = Verdict("R2", note=f"{len(POINTS)} points x {size} crashes, converged in {took:.0f} s")
    verdict.compare("effects", crashes.answered, effects())
    conclude(verdict)
