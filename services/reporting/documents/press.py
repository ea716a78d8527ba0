"""Orders documents from a process of their own, which is started when needed and leaves when idle.

Charts and typesetting take over 100 MB that a process never gives back, and native code that must not take the
service with it: so they live apart, one at a time.
"""

from __future__ import annotations

import os
import select
import subprocess
import sys
import threading
from collections.abc import Sequence
from typing import Any

import msgspec
import structlog

from services.reporting.documents.model import Imprint
from services.reporting.documents.printing import WRITERS, Order, Printed, receive, send
from shared.contracts.errors import Problem

TIMEOUT_S = 60.0
MEDIA_TYPES: dict[str, str] = {form: writer.MEDIA_TYPE for form, writer in WRITERS.items()}
KEPT = ("PATH", "HOME", "LANG", "TMPDIR", "FONTCONFIG_PATH", "FONTCONFIG_FILE")
"""All of the environment that the printing process gets: no address, no secret."""
_log = structlog.get_logger(__name__)


class PressFailed(Problem):
    """The documents could not be made now. ``trouble`` says why, to the log alone."""

    status = 503
    slug = "printing-failed"
    title = "The documents cannot be printed just now"
    headers = {"Retry-After": "10"}

    def __init__(self, trouble: str) -> None:
        super().__init__("Nothing was changed; ask again")
        self.trouble = trouble


class Press:
    """One printing process for all threads of this one."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None

    def print(self, order: Order) -> dict[str, bytes]:
        """Raises: PressFailed."""
        try:
            answer = self._in_turn(order)
            if answer.trouble:
                raise PressFailed(answer.trouble)
        except PressFailed as failed:
            _log.error("printing failed", trouble=failed.trouble)
            raise
        return answer.documents

    def _in_turn(self, order: Order) -> Printed:
        if not self._lock.acquire(timeout=TIMEOUT_S):
            raise PressFailed(f"other documents were printed for {TIMEOUT_S:.0f} s")
        try:
            return self._ask(order)
        except (OSError, EOFError):  # it left for want of orders while this one was on its way
            self._end()
            try:
                return self._ask(order)
            except (OSError, EOFError) as error:
                self._end()
                raise PressFailed("the printing process ended without an answer") from error
        finally:
            self._lock.release()

    def _ask(self, order: Order) -> Printed:
        process = self._running()
        assert process.stdin is not None
        assert process.stdout is not None
        send(process.stdin, order)  # type: ignore[arg-type]
        if not select.select([process.stdout], [], [], TIMEOUT_S)[0]:
            self._end()
            raise PressFailed(f"no document after {TIMEOUT_S:.0f} s")
        body = receive(process.stdout)  # type: ignore[arg-type]
        if not body:
            raise EOFError
        return msgspec.msgpack.decode(body, type=Printed)

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            self._end()
            environment: dict[str, Any] = {name: os.environ[name] for name in KEPT if name in os.environ}
            environment["PYTHONPATH"] = os.pathsep.join(path for path in sys.path if path)
            self._process = subprocess.Popen(
                [sys.executable, "-m", "services.reporting.documents.printing"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                env=environment,
            )
        return self._process

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.wait()
            for stream in (process.stdin, process.stdout):
                if stream is not None:
                    try:
                        stream.close()
                    except OSError:
                        continue


_press = Press()


def printed(model: str, imprint: Imprint, formats: Sequence[str]) -> dict[str, bytes]:
    """The documents of a report by format.

    Raises:
        PressFailed: they could not be made.
    """
    order = msgspec.convert({"model": model, "imprint": imprint, "formats": list(formats)}, Order)
    return _press.print(order)
