"""Which files make up a case list, and in which format it is, told from what lies on the disk."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from services.activities.imports.annex_a_lists import recognise
from services.activities.imports.annex_a_sheet import HEADING_WITHIN_ROWS

HEAD_BYTES = 4096
CIN_CENSUS = "cin-census"
SSDA903 = "ssda903"
ANNEX_A = "annex-a"
_BY_SUFFIX = {".xml": CIN_CENSUS, ".csv": SSDA903, ".xlsx": ANNEX_A, ".xls": ANNEX_A}


class UnclearSource(ValueError):
    """The files do not make a case list; the text says what is missing."""


@dataclass(frozen=True, slots=True)
class Source:
    """A format and the file of each of its parts."""

    format: str
    parts: Mapping[str, Path]


def find(file: Path, episodes: Path | None = None, format: str | None = None) -> Source:
    """Find out what `file` is and what belongs to it.

    `file` is a CIN census, a list or a workbook of Annex A, an SSDA903 header with the episodes given
    or beside it, SSDA903 episodes with the header beside them, or a folder that holds both.

    Raises:
        UnclearSource: the format cannot be told, or a part is not there.
    """
    if file.is_dir():
        if format not in (None, SSDA903):
            raise UnclearSource(f"{file} is a folder; {format} comes in one file")
        return _ssda903(_beside(file, "header.csv"), episodes or _beside(file, "episodes.csv"))
    chosen = format or _guess(file)
    if chosen != SSDA903:
        if episodes is not None:
            raise UnclearSource(f"{chosen} comes in one file; episodes belong to {SSDA903}")
        return Source(chosen, {"file": file})
    if episodes is None and _holds_episodes(file):
        return _ssda903(_beside(file.parent, "header.csv"), file)
    return _ssda903(file, episodes or _beside(file.parent, "episodes.csv"))


def _ssda903(header: Path, episodes: Path) -> Source:
    return Source(SSDA903, {"file": header, "episodes": episodes})


def _beside(folder: Path, name: str) -> Path:
    for entry in sorted(folder.iterdir()):
        if entry.name.lower() == name:
            return entry
    raise UnclearSource(f"{SSDA903} needs header.csv and episodes.csv: there is no {name} in {folder}")


def _guess(file: Path) -> str:
    head = _head(file)
    if head.startswith("<"):
        return CIN_CENSUS
    if head.startswith("PK\x03\x04"):
        return ANNEX_A
    if "CHILD" in _headings(head):
        return SSDA903
    if any(recognise(_cells(line)) for line in head.splitlines()[:HEADING_WITHIN_ROWS]):
        return ANNEX_A
    try:
        return _BY_SUFFIX[file.suffix.lower()]
    except KeyError:
        raise UnclearSource(f"{file} looks like no format that is known; say which with --format") from None


def _holds_episodes(file: Path) -> bool:
    headings = _headings(_head(file))
    return "DECOM" in headings and "DOB" not in headings


def _headings(head: str) -> set[str]:
    first = head.splitlines()[0] if head else ""
    return {heading.upper() for heading in _cells(first)}


def _cells(line: str) -> list[str]:
    return [cell.strip().strip('"') for cell in line.split("\t" if "\t" in line else ",")]


def _head(file: Path) -> str:
    """The beginning as text; what is not decodable matters to the reader, not to the guess."""
    with file.open("rb") as stream:
        content = stream.read(HEAD_BYTES)
    utf16 = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    return content.decode("utf-16" if utf16 else "utf-8-sig", errors="replace").lstrip()
