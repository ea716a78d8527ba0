"""A worker's own small HTTP port: health and metrics, nothing else."""

from __future__ import annotations

import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar

from shared.observability.metrics import exposition

Answer = tuple[int, str, bytes]


class Probes:
    """Parameters: ``live`` and ``ready`` say whether, and what to print."""

    def __init__(
        self,
        host: str,
        port: int,
        *,
        live: Callable[[], tuple[bool, str]],
        ready: Callable[[], tuple[bool, str]],
    ) -> None:
        answers: dict[str, Callable[[], Answer]] = {
            "/health/live": lambda: _health(live),
            "/health/ready": lambda: _health(ready),
            "/metrics": _metrics,
        }
        handler = type("Handler", (_Handler,), {"answers": answers})
        self._server = ThreadingHTTPServer((host, port), handler)
        self.port = int(self._server.server_address[1])
        self._thread = threading.Thread(target=self._server.serve_forever, name="probes", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()


def _health(check: Callable[[], tuple[bool, str]]) -> Answer:
    good, text = check()
    return 200 if good else 503, "text/plain; charset=utf-8", f"{text}\n".encode()


def _metrics() -> Answer:
    body, content_type = exposition()
    return 200, content_type, body


class _Handler(BaseHTTPRequestHandler):
    answers: ClassVar[dict[str, Callable[[], Answer]]] = {}
    server_version, sys_version = "sightline", ""
    timeout = 5

    def do_GET(self) -> None:
        """Called by the base class."""
        answer = self.answers.get(self.path.partition("?")[0])
        status, content_type, body = answer() if answer else (404, "text/plain", b"not found\n")
        self.send_response(status)
        self.send_header("Content-Type", content_type)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Probes come every few seconds: not worth a line."""
