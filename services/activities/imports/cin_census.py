"""The Children in Need census return (XML), editions 2021/22 (`GenderCurrent`) to 2024 (`Sex`).

A child is an open case when one of their `CINdetails` has a referral by the reference date and
no `CINclosureDate`; of several open ones the newest referral counts. A child with none open gives
a closed case from the newest closure, so that a later return closes what an earlier one opened.
An open `ChildProtectionPlans` makes the scheme `cpp`. A recorded death or a referral marked "no
further action" does not close a case: only a closure date does.

The row number is the child's place in the file: the first `Child` is 1. A wrong value in one
`CINdetails` refuses that episode; the child still counts by another open one, but is never closed
on what is left. `Sex` and `Ethnicity` may be missing, as may the birth date of the unborn, for
whom `ExpectedPersonBirthDate` counts.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import BinaryIO, TypeVar
from xml.etree.ElementTree import Element

from services.activities.imports import values
from services.activities.imports.cin_message import Message, NotACensus, text_of
from services.activities.imports.codes import PRIMARY_NEEDS
from services.activities.imports.places import STATUTORY_PLACES, Places
from services.activities.imports.rows import CaseRow, Parsed, Rejection, Scheme

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Episode:
    """What one `CINdetails` says that matters for sampling."""

    referred_on: date
    closed_on: date | None
    protected: bool


def read(
    files: Mapping[str, BinaryIO], as_at: date | None, *, today: date, places: Places = STATUTORY_PLACES
) -> Parsed:
    """Read the return in `files["file"]`.

    `as_at` replaces the reference date in the file's header; without either the list is as at
    `today`, and it is never later than that. A file that is not well-formed, declares a document
    type or entities, or is no CIN return gives no rows and one rejection (row 0, field `file`).
    """
    message = Message(files["file"])
    known_until = as_at or today
    census: _Census | None = None
    try:
        for child in message:
            if census is None:
                known_until = as_at or min(message.reference_date or today, today)
                census = _Census(known_until, places)
            census.take(child)
    except NotACensus as unreadable:
        rejection = Rejection(row=0, field="file", reason=str(unreadable))
        return Parsed(rows=(), rejections=(rejection,), as_at=known_until)
    assert census is not None  # a message without a child is refused
    return Parsed(rows=tuple(census.rows), rejections=tuple(census.rejections), as_at=known_until)


class _Census:
    """What has been read so far."""

    def __init__(self, as_at: date, places: Places) -> None:
        self.rows: list[CaseRow] = []
        self.rejections: list[Rejection] = []
        self._as_at = as_at
        self._places = places
        self._seen: dict[str, int] = {}
        self._ordinal = 0

    def take(self, child: Element) -> None:
        self._ordinal += 1
        before = len(self.rejections)
        identifier = self._read(child, "ChildIdentifiers/LAchildID", values.identifier)
        born = self._read(child, "ChildIdentifiers/PersonBirthDate", self._date)
        if born is None:
            born = self._read(child, "ChildIdentifiers/ExpectedPersonBirthDate", _expected)
        died = self._read(child, "ChildIdentifiers/PersonDeathDate", self._date)
        sex = self._read(child, self._sex_path(child), values.sex)
        ethnicity = self._read(child, "ChildCharacteristics/Ethnicity", values.ethnicity)
        if identifier and (first := self._seen.setdefault(identifier, self._ordinal)) != self._ordinal:
            self._reject("LAchildID", f"is already the identifier of child {first} in this file")
        if len(self.rejections) > before or identifier is None:
            return
        episodes = [
            episode for details in child.iterfind("CINdetails") if (episode := self._episode(details))
        ]
        if child.find("CINdetails") is None:
            self._reject("CINdetails", "is missing: the child has no episode")
        case = _decisive(episodes)
        if case is None or (case.closed_on and len(self.rejections) > before):
            return
        scheme: Scheme = "cpp" if case.protected and case.closed_on is None else "cin"
        self.rows.append(
            CaseRow(
                row=self._ordinal,
                identifier=identifier,
                area=self._places[scheme].area,
                service=self._places[scheme].service,
                opened_on=case.referred_on,
                closed_on=case.closed_on,
                birth_date=born,
                sex=sex,
                ethnicity=ethnicity,
                scheme=scheme,
                died_on=died,
            )
        )

    def _episode(self, details: Element) -> Episode | None:
        before = len(self.rejections)
        referred_on = self._read(details, "CINreferralDate", self._date)
        if referred_on is None and len(self.rejections) == before:
            self._reject("CINreferralDate", "is missing")
        closed_on = self._read(details, "CINclosureDate", self._date)
        self._read(details, "PrimaryNeedCode", _primary_need)
        if referred_on and closed_on and closed_on < referred_on:
            self._reject("CINclosureDate", "is before the referral")
        plans = [self._is_open_plan(plan) for plan in details.iterfind("ChildProtectionPlans")]
        if len(self.rejections) > before or referred_on is None:
            return None
        return Episode(referred_on, closed_on, protected=any(plans))

    def _is_open_plan(self, plan: Element) -> bool:
        started = self._read(plan, "CPPstartDate", self._date)
        ended = self._read(plan, "CPPendDate", self._date)
        if started and ended and ended < started:
            self._reject("CPPendDate", "is before the plan's start")
        return started is not None and ended is None

    def _date(self, text: str) -> date | None:
        if not text:
            return None
        return values.not_after(values.iso_date(text), self._as_at)

    def _read(self, parent: Element, path: str, reader: Callable[[str], Value]) -> Value | None:
        try:
            return reader(text_of(parent, path))
        except values.Wrong as wrong:
            self._reject(path.rpartition("/")[2], str(wrong))
            return None

    def _reject(self, field: str, reason: str) -> None:
        self.rejections.append(Rejection(row=self._ordinal, field=field, reason=reason))

    @staticmethod
    def _sex_path(child: Element) -> str:
        recent = "ChildIdentifiers/Sex"
        return recent if child.find(recent) is not None else "ChildIdentifiers/GenderCurrent"


def _decisive(episodes: list[Episode]) -> Episode | None:
    """The newest open episode, else the one closed last."""
    still_open = [episode for episode in episodes if episode.closed_on is None]
    if still_open:
        return max(still_open, key=lambda episode: episode.referred_on)
    return max(episodes, key=lambda episode: episode.closed_on or date.min, default=None)


def _expected(text: str) -> date | None:
    """The day on which an unborn child is expected: the only date that may be after the list's."""
    return values.iso_date(text) if text else None


def _primary_need(text: str) -> str:
    if text and text.upper() not in PRIMARY_NEEDS:
        raise values.Wrong("is not one of the primary need codes N0 to N9")
    return text
