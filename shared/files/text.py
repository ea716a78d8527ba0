"""The lines of a text file in whatever encoding a council's system wrote it."""

from __future__ import annotations

import codecs
import io
import re
from collections.abc import Iterator
from typing import BinaryIO

CHUNK_BYTES = 65_536
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_NOT_1252 = re.compile(rb"[\x81\x8d\x8f\x90\x9d]")
"""Bytes that Windows-1252 gives no character."""


class NoText(ValueError):
    """The file is no text in an encoding that is known; the text says why."""


def lines(stream: BinaryIO) -> Iterator[str]:
    """Lines with their own ends. UTF-16 where its mark says so, UTF-8 where all of it is that, else Windows-1252.

    The file is read twice, once to tell its encoding and once line by line, and never held whole; `stream` stays open.

    Raises:
        NoText: when called, before the first line is asked for.
    """
    if not stream.seekable():  # a pipe
        stream = io.BytesIO(stream.read())
    return _decoded(stream, _encoding(stream))


def _encoding(stream: BinaryIO) -> str:
    """The stream is left where it was."""
    began = stream.tell()
    wide = stream.read(2) in _UTF_16
    stream.seek(began)
    encoding = _wide(stream) if wide else _narrow(stream)
    stream.seek(began)
    return encoding


def _wide(stream: BinaryIO) -> str:
    decoder = codecs.getincrementaldecoder("utf-16")()
    try:
        while chunk := stream.read(CHUNK_BYTES):
            decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError as error:
        raise NoText("begins as text in UTF-16 and does not go on so; save it as CSV in UTF-8") from error
    return "utf-16"


def _narrow(stream: BinaryIO) -> str:
    decoder = codecs.getincrementaldecoder("utf-8")()
    utf8, unknown, before, chunk = True, 0, 0, b"more"
    while chunk:
        chunk = stream.read(CHUNK_BYTES)
        if b"\x00" in chunk:
            raise NoText("is no plain text; save it as CSV in UTF-8")
        try:
            if utf8:
                decoder.decode(chunk, final=not chunk)
        except UnicodeDecodeError:
            utf8 = False
        if not unknown and (found := _NOT_1252.search(chunk)):
            unknown = before + found.start() + 1
        before += len(chunk)
    if unknown and not utf8:
        raise NoText(f"is text neither in UTF-8 nor in Windows-1252 (byte {unknown})")
    return "utf-8-sig" if utf8 else "cp1252"


def _decoded(stream: BinaryIO, encoding: str) -> Iterator[str]:
    """Whoever opened the stream closes it."""
    text = io.TextIOWrapper(stream, encoding=encoding, newline="")
    try:
        for line in text:  # noqa: UP028  `yield from` would close it when nobody reads on
            yield line
    finally:
        if not stream.closed:
            text.detach()
