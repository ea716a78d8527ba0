"""`sightline import organisation`: units and people from the council's files."""

from __future__ import annotations

from pathlib import Path

import click

from shared.runtime.outcome import finish
from shared.runtime.upload import Platform, platform_options

ROUTE = "/api/directory/v1/imports/organisation"
FILE = click.Path(exists=True, dir_okay=False, readable=True, path_type=Path)


@click.command("import-organisation")
@click.argument("units", type=FILE)
@click.argument("people", type=FILE)
@click.option("--dry-run", is_flag=True, help="Ask the platform what it would say; change nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print the outcome as JSON.")
@platform_options
@click.pass_context
def import_organisation(
    context: click.Context,
    units: Path,
    people: Path,
    dry_run: bool,
    as_json: bool,
    url: str | None,
    token: str | None,
) -> None:
    """Import UNITS (areas, services, teams) and PEOPLE: both files whole, or nothing.

    Exit code 0: nothing was rejected. 1: rows were rejected. 2: the command or a file cannot be
    used. 3: the platform did not take the files.
    """
    platform = Platform.at(url, token)
    query = {"dry_run": "true"} if dry_run else {}
    try:
        answer = platform.send(ROUTE, {"units": units, "people": people}, query=query)
    except OSError as error:
        raise click.UsageError(f"{error.filename}: {error.strerror}") from error
    counts = {name: answer.get(name, 0) for name in ("accepted", "unchanged")}
    finish(context, {**counts, "rejected": answer["rejected"]}, as_json=as_json)
