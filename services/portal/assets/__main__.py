"""``python -m services.portal.assets``: build what the pages are styled with.

With ``--if-possible`` a machine that cannot reach a package registry is told so, and the pages come unstyled.
"""

from __future__ import annotations

import sys
from time import perf_counter

import click

from services.portal.assets.build import build
from services.portal.assets.errors import CannotBuild


def main(arguments: list[str]) -> int:
    begun = perf_counter()
    try:
        if build():
            click.echo(f"the portal's styles and scripts are built ({perf_counter() - begun:.1f} s)")
    except CannotBuild as error:
        click.echo(f"The portal's styles and scripts cannot be built. {error}", err=True)
        if "--if-possible" not in arguments:
            return 1
        click.echo("The portal's pages work without them, but plainly. `make assets` tries again.", err=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
