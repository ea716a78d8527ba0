"""`sightline demo`: one invented year, from capture to the boards' reports, with nothing lost on the way."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import click
from rich.console import Console

from shared.demo.server import Running, clear, platform
from shared.demo.year import Year

SEED = 2025
FOLDER = Path("build") / "demo"
SMALL_MONTHS = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What was asked for on the command line."""

    year: Year
    folder: Path
    url: str | None
    keep: bool

    @property
    def data(self) -> Path:
        """The platform's own data, local keys among it."""
        return self.folder / "platform"


@click.command("demo")
@click.option("--seed", default=SEED, show_default=True, help="The same seed tells the same year.")
@click.option("--year", "starts_in", default=2025, show_default=True, help="April of this year to March.")
@click.option("--small", is_flag=True, help="April only.")
@click.option(
    "--data",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    default=FOLDER,
    show_default=True,
    help="Folder for the platform's data, the files and the reports.",
)
@click.option("--url", help="A platform that runs already, with its data folder in --data/platform.")
@click.option("--keep", is_flag=True, help="Go on serving until Ctrl-C.")
def demo(seed: int, starts_in: int, small: bool, folder: Path, url: str | None, keep: bool) -> None:
    """Live through one invented year on the platform's public APIs, and show what its boards would see."""
    months = SMALL_MONTHS if small else 12
    year = Year(seed=seed, starts_in=starts_in, months_told=months)
    sys.exit(play(Options(year=year, folder=folder.absolute(), url=url, keep=keep), Console()))


def play(options: Options, console: Console) -> int:
    """The whole demonstration; returns the exit code."""
    with _platform(options) as (url, running):
        outcome = _play_on(url, options, console)
        if options.keep and running is not None:
            console.print(f"Serving at {url} until Ctrl-C")
            try:
                running.wait()
            except KeyboardInterrupt:
                console.print("Stopping")
        return 0 if outcome.sound else 1


@contextmanager
def _platform(options: Options) -> Iterator[tuple[str, Running | None]]:
    """The platform that was named, or one of our own on fresh data."""
    if options.url:
        yield options.url, None
        return
    clear(options.data)
    options.folder.mkdir(parents=True, exist_ok=True)
    with platform(options.data, options.folder / "platform.log") as running:
        yield running.url, running
