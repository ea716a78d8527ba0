"""`sightline demo`: one invented year, from capture to the boards' reports, with nothing lost on the way."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import click
import httpx
from rich.console import Console

from shared.demo.client import Client, Refused
from shared.demo.documents import Bookbinder
from shared.demo.figures import figures_of, main_figures, table
from shared.demo.keys import lay_out
from shared.demo.loading import Rejected, read_organisation
from shared.demo.progress import meter
from shared.demo.server import USUAL_PORT, DidNotStart, Running, clear, free_port, platform
from shared.demo.staff import Staff
from shared.demo.story import THREADS, Stage, live_through
from shared.demo.verdict import verdict
from shared.demo.words import NOTICE
from shared.demo.year import NAME, Year
from shared.runtime.embedded_postgres import AlreadyRunning
from shared.security.local import LocalIssuer, NotInProduction, refuse_in_production

SEED = 2
FOLDER = Path("build") / "demo"
MAILBOX = "/api/notifications/v1/mailbox"
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
    year = Year(seed=seed, starts_in=starts_in, months_told=SMALL_MONTHS if small else 12)
    if year.months[-1].last >= date.today():
        raise click.BadParameter(f"{year.label} is not over, and nothing may be recorded before it happened")
    try:
        refuse_in_production()
        sys.exit(play(Options(year=year, folder=folder.absolute(), url=url, keep=keep), Console()))
    except (AlreadyRunning, DidNotStart, NotInProduction, Refused, Rejected, httpx.TransportError) as error:
        raise click.ClickException(str(error)) from error


def play(options: Options, console: Console) -> int:
    """The whole demonstration; returns the exit code."""
    year = options.year
    console.print(f"{NAME}, {year.label}, seed {year.seed}. {NOTICE}.", highlight=False, soft_wrap=True)
    with _platform(options, console) as (url, running):
        sound = _play_on(url, options, console)
        if options.keep and running is not None:
            console.print(f"Serving at {url} until Ctrl-C; a token:", highlight=False, soft_wrap=True)
            console.print(f"  {_token_hint(options)}", highlight=False, soft_wrap=True)
            console.print(f"The messages that were sent: {url}{MAILBOX}", highlight=False, soft_wrap=True)
            _until_interrupted(running)
    return 0 if sound else 1


def _play_on(url: str, options: Options, console: Console) -> bool:
    organisation = read_organisation()
    staff = Staff(organisation, LocalIssuer(options.data / "keys"))
    qa_manager, support = staff.holder("qa_manager"), staff.holder("business_support")
    year = options.year
    with (
        closing(Client(url, staff, threads=THREADS + 1)) as client,
        Bookbinder(client, qa_manager, options.folder / "reports") as binder,
        ThreadPoolExecutor(THREADS) as pool,
        meter(console, year.steps) as told,
    ):
        stage = Stage(client, organisation, year, told, pool, qa_manager, support, binder)
        ledger = live_through(stage, options.folder / "files")
        told.say("Waiting for the last events")
        outcome = verdict(client, qa_manager, ledger)
        told.say("Waiting for the last reports")
        months = figures_of(client, qa_manager, year.months)
        made = binder.files({month: figures["headlines"] for month, figures in months.items()})
        told.say(f"{client.requests} requests, {client.repeats} of them repeated")
    console.print(table("Main figures", main_figures(list(months.values()))))
    for files in made:
        console.print(_listed(files), highlight=False, soft_wrap=True)
    console.print(str(outcome), highlight=False, soft_wrap=True)
    return outcome.sound


def _listed(files: list[Path]) -> str:
    """One line for a month's report in all its forms."""
    first = files[0]
    shown = first.relative_to(Path.cwd()) if first.is_relative_to(Path.cwd()) else first
    return f"  {shown.with_suffix('')}.{{{','.join(file.suffix[1:] for file in files)}}}"


@contextmanager
def _platform(options: Options, console: Console) -> Iterator[tuple[str, Running | None]]:
    """The platform that was named, or one of our own on fresh data."""
    if options.url:
        yield options.url, None
        return
    clear(options.data)
    lay_out(options.data, options.year.seed)
    with ExitStack() as until_the_end:
        with console.status("Starting the platform"):
            log = options.folder / "platform.log"
            port = free_port(USUAL_PORT if options.keep else 0)
            running = until_the_end.enter_context(platform(options.data, log, port=port))
        yield running.url, running


def _token_hint(options: Options) -> str:
    manager = read_organisation().holding("qa_manager")[0]
    return f"SIGHTLINE_DATA={options.data} sightline token --person {manager.id} --role qa_manager"


def _until_interrupted(running: Running) -> None:
    try:
        running.wait()
    except KeyboardInterrupt:
        return
