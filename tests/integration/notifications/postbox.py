"""Mail servers of the tests' own: one that does as it is told, one that hangs up."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import IO, Any, Self

from aiosmtpd.controller import Controller


@dataclass
class Postbox:
    """``says`` holds what a recipient's next letters are answered with, in place of yes."""

    says: dict[str, list[str]] = field(default_factory=dict)
    received: list[EmailMessage] = field(default_factory=list)
    connections: int = 0
    on_data: Callable[[], None] = lambda: None
    port: int = 0

    async def handle_EHLO(  # noqa: N802
        self, server: Any, session: Any, envelope: Any, name: str, says: list[str]
    ) -> list[str]:
        self.connections += 1
        session.host_name = name
        return says

    async def handle_RCPT(  # noqa: N802
        self, server: Any, session: Any, envelope: Any, address: str, options: Any
    ) -> str:
        answers = self.says.get(address, [])
        answer = answers.pop(0) if answers else "250 OK"
        if answer.startswith("2"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        self.received.append(message_from_bytes(envelope.content, policy=policy.default))
        self.on_data()
        return "250 taken"

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.port}"

    def recipients(self) -> list[str]:
        return sorted(mail["To"].addresses[0].addr_spec for mail in self.received)


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])


@contextmanager
def opened_postbox() -> Iterator[Postbox]:
    box = Postbox(port=free_port())
    controller = Controller(box, hostname="127.0.0.1", port=box.port)
    controller.start()
    try:
        yield box
    finally:
        controller.stop()


class HangingUp:
    """Takes a letter whole, then closes the line without an answer."""

    def __init__(self) -> None:
        self.letters = 0
        self._server = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._server.getsockname()[1])

    def __enter__(self) -> Self:
        threading.Thread(target=self._serve, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.close()

    def _serve(self) -> None:
        while True:
            try:
                line, _ = self._server.accept()
            except OSError:
                return
            with line, line.makefile("rwb", buffering=0) as talk:
                self._talk(talk)

    def _talk(self, talk: IO[bytes]) -> None:
        talk.write(b"220 here\r\n")
        for command in iter(talk.readline, b""):
            if not command.upper().startswith(b"DATA"):
                talk.write(b"250 yes\r\n")
                continue
            talk.write(b"354 go on\r\n")
            for received in iter(talk.readline, b""):
                if received == b".\r\n":
                    self.letters += 1
                    return
