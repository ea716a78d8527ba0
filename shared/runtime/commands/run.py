"""``sightline run``"""

from __future__ import annotations

import os
import signal
import tempfile
import threading

import click

from shared.observability import logs
from shared.runtime.commands.servers import SERVICE
from shared.runtime.process import settle
from shared.runtime.settings import Settings, current
from shared.runtime.variables import APIS


@click.command()
@click.argument("service", type=SERVICE)
@click.argument("process", type=click.Choice(["api", "worker"]))
def run(service: str, process: str) -> None:
    """Run one process of one service until SIGTERM, which drains it."""
    settings = current()
    logs.configure(level=settings.log_level, form=settings.log_format)
    if process == "worker" and service not in APIS:
        raise click.UsageError(
            f"{service} has pages only: it consumes and publishes nothing, so it has no worker"
        )
    if process == "api":
        _api(service, settings)
    else:
        _worker(service, settings)


def _api(name: str, settings: Settings) -> None:
    from shared.runtime.server import WSGI, Server
    from shared.runtime.service import service_named
    from shared.runtime.wiring import Wiring

    if settings.api_workers > 1 and not os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        # Before anything imports the metrics library, which decides at import where it counts.
        os.environ["PROMETHEUS_MULTIPROC_DIR"] = tempfile.mkdtemp(prefix="sightline-metrics-")
    opened: list[Wiring] = []

    def load() -> WSGI:
        from shared.web import Front, Limits, create_app

        opened.append(Wiring(settings))
        service, database = service_named(name), opened[-1].database(name)
        app: WSGI
        if service.front is not None:
            app = service.front(Front(settings=settings, service=service, database=database))
        else:
            limits = Limits(attachment=settings.attachment_mb << 20)
            app = create_app(service, database, opened[-1].verifier(name), limits=limits)
        settle()
        return app

    def stop() -> None:
        for wiring in opened:
            wiring.close()

    Server(
        bind=f"{settings.host}:{settings.port}",
        processes=settings.api_workers,
        threads=settings.api_threads,
        load=load,
        stop=stop,
    ).run()


def _worker(name: str, settings: Settings) -> None:
    from sqlalchemy.exc import SQLAlchemyError

    from shared.db.migrate import at_head
    from shared.runtime.probes import Probes
    from shared.runtime.service import service_named
    from shared.runtime.wiring import Wiring
    from shared.runtime.worker import Worker

    stopping = threading.Event()
    for sign in (signal.SIGTERM, signal.SIGINT):
        signal.signal(sign, lambda _signal, _frame: stopping.set())
    service = service_named(name)
    with Wiring(settings) as wiring:
        worker = Worker(service, wiring)

        def live() -> tuple[bool, str]:
            silent = worker.silent()
            return not silent, f"silent: {', '.join(sorted(silent))}" if silent else "live"

        def ready() -> tuple[bool, str]:
            try:
                good = at_head(wiring.database(name), service.migrations)
            except SQLAlchemyError:
                return False, "the database cannot be reached"
            return good, "ready" if good else "the schema is not that of this release"

        probes = Probes(settings.host, settings.worker_port, live=live, ready=ready)
        probes.start()
        worker.start()
        settle()
        stopping.wait()
        worker.stop()
        probes.stop()
