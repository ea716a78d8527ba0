"""Documents of Word, Excel and PowerPoint: archives that are looked into and never unpacked."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile, ZipFile, ZipInfo

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from shared.contracts.errors import Invalid

_BASE = "application/vnd.openxmlformats-officedocument"
MEDIA_TYPES = {
    ".docx": f"{_BASE}.wordprocessingml.document",
    ".xlsx": f"{_BASE}.spreadsheetml.sheet",
    ".pptx": f"{_BASE}.presentationml.presentation",
}
_TYPES = "[Content_Types].xml"
_MAIN = {f"{media_type}.main+xml": ending for ending, media_type in MEDIA_TYPES.items()}
_ACTIVE = ("vbaproject", "vbadata", "macrosheet", "activex", "oleobject")
PARTS, UNPACKED, TIMES, FREE = 5_000, 200 << 20, 100, 10 << 20
"""An archive has at most so many parts, unpacks to at most so many bytes, and beyond FREE to so many times its size."""

_BROKEN = (
    BadZipFile,
    DefusedXmlException,
    EOFError,
    KeyError,
    OSError,
    ParseError,
    RuntimeError,
    ValueError,
    struct.error,
    zlib.error,
)


def ending(content: bytes) -> str:
    """The ending that a name of this document has.

    Raises:
        Invalid: no such document, broken, with macros, or one that unpacks to far too much.
    """
    try:
        with ZipFile(BytesIO(content)) as archive:
            parts = archive.infolist()
            _ensure_harmless(parts, len(content))
            types = _types(archive)
    except _BROKEN as error:
        raise _no("is an archive, and not a whole Word, Excel or PowerPoint document") from error
    if any("macroenabled" in one.lower() or any(part in one.lower() for part in _ACTIVE) for one in types):
        raise _no("has macros or other active content")
    found = {_MAIN[one] for one in types if one in _MAIN}
    if len(found) != 1:
        raise _no("is an archive, and no Word, Excel or PowerPoint document")
    return found.pop()


def _ensure_harmless(parts: list[ZipInfo], size: int) -> None:
    """Judged by what the archive says of itself: readers take no more than that from it."""
    unpacked = sum(part.file_size for part in parts)
    if len(parts) > PARTS or unpacked > min(UNPACKED, max(FREE, TIMES * size)):
        raise _no("unpacks to far too much")
    overlapping = sum(part.compress_size for part in parts) > size
    names = {part.filename.lower() for part in parts}
    if overlapping or len(names) != len(parts) or min(part.header_offset for part in parts) != 0:
        raise BadZipFile
    if any(part.flag_bits & 1 for part in parts):
        raise _no("is locked with a password")
    if any(word in name for name in names for word in _ACTIVE):
        raise _no("has macros or other active content")


def _types(archive: ZipFile) -> set[str]:
    if archive.getinfo(_TYPES).file_size > 1 << 20:
        raise BadZipFile
    return {element.get("ContentType", "") for element in fromstring(archive.read(_TYPES))}


def _no(why: str) -> Invalid:
    return Invalid(fields={"file": [why]})
