"""``sightline replay``"""

from __future__ import annotations

import json

import click

from shared.runtime.commands.servers import SERVICE, database_server
from shared.runtime.settings import current


@click.command()
@click.option("--to", "target", type=SERVICE, required=True, help="The service that reads again.")
@click.option(
    "--from", "source", type=SERVICE, help="Send only what this service logged, and empty nothing first."
)
@click.option("--json", "as_json", is_flag=True, help="One JSON document, for programs.")
def replay(target: str, source: str | None, as_json: bool) -> None:
    """Rebuild a read model from the event logs.

    Its rows are emptied and every logged event is sent to it once more; published reports stay. With --from it
    keeps what it has: events that it took before have no effect twice, missing ones are made up.
    """
    from shared.inbox.consumer import queue_of
    from shared.inbox.reset import forget_everything
    from shared.outbox.replay import replay as send_again
    from shared.runtime.service import service_named, services
    from shared.runtime.wiring import Wiring

    settings, service = current(), service_named(target)
    if source is None and service.reset is None:
        raise click.UsageError(f"{target} keeps no read model that could be rebuilt: say --from")
    queue = queue_of(target, service.handlers)
    sent: dict[str, int] = {}
    with database_server(settings), Wiring(settings, pool_size=1) as wiring:
        if source is None and service.reset is not None:
            with wiring.database(target).work(service.work) as uow:
                service.reset(uow)
                forget_everything(uow)
                uow.commit()
        for name in [source] if source else services():
            sent[name] = send_again(wiring.database(name), queue)
    if as_json:
        click.echo(json.dumps({"to": target, "sent": sent}))
        return
    for name, count in sent.items():
        click.echo(f"{name:<14}{count:>9} events to send again")
    click.echo(
        f"The workers send them to {target}; `sightline_outbox_pending` at /metrics shows what is left."
    )
