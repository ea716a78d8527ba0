"""A RabbitMQ for the tests: given, in a container, running here, or installed and started here."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from urllib.parse import quote, urlsplit

import kombu

from shared.messaging.broker import EXCHANGE
from shared.runtime.variables import APIS
from tests.servers import Unavailable, answers
from tests.servers.containers import rabbit_container

LOCAL = "amqp://guest:guest@127.0.0.1:5672/"
START_S = 60


@contextmanager
def find_rabbit() -> Iterator[str]:
    """Raises: Unavailable."""
    with ExitStack() as stack:
        if given := os.environ.get("SIGHTLINE_TEST_BROKER_URL"):
            yield given
            return
        try:
            url = stack.enter_context(rabbit_container())
        except Unavailable as error:
            url = _on_this_machine(str(error))
        yield url


@contextmanager
def own_vhost(url: str, name: str) -> Iterator[str]:
    """A virtual host of our own where we may make one, else the given one, emptied of our queues afterwards."""
    at = urlsplit(url)
    usual = at.hostname in ("127.0.0.1", "localhost") and at.port in (
        None,
        5672,
    )  # else rabbitmqctl asks another node
    if not (usual and _rabbitmqctl("add_vhost", name)):
        yield url
        _remove_queues(url)
        return
    user = at.username or "guest"
    _rabbitmqctl("set_permissions", "-p", name, user, ".*", ".*", ".*")
    _rabbitmqctl("enable_feature_flag", "stream_queue")  # 3.10: what dead-letters at least once
    try:
        yield f"{url.rstrip('/').rsplit('@', 1)[0]}@{url.rsplit('@', 1)[1].split('/')[0]}/{quote(name, safe='')}"
    finally:
        _rabbitmqctl("delete_vhost", name)


def _on_this_machine(tried: str) -> str:
    if answers("127.0.0.1", 5672):
        return LOCAL
    if not shutil.which("rabbitmq-server"):
        _install(tried)
    subprocess.run(["rabbitmq-server", "-detached"], check=False, capture_output=True, timeout=START_S)
    deadline = time.monotonic() + START_S
    while time.monotonic() < deadline:
        if answers("127.0.0.1", 5672):
            return LOCAL
        time.sleep(0.25)
    raise Unavailable(f"{tried}; rabbitmq-server is installed and does not start")


def _install(tried: str) -> None:
    """Only where a machine exists for tests: as root on Debian with CI set."""
    if os.geteuid() != 0 or not os.environ.get("CI") or not shutil.which("apt-get"):
        raise Unavailable(
            f"{tried}; none on 127.0.0.1:5672; rabbitmq-server is not installed (SIGHTLINE_TEST_BROKER_URL names one)"
        )
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (
        ["apt-get", "update"],
        ["apt-get", "install", "-y", "--no-install-recommends", "rabbitmq-server"],
    ):
        if subprocess.run(command, check=False, capture_output=True, env=environment).returncode != 0:
            raise Unavailable(f"{tried}; `{' '.join(command)}` failed")


def _rabbitmqctl(*arguments: str) -> bool:
    if os.geteuid() != 0 or not shutil.which("rabbitmqctl"):
        return False
    done = subprocess.run(["rabbitmqctl", "-q", *arguments], check=False, capture_output=True, timeout=60)
    return done.returncode == 0


def _remove_queues(url: str) -> None:
    with suppress(OSError), kombu.Connection(url, connect_timeout=5) as connection:
        for service in APIS:
            for queue in (f"sightline.{service}", f"sightline.{service}.dead"):
                connection.channel().queue_delete(queue)
        connection.channel().exchange_delete(EXCHANGE)
