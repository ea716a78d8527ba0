"""`sightline import audits`: past audits from a file, sent to the platform."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import click

from shared.runtime.outcome import finish
from shared.runtime.upload import Platform, platform_options

ROUTE = "/api/activities/v1/imports/audits"
FILE = click.Path(exists=True, dir_okay=False, readable=True, path_type=Path)


@click.command("import-audits")
@click.argument("file", type=FILE)
@click.option("--dry-run", is_flag=True, help="Let the platform judge the file and change nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print the outcome as JSON.")
@platform_options
@click.pass_context
def import_audits(
    context: click.Context, file: Path, dry_run: bool, as_json: bool, url: str | None, token: str | None
) -> None:
    """Import audits that were done before, one a row of FILE, a CSV or a workbook (.xlsx).

    Columns: reference, case identifier, service, auditor, completed on; where known also team,
    practitioner, month, overall, one for each domain, family voice, practitioner took part,
    moderated overall, moderator, moderated on. The same file again changes nothing.

    Exit code 0: nothing was rejected. 1: rows were rejected. 2: the command or a file cannot be
    used. 3: the platform did not take the file.
    """
    query = {"dry_run": "true"} if dry_run else {}
    try:
        answer = Platform.at(url, token).send(ROUTE, {"file": file}, query=query)
    except OSError as error:
        raise click.UsageError(f"{error.filename}: {error.strerror}") from error
    outcome: dict[str, Any] = {name: answer[name] for name in ("accepted", "unchanged")}
    outcome["rejected"] = _told(answer["rejected"])
    outcome |= {name: _told(answer[name]) for name in ("warnings", "passed_over") if answer[name]}
    finish(context, outcome, as_json=as_json)


def _told(rows: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """A sheet is named of a workbook alone."""
    return [{name: value for name, value in row.items() if value is not None} for row in rows]
