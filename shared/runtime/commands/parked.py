"""``sightline parked``: messages that a service could not handle."""

from __future__ import annotations

import getpass
import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

import click

from shared.contracts.errors import NotFound
from shared.runtime.commands.servers import SERVICE, database_server
from shared.runtime.settings import current
from shared.runtime.variables import APIS

OF = click.option("--service", type=SERVICE, help="Only this service's.  [default: all]")
JSON = click.option("--json", "as_json", is_flag=True, help="One JSON document, for programs.")


@click.group()
def parked() -> None:
    """Messages that failed: waiting for their next try, or parked for a person to decide."""


@parked.command("list")
@OF
@click.option(
    "--state",
    type=click.Choice(["parked", "retrying", "dropped", "any"]),
    default="parked",
    show_default=True,
)
@JSON
def list_(service: str | None, state: str, as_json: bool) -> None:
    """List them, newest first, with the reason of the last failure."""
    from shared.inbox import parking

    rows = []
    with _databases(service) as databases:
        for name, database in databases:
            found = parking.listed(database, state=None if state == "any" else state)
            rows += [{"service": name, **row._mapping} for row in found]
    if as_json:
        click.echo(json.dumps(rows, default=str, indent=1))
        return
    for row in rows:
        click.echo(
            f"{row['service']:<14}{row['failure_id']}  {row['state']:<9}{row['type']}  tries {row['attempts']}"
        )
        click.echo(f"{'':<14}{row['reason']}")
    click.echo(f"{len(rows)} {'' if state == 'any' else state + ' '}message{'' if len(rows) == 1 else 's'}")


@parked.command()
@click.argument("message", type=click.UUID)
@OF
@JSON
def show(message: UUID, service: str | None, as_json: bool) -> None:
    """Show one message with its reason and body."""
    from shared.inbox import parking

    with _databases(service) as databases:
        for name, database in databases:
            try:
                row = {"service": name, **parking.shown(database, message)._mapping}
            except NotFound:
                continue
            if as_json:
                click.echo(json.dumps(row, default=str, indent=1))
            else:
                for key, value in row.items():
                    click.echo(f"{key:<16}{value}")
            return
    raise click.ClickException(f"There is no failed message {message}")


@parked.command()
@click.argument("message", type=click.UUID, required=False)
@click.option("--all", "every", is_flag=True, help="All parked messages.")
@OF
@JSON
def replay(message: UUID | None, every: bool, service: str | None, as_json: bool) -> None:
    """Try one again, or --all. Replaying twice takes effect once."""
    from shared.inbox import parking

    if (message is None) != every:
        raise click.UsageError("name one MESSAGE or say --all")
    done = _decide(service, lambda database: parking.replay(database, message, by=_person()), message)
    _say(done, "will be tried again", as_json)


@parked.command()
@click.argument("message", type=click.UUID)
@click.option("--why", required=True, help="Kept with the message.")
@OF
@JSON
def drop(message: UUID, why: str, service: str | None, as_json: bool) -> None:
    """Give one up for good: it is kept for the record and never takes effect."""
    from shared.inbox import parking

    done = _decide(service, lambda database: parking.drop(database, message, by=_person(), why=why), message)
    _say(done, "dropped", as_json)


def _decide(service: str | None, act: Any, message: UUID | None) -> int:
    """Where no service is named, the one that has the message is found."""
    done = 0
    with _databases(service) as databases:
        for _, database in databases:
            try:
                done += act(database)
            except NotFound:
                continue
    if message is not None and not done:
        raise click.ClickException(f"There is no failed message {message}")
    return done


def _say(count: int, what: str, as_json: bool) -> None:
    click.echo(
        json.dumps({"count": count}) if as_json else f"{count} message{'' if count == 1 else 's'} {what}"
    )


def _person() -> str:
    return f"command line: {getpass.getuser()}"


@contextmanager
def _databases(service: str | None) -> Iterator[Iterator[tuple[str, Any]]]:
    from shared.runtime.wiring import Wiring

    settings = current()
    with database_server(settings), Wiring(settings, pool_size=1) as wiring:
        yield ((name, wiring.database(name)) for name in ([service] if service else APIS))
