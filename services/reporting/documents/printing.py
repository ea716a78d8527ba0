"""The process that prints documents: it carries the typesetter and the chart maker, so that no other must.

It reads orders from its standard input and answers on its standard output, each a length and a message; it ends when
nothing was ordered for a while, after a few orders, or when whoever started it is gone.
"""

from __future__ import annotations

import select
import signal
import struct
import sys
from typing import BinaryIO, Literal

import msgspec

from services.reporting.documents import csv, html, pdf, word
from services.reporting.documents.model import Imprint, read

IDLE_S = 10.0
ORDERS = 3  # typst remembers how it laid out its last ten documents, 11 MB each, and cannot be told to forget
Format = Literal["html", "pdf", "docx", "csv"]
WRITERS = {"html": html, "pdf": pdf, "docx": word, "csv": csv}
SIZE = struct.Struct(">I")


class Order(msgspec.Struct, frozen=True):
    """A report in its canonical form, what it says of itself, and the formats wanted."""

    model: str
    imprint: Imprint
    formats: tuple[Format, ...]


class Printed(msgspec.Struct, frozen=True):
    """The documents by format, or what went wrong."""

    documents: dict[str, bytes] = {}
    trouble: str = ""


def carry_out(order: Order) -> dict[str, bytes]:
    """The documents by format."""
    report = read(order.model)
    return {form: WRITERS[form].write(report, order.imprint) for form in order.formats}


def send(stream: BinaryIO, message: msgspec.Struct) -> None:
    body = msgspec.msgpack.encode(message)
    stream.write(SIZE.pack(len(body)) + body)
    stream.flush()


def receive(stream: BinaryIO) -> bytes:
    """The next message; empty when the other side is gone."""
    head = stream.read(SIZE.size)
    return stream.read(SIZE.unpack(head)[0]) if len(head) == SIZE.size else b""


def serve(orders: BinaryIO, answers: BinaryIO) -> None:
    """Carry out a few orders, or as many as come in time."""
    decoder = msgspec.msgpack.Decoder(Order)
    for _ in range(ORDERS):
        if not select.select([orders], [], [], IDLE_S)[0] or not (body := receive(orders)):
            return
        try:
            answer = Printed(documents=carry_out(decoder.decode(body)))
        except Exception as error:  # told to whoever ordered, who raises it
            answer = Printed(trouble=f"{type(error).__name__}: {error}")
        send(answers, answer)


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for whoever started us
    serve(sys.stdin.buffer, sys.stdout.buffer)
