"""The formats that can be imported, by the name that `--format` and the API take."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import BinaryIO, Protocol

from services.activities.imports import annex_a, cin_census, ssda903
from services.activities.imports.places import STATUTORY_PLACES, Places
from services.activities.imports.rows import Parsed
from shared.contracts.civil import civil_date
from shared.contracts.errors import Invalid


class Reader(Protocol):
    """Reads the parts of one format into rows; bad content ends in rejections, never in an error."""

    def __call__(
        self, files: Mapping[str, BinaryIO], as_at: date | None, *, today: date, places: Places
    ) -> Parsed: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """One kind of case list. `parts` are the files it comes in; the first is always `file`."""

    name: str
    parts: tuple[str, ...]
    read: Reader


FORMATS: Mapping[str, Format] = {
    "cin-census": Format(name="cin-census", parts=("file",), read=cin_census.read),
    "ssda903": Format(name="ssda903", parts=("file", "episodes"), read=ssda903.read),
    "annex-a": Format(name="annex-a", parts=("file",), read=annex_a.read),
}


def parse(
    format: str,
    files: Mapping[str, BinaryIO],
    as_at: date | None = None,
    *,
    today: date | None = None,
    places: Places = STATUTORY_PLACES,
) -> Parsed:
    """Read a case list.

    `files` holds binary streams by part: `file`, and for `ssda903` also `episodes`. Without
    `as_at` the list's own reference date counts, or `today` where it has none.

    Raises:
        Invalid: an unknown format, a part that the format needs and was not given, or an `as_at`
            in the future.
    """
    today = today or civil_date(datetime.now(UTC))
    wrong: dict[str, list[str]] = {}
    chosen = FORMATS.get(format)
    if chosen is None:
        wrong["format"] = [f"Must be one of: {', '.join(FORMATS)}."]
    else:
        wrong |= {part: [f"Is needed for {format}."] for part in chosen.parts if part not in files}
    if as_at is not None and as_at > today:
        wrong["as_at"] = ["Must not be in the future."]
    if chosen is None or wrong:
        raise Invalid(fields=wrong)
    return chosen.read(files, as_at, today=today, places=places)
