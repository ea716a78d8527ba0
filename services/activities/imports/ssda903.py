"""The SSDA903 return on looked after children: `header.csv` and `episodes.csv`.

An open case is a child with an episode whose DEC is blank. There is one case a child: of two open
episodes the later DECOM counts and the row of the earlier is refused. The case opened when the
unbroken run of episodes began (each DECOM is the DEC before it), so that a change of placement
does not look like a new case. A child whose episodes have all ended gives a closed case.

The row number is the line of the file, the heading being line 1; each reason starts with the
name of the file. A child with a wrong episode still counts by another open one, but is never
closed on what is left. Children in the header without an episode are no cases.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import BinaryIO

from services.activities.imports import values
from services.activities.imports.places import STATUTORY_PLACES, Place, Places
from services.activities.imports.rows import CaseRow, Parsed
from services.activities.imports.table import Layout, Table, UnreadableTable


def _headings(*columns: str, **also: str) -> dict[str, str]:
    return {column.lower().replace("_", " "): column for column in columns} | also


HEADER = Layout(
    name="header.csv",
    headings=_headings(
        "CHILD", "SEX", "DOB", "ETHNIC", "UPN", "MOTHER", "MC_DOB", "UASC", "UASC_CEASED", gender="SEX"
    ),
    required=("CHILD", "SEX", "DOB", "ETHNIC"),
)
EPISODES = Layout(
    name="episodes.csv",
    headings=_headings(
        *("CHILD", "DECOM", "RNE", "LS", "CIN", "PLACE", "PLACE_PROVIDER", "DEC", "REC"),
        *("REASON_PLACE_CHANGE", "HOME_POST", "PL_POST", "URN", "PL_LA", "PL_DISTANCE", "PL_LOCATION"),
    ),
    required=("CHILD", "DECOM", "DEC"),
)


@dataclass(frozen=True, slots=True)
class Child:
    """A line of the header that can be taken."""

    born: date
    sex: str | None
    ethnicity: str | None


@dataclass(frozen=True, slots=True)
class Episode:
    """A line of the episodes that can be taken."""

    row: int
    began: date
    ended: date | None


@dataclass(slots=True)
class Spell:
    """All episodes of one child; `complete` is False when one of them was refused."""

    episodes: list[Episode]
    complete: bool = True


def read(
    files: Mapping[str, BinaryIO], as_at: date | None, *, today: date, places: Places = STATUTORY_PLACES
) -> Parsed:
    """Read `files["file"]` (the header) and `files["episodes"]`; both are needed.

    `as_at` is the day the list speaks of, `today` when absent: the return does not say it itself.
    A file that is no text, or whose heading is wrong, gives no rows at all.
    """
    known_until = as_at or today
    try:
        header = Table(files["file"], HEADER)
        episodes = Table(files["episodes"], EPISODES)
        children = _children(header, known_until)
        spells = _spells(episodes, children, known_until)
    except UnreadableTable as unreadable:
        return Parsed(rows=(), rejections=unreadable.rejections, as_at=known_until)
    rows: list[CaseRow] = []
    for name, spell in spells.items():
        child = children[name]
        decisive = _decisive(spell, episodes)
        if child is not None and decisive is not None:
            rows.append(_case(name, child, decisive, spell, places["cla"]))
    episodes.rejections.sort(key=lambda rejection: rejection.row)
    rejections = (*header.rejections, *episodes.rejections)
    return Parsed(rows=tuple(rows), rejections=rejections, as_at=known_until)


def _children(header: Table, known_until: date) -> dict[str, Child | None]:
    """By identifier; None for a child whose line was refused."""
    children: dict[str, Child | None] = {}
    first_lines: dict[str, int] = {}
    day = _days(known_until)
    for record in header:
        if not record.whole:
            children.setdefault(record.text("CHILD"), None)
            continue
        name = record.read("CHILD", values.identifier)
        born = record.read("DOB", day)
        sex = record.read("SEX", values.sex)
        ethnicity = record.read("ETHNIC", values.ethnicity)
        if name is None:
            continue
        if name in first_lines:
            record.reject("CHILD", f"is already on line {first_lines[name]}")
            continue
        first_lines[name] = record.row
        children[name] = None if record.refused or born is None else Child(born, sex, ethnicity)
    return children


def _spells(episodes: Table, children: Mapping[str, Child | None], known_until: date) -> dict[str, Spell]:
    spells: dict[str, Spell] = {}
    day = _days(known_until)
    for record in episodes:
        name = record.text("CHILD")
        child = children.get(name)
        if record.whole and record.read("CHILD", values.identifier) is not None:
            began = record.read("DECOM", day)
            ended = record.read("DEC", day) if record.text("DEC") else None
            if child is None:
                known = name in children
                record.reject(
                    "CHILD", "has a refused line in the header" if known else "is not in the header"
                )
            elif began is not None and began < child.born:
                record.reject("DECOM", "is before the child's birth")
            if began is not None and ended is not None and ended < began:
                record.reject("DEC", "is before DECOM")
            if not record.refused and began is not None:
                spells.setdefault(name, Spell([])).episodes.append(Episode(record.row, began, ended))
        if record.refused and child is not None:
            spells.setdefault(name, Spell([])).complete = False
    return spells


def _decisive(spell: Spell, table: Table) -> Episode | None:
    """The episode that says whether the child is looked after; None when that cannot be known."""
    spell.episodes.sort(key=lambda episode: (episode.began, episode.row))
    for before, episode in zip(spell.episodes, spell.episodes[1:], strict=False):
        if before.began == episode.began:
            reason = f"begins on the same day as line {before.row} for the same child"
            table.rejections.append(EPISODES.reject(episode.row, "DECOM", reason))
            spell.complete = False
    still_open = [episode for episode in spell.episodes if episode.ended is None]
    for earlier in still_open[:-1]:
        reason = "is blank, but a later episode of the child is open as well"
        table.rejections.append(EPISODES.reject(earlier.row, "DEC", reason))
    if still_open:
        return still_open[-1]
    if not spell.complete:
        return None
    return max(spell.episodes, key=lambda episode: episode.ended or date.min)


def _case(name: str, child: Child, decisive: Episode, spell: Spell, place: Place) -> CaseRow:
    return CaseRow(
        row=decisive.row,
        identifier=name,
        area=place.area,
        service=place.service,
        opened_on=_start_of_care(decisive, spell.episodes),
        closed_on=decisive.ended,
        birth_date=child.born,
        sex=child.sex,
        ethnicity=child.ethnicity,
        scheme="cla",
    )


def _start_of_care(last: Episode, episodes: list[Episode]) -> date:
    """Follow the episodes back while each begins the day the one before it ended."""
    ending = {episode.ended: episode for episode in episodes if episode.ended is not None}
    began = last.began
    while (before := ending.get(began)) is not None and before.began < began:
        began = before.began
    return began


def _days(known_until: date) -> Callable[[str], date]:
    def day(text: str) -> date:
        if not text:
            raise values.Wrong("is missing")
        return values.not_after(values.british_date(text), known_until)

    return day
