"""Servers in containers, where an engine and the images exist."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from tests.servers import Unavailable

POSTGRES_IMAGE = "postgres:17-alpine"
RABBIT_IMAGE = "rabbitmq:4-management"


def _require(image: str) -> None:
    import docker
    from docker.errors import DockerException, ImageNotFound

    # The reaper is one more image to fetch; every container here is ended by its fixture.
    os.environ.setdefault("TESTCONTAINERS_RYUK_DISABLED", "true")
    try:
        client = docker.from_env(timeout=20)
        client.ping()
        try:
            client.images.get(image)
        except ImageNotFound:
            client.images.pull(image)
    except (DockerException, OSError) as error:  # APIError is a DockerException: no registry
        raise Unavailable(f"no container engine with {image} ({type(error).__name__})") from error


@contextmanager
def _running(container: Any) -> Iterator[Any]:
    from docker.errors import DockerException

    try:
        container.start()
    except (DockerException, TimeoutError, OSError) as error:
        raise Unavailable(f"the container did not start: {error}") from error
    try:
        yield container
    finally:
        container.stop()


@contextmanager
def postgres_container() -> Iterator[str]:
    """Raises: Unavailable."""
    _require(POSTGRES_IMAGE)
    from testcontainers.community.postgres import PostgresContainer

    with _running(PostgresContainer(POSTGRES_IMAGE, driver="psycopg")) as container:
        yield container.get_connection_url()


@contextmanager
def rabbit_container() -> Iterator[str]:
    """Raises: Unavailable."""
    _require(RABBIT_IMAGE)
    from testcontainers.community.rabbitmq import RabbitMqContainer

    with _running(RabbitMqContainer(RABBIT_IMAGE)) as container:
        at = f"{container.get_container_host_ip()}:{container.get_exposed_port(5672)}"
        yield f"amqp://guest:guest@{at}/"
