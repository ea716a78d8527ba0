"""``sightline settings``"""

from __future__ import annotations

import click

from shared.runtime.settings import current
from shared.runtime.variables import OVERRIDES, VARIABLES


@click.command()
def settings() -> None:
    """List every environment variable with its meaning and default, then check those that are set."""
    for variable in VARIABLES:
        also = f" (or {variable.name}_FILE)" if variable.secret else ""
        click.echo(f"{variable.name}{also}\n    {variable.doc}; default: {variable.default or 'empty'}")
    for name, service in OVERRIDES.items():
        click.echo(f"{name} (or {name}_FILE)\n    database of {service} alone; default: empty")
    current()
    click.echo("The settings of this environment are good.")
