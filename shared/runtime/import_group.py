"""`sightline import <what>`: one group, though several services bring commands to it."""

from __future__ import annotations

from collections.abc import Iterable

import click

PREFIX = "import-"


def grouped(commands: Iterable[click.Command]) -> list[click.Command]:
    """The services' commands, with those named `import-<what>` gathered as `import <what>`."""
    gathered = click.Group("import", help="Bring files of the council into the platform.")
    others: list[click.Command] = []
    for command in commands:
        name = command.name or ""
        if name.startswith(PREFIX):
            gathered.add_command(command, name.removeprefix(PREFIX))
        else:
            others.append(command)
    return [*others, gathered] if gathered.commands else others
