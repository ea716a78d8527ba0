"""``sightline migrate``"""

from __future__ import annotations

import click

from shared.runtime.commands.servers import SERVICE, database_server
from shared.runtime.settings import current


@click.command()
@click.argument("service", type=SERVICE, nargs=-1)
def migrate(service: tuple[str, ...]) -> None:
    """Bring the databases of all services, or of those named, to this release's schema.

    Also declares every queue, so that nothing is published before its consumers' queues exist.
    """
    from shared.db.migrate import upgrade
    from shared.messaging.broker import BrokerAway
    from shared.runtime.service import services
    from shared.runtime.wiring import Wiring
    from shared.runtime.worker import all_queues

    settings = current()
    with database_server(settings), Wiring(settings, pool_size=1) as wiring:
        for name, found in services().items():
            if not service or name in service:
                upgrade(wiring.database(name), found.migrations)
                click.echo(f"{name}: at this release's schema")
        try:
            wiring.broker().declare(all_queues())
        except BrokerAway as error:
            raise click.ClickException(f"the queues could not be declared: {error}") from None
        click.echo("queues: declared")
