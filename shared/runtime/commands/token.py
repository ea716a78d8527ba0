"""``sightline token``"""

from __future__ import annotations

from datetime import timedelta

import click

from shared.runtime.commands.servers import SERVICE
from shared.runtime.settings import current


@click.command()
@click.option("--person", required=True, help="The person's id, as in the directory: P0042.")
@click.option("--role", "roles", multiple=True, required=True, help="A role; may be repeated.")
@click.option(
    "--area", "areas", multiple=True, help="An area, or `*`; may be repeated.  [default: what the role sees]"
)
@click.option("--service", type=SERVICE, help="Good for this service only.  [default: all]")
@click.option("--minutes", type=click.IntRange(1, 15), default=15, show_default=True)
def token(
    person: str, roles: tuple[str, ...], areas: tuple[str, ...], service: str | None, minutes: int
) -> None:
    """Print a signed token for the APIs of this machine. Refused where SIGHTLINE_ENV=production."""
    from shared.security.local import LocalIssuer, NotInProduction
    from shared.security.roles import AREAS, ROLES, sees_everywhere
    from shared.security.tokens import AUDIENCE

    settings = current()
    if unknown := sorted(set(roles) - ROLES):
        raise click.UsageError(f"no such role: {', '.join(unknown)}. Roles: {', '.join(sorted(ROLES))}")
    if unknown := sorted(set(areas) - {*AREAS, "*"}):
        raise click.UsageError(f"no such area: {', '.join(unknown)}. Areas: {', '.join(AREAS)}")
    new_key = not (settings.keys / "token-key.json").exists()
    try:
        minted = LocalIssuer(settings.keys).mint(
            person=person,
            roles=roles,
            areas=areas or None,
            audience=f"{AUDIENCE}.{service}" if service else AUDIENCE,
            lifetime=timedelta(minutes=minutes),
        )
    except NotInProduction as error:
        raise click.ClickException(str(error)) from None
    click.echo(minted)
    if not areas and not sees_everywhere(frozenset(roles)):
        click.echo("note: this token sees no area and so no records: add --area", err=True)
    if new_key:
        click.echo(
            f"note: signed with a new key, in {settings.keys}. Only a platform that keeps its data there takes this"
            " token: name another's folder in SIGHTLINE_DATA",
            err=True,
        )
