"""All services in one process: APIs by path, pages elsewhere, workers as threads. ``sightline up`` starts this."""

from __future__ import annotations

import json
import sys
import threading
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from shared.runtime.process import settle
from shared.runtime.settings import Settings, current

POOL_SIZE = 4  # seven services and the broker share one small PostgreSQL
TRIM_S = 30.0
OWN = frozenset({"/health/live", "/health/ready", "/metrics"})
WSGI = Callable[..., Iterable[bytes]]


class Together:
    """Built after the fork, so that no thread or connection crosses it."""

    def __init__(self, settings: Settings) -> None:
        from shared.db.migrate import upgrade
        from shared.runtime.service import services
        from shared.runtime.wiring import Wiring
        from shared.runtime.worker import Worker, all_queues
        from shared.web import Front, Limits, SameProcess, create_app

        self._wiring = Wiring(settings, pool_size=min(settings.pool_size, POOL_SIZE))
        found = services()
        for name, service in found.items():
            upgrade(self._wiring.database(name), service.migrations)
        if settings.broker_url is None:
            self._wiring.broker().declare(all_queues())
        limits = Limits(attachment=settings.attachment_mb << 20)
        self.apps: Mapping[str, WSGI] = {
            name: create_app(service, self._wiring.database(name), self._wiring.verifier(name), limits=limits)
            for name, service in found.items()
            if service.front is None
        }
        here = SameProcess(self)
        self.fronts: Mapping[str, WSGI] = {
            name: service.front(
                Front(
                    settings=settings, service=service, database=self._wiring.database(name), transport=here
                )
            )
            for name, service in found.items()
            if service.front is not None
        }
        self.workers = [Worker(found[name], self._wiring) for name in self.apps]
        for worker in self.workers:
            worker.start()
        self._stopping = threading.Event()
        threading.Thread(target=self._trim, name="trim", daemon=True).start()

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        path = environ.get("PATH_INFO", "")
        parts = path.split("/", 3)
        if len(parts) > 2 and parts[1] == "api" and parts[2] in self.apps:
            return self.apps[parts[2]](environ, start_response)
        if parts[1:2] != ["api"] and path not in OWN:
            for front in self.fronts.values():
                return front(environ, start_response)
        status, kind, body = self._own(path)
        start_response(status, [("Content-Type", kind), ("Content-Length", str(len(body)))])
        return [body]

    def stop(self) -> None:
        """Drain: requests have ended, so finish batches, publish what they left, close."""
        self._stopping.set()
        with ThreadPoolExecutor(len(self.workers)) as together:
            list(together.map(lambda worker: worker.stop(), self.workers))
        self._wiring.close()

    def _trim(self) -> None:
        while not self._stopping.wait(TRIM_S):
            self._wiring.trim()

    def _own(self, path: str) -> tuple[str, str, bytes]:
        if path == "/health/live":
            silent = {worker.service.name: gone for worker in self.workers if (gone := worker.silent())}
            return _json("503 Service Unavailable" if silent else "200 OK", {"silent": silent})
        if path == "/health/ready":
            return self._ready()
        if path == "/metrics":
            from shared.observability.metrics import exposition

            body, kind = exposition()
            return "200 OK", kind, body
        if path == "/api":
            apis = {name: f"/api/{name}/v1/openapi.json" for name in sorted(self.apps)}
            return _json(
                "200 OK",
                {"name": "Sightline", "apis": apis, "health": "/health/ready", "metrics": "/metrics"},
            )
        problem = {"type": "/problems/not-found", "title": "Not found", "status": 404}
        return _json("404 Not Found", problem, "application/problem+json")

    def _ready(self) -> tuple[str, str, bytes]:
        from werkzeug.test import Client

        everything = {**self.apps, **self.fronts}
        states = {name: Client(app).get("/health/ready").status_code for name, app in everything.items()}
        good = all(status == 200 for status in states.values())
        return _json("200 OK" if good else "503 Service Unavailable", states)


def _json(status: str, document: object, kind: str = "application/json") -> tuple[str, str, bytes]:
    return status, kind, json.dumps(document).encode()


def main() -> None:
    """Serve until SIGTERM."""
    from shared.observability import logs
    from shared.runtime.server import Server

    settings = current()
    logs.configure(level=settings.log_level, form=settings.log_format)
    running: list[Together] = []

    def load() -> Together:
        running.append(Together(settings))
        settle()
        return running[-1]

    def stop() -> None:
        for one in running:
            one.stop()

    sys.argv = ["sightline"]
    Server(
        bind=f"{settings.host}:{settings.port}",
        processes=1,
        threads=settings.api_threads,
        load=load,
        stop=stop,
    ).run()


if __name__ == "__main__":
    main()
