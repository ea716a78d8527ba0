"""What those involved found. It is the detail of a review, and only they read it (S26).

There is no field for who was at fault: a review asks what made good or poor practice likely (S25).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any
from uuid import UUID

import msgspec

from services.activities.domain.content import ActionDraft, Family, SignsOfSafety
from services.activities.domain.review_people import Participant
from services.activities.domain.review_refusals import AimsMissing, ShapeMissing, ViewsMissing
from services.activities.domain.review_words import LEARNING, SUCCESS
from services.activities.domain.shapes import AppreciativeInquiry


class View(msgspec.Struct, frozen=True, kw_only=True):
    """How a worker (``person``) or a partner (``agency``) sees it, or the code of why that is not there."""

    person: str | None = None
    agency: str | None = None
    said: str = ""
    absent: str | None = None


class Needed(ActionDraft, frozen=True, kw_only=True):
    """An action that the review found is needed (S22)."""

    finding_id: UUID


class Record(msgspec.Struct, frozen=True, kw_only=True):
    """What both kinds of review write down."""

    views: tuple[View, ...] = ()
    family: Family | None = None
    actions: tuple[Needed, ...] = ()

    def texts(self) -> Iterator[tuple[str, str]]:
        """Every piece of free text with the field it stands in."""
        for n, view in enumerate(self.views):
            yield f"views.{n}.said", view.said
        if self.family is not None:
            yield "family.who", self.family.who or ""
            yield "family.said", self.family.said or ""
        for n, action in enumerate(self.actions):
            yield f"actions.{n}.title", action.title
            yield f"actions.{n}.record_reference", action.record_reference or ""
        yield from parts(self)


class SuccessRecord(Record, frozen=True, kw_only=True):
    """Signs of Safety and appreciative inquiry about what made the difference (S04, S24)."""

    difference: str = ""
    childs_view: str = ""
    messages: str = ""
    signs_of_safety: SignsOfSafety = SignsOfSafety()
    appreciative_inquiry: AppreciativeInquiry = AppreciativeInquiry()


class LearningRecord(Record, frozen=True, kw_only=True):
    """The four aims of a learning review (S25)."""

    worked_well: str = ""
    worried_about: str = ""
    differently: str = ""
    general_learning: str = ""


RECORDS: Mapping[str, type[Record]] = {SUCCESS: SuccessRecord, LEARNING: LearningRecord}
AIMS = ("worked_well", "worried_about", "differently", "general_learning")
_NEEDED = (
    "difference",
    "childs_view",
    "messages",
    "signs_of_safety.working_well",
    "appreciative_inquiry.discovery",
)


def record_of(kind: str, body: Mapping[str, Any], new_id: Callable[[], UUID]) -> Record:
    """The record from a request's body whose shape is already known to be right."""
    actions = [{**action, "finding_id": new_id()} for action in body.get("actions", ())]
    return msgspec.convert({**body, "actions": actions}, RECORDS[kind])


def parts(record: msgspec.Struct, within: str = "") -> Iterator[tuple[str, str]]:
    """The texts that stand directly in the record or in a struct of it, by their dotted names."""
    for name in record.__struct_fields__:
        value = getattr(record, name)
        if isinstance(value, str):
            yield within + name, value
        elif isinstance(value, SignsOfSafety | AppreciativeInquiry):
            yield from parts(value, f"{name}.")


def ensure_aims(record: LearningRecord) -> None:
    """Raises AimsMissing: every aim that says nothing."""
    if empty := _empty(record, AIMS):
        raise AimsMissing(
            "A learning review says what worked well, what the worries are, what could be done differently and what "
            "others can learn; where there was nothing, it says that",
            fields=empty,
        )


def ensure_appreciative(record: SuccessRecord) -> None:
    """Raises ShapeMissing: every part without which nobody learns what made the difference."""
    if empty := _empty(record, _NEEDED):
        raise ShapeMissing(
            "A success review says what made the difference, how the child sees it, and what others can learn",
            fields=empty,
        )


def ensure_views(views: Sequence[View], participants: Sequence[Participant], *, all_needed: bool) -> None:
    """Each view is somebody's who takes part, and says something or why not; of a success review none is missing.

    Raises:
        ViewsMissing: everybody whose view is missing, and every view that is nobody's or empty.
    """
    asked = {one.person or one.agency for one in participants}
    wrong: dict[str, list[str]] = {}
    for n, view in enumerate(views):
        if (view.person is None) == (view.agency is None) or (view.person or view.agency) not in asked:
            wrong[f"views.{n}"] = ["is of nobody who takes part"]
        elif bool(view.said.strip()) == (view.absent is not None):
            wrong[f"views.{n}"] = ["needs either what they said or why it is not there"]
    if all_needed:
        missing = sorted(str(one) for one in asked - {view.person or view.agency for view in views})
        if missing:
            wrong["views"] = [f"is missing of {', '.join(missing)}"]
        for what, there in (
            ("worker", any(one.person for one in participants)),
            ("partner", any(one.agency for one in participants)),
        ):
            if not there:
                wrong.setdefault("views", []).append(f"no {what} takes part yet: invite them first")
    if wrong:
        raise ViewsMissing(
            "All workers and partners say how they see it, or a code says why not", fields=wrong
        )


def _empty(record: Record, needed: Sequence[str]) -> dict[str, list[str]]:
    written = dict(parts(record))
    return {name: ["says nothing yet"] for name in needed if not written[name].strip()}
