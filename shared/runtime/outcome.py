"""How an import command ends: counts, what was rejected, and an exit code that scripts can trust."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, NoReturn

import click
from rich.console import Console
from rich.markup import escape
from rich.table import Table

COUNTS = ("accepted", "unchanged")
COLUMNS = ("file", "sheet", "row", "field", "reason")
REJECTED = 1


def finish(context: click.Context, outcome: Mapping[str, Any], *, as_json: bool) -> NoReturn:
    """Print the outcome and leave: exit code 0 only when nothing was rejected, else 1."""
    if as_json:
        click.echo(json.dumps(outcome))
    else:
        _show(outcome)
    context.exit(REJECTED if outcome["rejected"] else 0)


def _show(outcome: Mapping[str, Any]) -> None:
    console = Console(highlight=False)
    rejected = outcome["rejected"]
    counts = [f"{name} {outcome[name]}" for name in COUNTS if name in outcome]
    console.print("   ".join([*counts, f"rejected {len(rejected)}"]))
    for sheet in outcome.get("passed_over", ()):
        console.print(f"passed over {escape(sheet['sheet'])}: {escape(sheet['reason'])}")
    if rejected:
        console.print(_listed(rejected))
    if warnings := outcome.get("warnings"):
        console.print(f"{len(warnings)} to look at, taken all the same:", _listed(warnings))


def _listed(rows: Sequence[Mapping[str, Any]]) -> Table:
    columns = [name for name in COLUMNS if any(name in row for row in rows)]
    table = Table(*columns)
    for row in rows:
        table.add_row(*(escape(str(row.get(name, ""))) for name in columns))
    return table
