"""How far the demonstration is: a bar on a terminal, plain lines elsewhere."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn


class Meter(Protocol):
    """What the demonstration tells of itself."""

    def say(self, text: str) -> None:
        """A new part begins."""

    def step(self) -> None:
        """One more thing is captured."""


class Bar:
    """On a terminal."""

    def __init__(self, progress: Progress, task: TaskID) -> None:
        self._progress = progress
        self._task = task

    def say(self, text: str) -> None:
        self._progress.update(self._task, description=text)

    def step(self) -> None:
        self._progress.advance(self._task)


class Lines:
    """In a pipe or a build log: a line per part, with the seconds since the start."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._started = time.monotonic()
        self._steps = 0

    def say(self, text: str) -> None:
        seconds = time.monotonic() - self._started
        self._console.print(f"{seconds:6.1f} s  {text}", highlight=False)

    def step(self) -> None:
        self._steps += 1


@contextmanager
def meter(console: Console, expected: int) -> Iterator[Meter]:
    """A bar up to about ``expected`` steps where somebody watches; lines where nobody does."""
    if not console.is_terminal:
        yield Lines(console)
        return
    columns = (
        TextColumn("{task.description:<28}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=console, transient=True) as progress:
        yield Bar(progress, progress.add_task("Starting", total=expected))
