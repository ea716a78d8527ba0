"""A CIN census return as a stream of `Child` elements, whatever its size or ill will."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import BinaryIO
from xml.etree.ElementTree import Element, ParseError
from xml.parsers.expat import ErrorString

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import iterparse

from services.activities.imports import values

LONGEST_TOKEN_BYTES = 1_000_000


class NotACensus(ValueError):
    """The file as a whole cannot be read; the text says why."""


class _ShortTokens:
    """A stream that gives up on a tag or text of a size no census has.

    The parser starts a token anew with every piece of the file it is given, so that one token of
    many megabytes would keep it busy for minutes.
    """

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._since_last_tag = 0

    def read(self, size: int = -1) -> bytes:
        piece = self._stream.read(size)
        end = piece.rfind(b">")
        self._since_last_tag = self._since_last_tag + len(piece) if end < 0 else len(piece) - end
        if self._since_last_tag > LONGEST_TOKEN_BYTES:
            raise NotACensus("holds a tag or a text of more than a megabyte, which no census has")
        return piece


class Message:
    """Iterating gives each `Child` as it is read, one in memory at a time; the header comes before them.

    Name spaces are dropped and stray text between elements is passed over.

    Raises, while iterating:
        NotACensus: not well-formed, with a document type or entities, another return, or no child.
    """

    reference_date: date | None = None

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream

    def __iter__(self) -> Iterator[Element]:
        try:
            yield from self._children()
        except ParseError as error:
            line, column = error.position
            reason = f"is not well-formed XML, or not in the encoding it declares: {ErrorString(error.code)}"
            raise NotACensus(f"{reason} (line {line}, column {column + 1})") from error
        except DefusedXmlException as error:
            raise NotACensus("declares a document type or entities, which a return never does") from error
        except NotACensus:
            raise
        except (LookupError, ValueError) as error:
            raise NotACensus("declares an encoding that cannot be read; save it as UTF-8") from error

    def _children(self) -> Iterator[Element]:
        root: Element | None = None
        parent: Element | None = None
        found = False
        for moment, element in iterparse(
            _ShortTokens(self._stream), events=("start", "end"), forbid_dtd=True
        ):
            element.tag = element.tag.rpartition("}")[2]
            if root is None:
                root = element
                if root.tag != "Message":
                    raise NotACensus("is XML, but no CIN census: the outermost element is not Message")
            elif moment == "start":
                parent = element if element.tag == "Children" else parent
            elif element.tag == "CollectionDetails":
                self._take_header(element)
            elif element.tag == "Child" and parent is not None:
                found = True
                yield element
                parent.clear()
        if not found:
            raise NotACensus("is a message without a single child")

    def _take_header(self, details: Element) -> None:
        collection = text_of(details, "Collection")
        if collection and collection.upper() != "CIN":
            raise NotACensus("is a return of another collection than CIN")
        stated = text_of(details, "ReferenceDate")
        try:
            self.reference_date = values.iso_date(stated) if stated else None
        except values.Wrong as wrong:
            raise NotACensus(f"has a header whose ReferenceDate {wrong}") from wrong


def text_of(parent: Element, path: str) -> str:
    """The text of a descendant without the blanks around it; empty when there is none."""
    return (parent.findtext(path) or "").strip()
