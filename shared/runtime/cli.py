"""The ``sightline`` command. Each command is imported when it is called: ``--help`` must not load six services."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Mapping

import click

from shared.runtime.settings import WrongSettings

HERE = "shared.runtime.commands"
COMMANDS: Mapping[str, tuple[str, str]] = {
    "demo": ("shared.demo.command:demo", "Play one invented year and write its board reports."),
    "up": (f"{HERE}.up:up", "Serve the whole platform on this machine."),
    "run": (f"{HERE}.run:run", "Run one process of one service: api or worker."),
    "import": (
        "shared.runtime.import_group:imports",
        "Bring the council's files in: organisation, cases, audits.",
    ),
    "migrate": (f"{HERE}.migrate:migrate", "Bring databases to this release's schema."),
    "parked": (f"{HERE}.parked:parked", "List, show, replay or drop messages that failed."),
    "replay": (f"{HERE}.replay:replay", "Rebuild a read model from the event logs."),
    "token": (f"{HERE}.token:token", "Print a token for local use."),
    "settings": (f"{HERE}.settings:settings", "List the environment variables."),
}


class Lazy(click.Group):
    """Knows its commands' names and helps without importing them."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module, name = COMMANDS[cmd_name][0].split(":")
        found: click.Command = getattr(importlib.import_module(module), name)
        return found

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, text) for name, (_, text) in COMMANDS.items()])


@click.group(cls=Lazy, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="sightline", prog_name="sightline")
def cli() -> None:
    """Sightline: quality assurance for children's social care."""


def main() -> None:
    """Exit codes: 0 done, 1 not done, 2 asked for wrongly (usage or settings)."""
    try:
        cli(prog_name="sightline")
    except WrongSettings as error:
        click.echo(str(error), err=True)
        sys.exit(2)
    except Exception as error:
        if (why := _database_trouble(error)) is None:
            raise
        click.echo(f"Error: {why}", err=True)
        sys.exit(1)


def _database_trouble(error: Exception) -> str | None:
    """A sentence in place of a page of calls; None for what is not the database's."""
    if "sqlalchemy" not in sys.modules:
        return None
    from sqlalchemy.exc import DBAPIError, ProgrammingError

    if not isinstance(error, DBAPIError):
        return None
    first = str(error.orig).splitlines()[0]
    if isinstance(error, ProgrammingError):
        return f"{first}. Is the schema that of this release? `sightline migrate` makes it so."
    return f"the database cannot be used: {first}"


if __name__ == "__main__":
    main()
