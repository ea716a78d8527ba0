"""``sightline up``"""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path
from types import FrameType

import click

from shared.observability import logs
from shared.runtime.embedded_postgres import AlreadyRunning, CannotStart
from shared.runtime.settings import Settings, load
from shared.runtime.supervisor import CannotServe, Supervisor
from shared.security.local import LOCAL_SIGN_IN


@click.command()
@click.option("--data", type=click.Path(path_type=Path), help="Folder that keeps everything.")
@click.option("--host", help="Address to listen on.  [default: 127.0.0.1]")
@click.option("--port", type=click.IntRange(1, 65535), help="Port to listen on.  [default: 8080]")
def up(data: Path | None, host: str | None, port: int | None) -> None:
    """Serve every service's API and worker on this machine until Ctrl-C.

    Without servers in the environment it brings its own PostgreSQL and broker. Everything is kept in the data
    folder: kill it at any moment and start it again, nothing is lost.
    """
    given = {
        "SIGHTLINE_DATA": data and data.expanduser().absolute(),
        "SIGHTLINE_HOST": host,
        "SIGHTLINE_PORT": port,
    }
    told = {name: str(value) for name, value in given.items() if value is not None}
    settings = load({"SIGHTLINE_LOG_LEVEL": "warning", **os.environ, **told})
    logs.configure(level=settings.log_level, form=settings.log_format)
    supervisor = Supervisor(settings)

    def ask_to_stop(_signal: int, _frame: FrameType | None) -> None:
        if supervisor.stopping.is_set():
            return
        supervisor.stopping.set()
        if not supervisor.ready:
            raise KeyboardInterrupt

    signal.signal(signal.SIGINT, ask_to_stop)
    signal.signal(signal.SIGTERM, ask_to_stop)
    try:
        supervisor.start()
        click.echo(f"Sightline serves at {supervisor.url}")
        click.echo(f"  data    {settings.data}")
        if not settings.production and settings.issuers is None:
            folder = "" if data is None else f"SIGHTLINE_DATA={settings.data} "
            command = sys.argv[0] if "/" in sys.argv[0] else "sightline"
            click.echo(f"  token   {folder}{command} token --person P0007 --role qa_manager")
        if (password := _local_password(settings)) is not None:
            click.echo(f"  sign in at {supervisor.url} with password {password} (one person for each role)")
        if settings.smtp_url is None:
            click.echo(f"  mail    {supervisor.url}/api/notifications/v1/mailbox")
        if settings.log_level == "warning":
            click.echo("  log     SIGHTLINE_LOG_LEVEL=info shows every request")
        click.echo("  stop    Ctrl-C (finishes what is in hand)")
        supervisor.watch()
        click.echo("Stopping ...", err=True)
    except (AlreadyRunning, CannotStart, CannotServe) as error:
        raise click.ClickException(str(error)) from None
    except KeyboardInterrupt:
        raise click.ClickException("stopped before it was ready") from None
    finally:
        supervisor.stop()


def _local_password(settings: Settings) -> str | None:
    """That of the local sign-in, once the portal has made it."""
    file = settings.keys / LOCAL_SIGN_IN
    return file.read_text().strip() if settings.oidc_url is None and file.exists() else None
