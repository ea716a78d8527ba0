"""What a file is, told by its content. Its name and what the sender calls it are not asked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from zlib import crc32

from services.activities.domain import office
from shared.contracts.errors import Invalid

_ZIP_END, _ZIP_TAIL = b"PK\5\6\0\0\0\0", 22 + 0xFFFF
_MARKUP = re.compile(rb"<\s*(!doctype|html|head|body|script|svg|iframe|\?xml)\b", re.IGNORECASE)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")
_JPEG_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}


@dataclass(frozen=True, slots=True)
class FileType:
    """``endings`` are those that a name of it may have; the first is given where there is none."""

    media_type: str
    endings: tuple[str, ...]


PDF = FileType("application/pdf", (".pdf",))
PNG = FileType("image/png", (".png",))
JPEG = FileType("image/jpeg", (".jpg", ".jpeg"))
TEXT = FileType("text/plain", (".txt", ".csv"))
OFFICE = {ending: FileType(media_type, (ending,)) for ending, media_type in office.MEDIA_TYPES.items()}
WORDS = "PDF, PNG, JPEG, Word, Excel and PowerPoint without macros, and plain text"


def file_type(content: bytes) -> FileType:
    """The kind of evidence that this is, and that alone: a file that is also another kind is none.

    Raises:
        Invalid: empty, none of ours, or not whole.
    """
    if not content:
        raise _no("is empty")
    if content.startswith(b"PK\3\4"):
        return OFFICE[office.ending(content)]
    for found, fits in ((PDF, _is_pdf), (PNG, _is_png), (JPEG, _is_jpeg), (TEXT, _is_text)):
        if fits(content):
            if _ZIP_END in content[-_ZIP_TAIL:]:
                raise _no("is also an archive")
            if found is not PDF and b"%PDF-" in content[:1024]:
                raise _no("is also a PDF")
            return found
    raise _no(f"is not whole, or none of: {WORDS}")


def _no(why: str) -> Invalid:
    return Invalid(fields={"file": [why]})


def _is_pdf(content: bytes) -> bool:
    return re.match(rb"%PDF-[12]\.\d", content) is not None and b"%%EOF" in content[-1024:]


def _is_png(content: bytes) -> bool:
    """From the first chunk to the last, nothing before, between or after, each with its right sum."""
    if not content.startswith(b"\x89PNG\r\n\x1a\n"):
        return False
    chunks = list(_chunks(memoryview(content), 8))
    return len(chunks) > 2 and chunks[0] == b"IHDR" and chunks[-1] == b"IEND"


def _chunks(content: memoryview, at: int) -> Iterator[bytes]:
    while at < len(content):
        end = at + 12 + int.from_bytes(content[at : at + 4])
        kind = bytes(content[at + 4 : at + 8])
        whole = end <= len(content) and crc32(content[at + 4 : end - 4]) == int.from_bytes(
            content[end - 4 : end]
        )
        yield kind if whole else b""
        if not whole or (kind == b"IEND" and end < len(content)):
            yield b""  # broken, or something behind the end
            return
        at = end


def _is_jpeg(content: bytes) -> bool:
    """Segments up to the picture, and an end of it. Telephones put more behind that end, so it may follow."""
    if not content.startswith(b"\xff\xd8\xff"):
        return False
    at, framed = 2, False
    while at + 4 <= len(content) and content[at] == 0xFF:
        marker, length = content[at + 1], int.from_bytes(content[at + 2 : at + 4])
        framed = framed or marker in _JPEG_FRAMES
        at += 2 + length
        if marker == 0xDA:
            return framed and content.find(b"\xff\xd9", at) > 0
        if length < 2:
            return False
    return False


def _is_text(content: bytes) -> bool:
    """UTF-8, or what a spreadsheet of Windows writes; no control characters, and no markup that a browser would run."""
    if _MARKUP.search(content):
        return False
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", "replace")
        if "\N{REPLACEMENT CHARACTER}" in text:
            return False
    return _CONTROL.search(text) is None
