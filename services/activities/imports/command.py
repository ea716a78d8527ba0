"""`sightline import cases`: a case list from a file, tried out locally or sent to the platform."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

from services.activities.imports.caseload import read as read_caseload
from services.activities.imports.formats import FORMATS, parse
from services.activities.imports.rows import Rejection
from services.activities.imports.sources import Source, UnclearSource, find
from shared.contracts.errors import Invalid
from shared.runtime.outcome import finish
from shared.runtime.upload import Platform, platform_options

ROUTE = "/api/activities/v1/imports/cases"
FILE = click.Path(exists=True, dir_okay=False, readable=True, path_type=Path)
FILE_OR_FOLDER = click.Path(exists=True, readable=True, path_type=Path)


@click.command("import-cases")
@click.argument("file", type=FILE_OR_FOLDER)
@click.argument("episodes", type=FILE, required=False)
@click.option("--caseload", type=FILE, help="CSV that says which team and worker hold each case.")
@click.option(
    "--format", "format_", type=click.Choice(tuple(FORMATS)), help="Told from the file when absent."
)
@click.option(
    "--as-at", type=click.DateTime(["%Y-%m-%d"]), help="Day of the list; its reference date, else today."
)
@click.option("--dry-run", is_flag=True, help="Read and judge the files here; no platform is needed.")
@click.option("--json", "as_json", is_flag=True, help="Print the outcome as JSON.")
@platform_options
@click.pass_context
def import_cases(
    context: click.Context,
    file: Path,
    episodes: Path | None,
    caseload: Path | None,
    format_: str | None,
    as_at: datetime | None,
    dry_run: bool,
    as_json: bool,
    url: str | None,
    token: str | None,
) -> None:
    """Import open cases as the frame that audits are sampled from.

    FILE is a CIN census return (XML), or an SSDA903 header.csv with EPISODES (or episodes.csv
    beside it), or a folder with both, or Ofsted's Annex A: a workbook (.xlsx), or list 6, 7 or 8
    as CSV. Accepted are the open cases; closed ones close what an earlier list opened.

    Exit code 0: nothing was rejected. 1: rows were rejected. 2: the command or a file cannot be
    used. 3: the platform did not take the files.
    """
    day = as_at.date() if as_at else None
    try:
        source = find(file, episodes, format_)
        outcome = (
            _tried(source, caseload, day)
            if dry_run
            else _sent(Platform.at(url, token), source, caseload, day)
        )
    except UnclearSource as unclear:
        raise click.UsageError(str(unclear)) from unclear
    except Invalid as invalid:
        reasons = (f"{name}: {' '.join(why)}" for name, why in invalid.fields.items())
        raise click.UsageError("; ".join(reasons)) from invalid
    except OSError as error:
        raise click.UsageError(f"{error.filename}: {error.strerror}") from error
    finish(context, outcome, as_json=as_json)


def _tried(source: Source, caseload: Path | None, as_at: date | None) -> dict[str, Any]:
    """What an import would accept and reject."""
    with ExitStack() as opened:
        files = {part: opened.enter_context(path.open("rb")) for part, path in source.parts.items()}
        parsed = parse(source.format, files, as_at)
        rejections: Sequence[Rejection] = parsed.rejections
        if caseload is not None:
            held = read_caseload(opened.enter_context(caseload.open("rb")), parsed.as_at)
            rejections = (*rejections, *held.rejections)
    return _told(parsed.accepted, {}, [asdict(one) for one in rejections], map(asdict, parsed.passed_over))


def _sent(platform: Platform, source: Source, caseload: Path | None, as_at: date | None) -> dict[str, Any]:
    """What the platform says it accepted, left unchanged and rejected."""
    files = {**source.parts} | ({"caseload": caseload} if caseload else {})
    form = {"format": source.format} | ({"as_at": as_at.isoformat()} if as_at else {})
    answer = platform.send(ROUTE, files, form)
    unchanged = {"unchanged": answer["unchanged"]}
    return _told(answer["accepted"], unchanged, answer["rejected"], answer.get("passed_over", ()))


def _told(
    accepted: int,
    unchanged: Mapping[str, int],
    rejected: Iterable[Mapping[str, Any]],
    passed_over: Iterable[Mapping[str, Any]],
) -> dict[str, Any]:
    """The outcome as it is printed: sheets are named of a workbook alone."""
    rows = [{name: one[name] for name in one if one[name] is not None} for one in rejected]
    skipped = [dict(one) for one in passed_over]
    outcome = {"accepted": accepted, **unchanged, "rejected": rows}
    return outcome | ({"passed_over": skipped} if skipped else {})
