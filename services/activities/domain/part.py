"""What is written of one kind of QA activity alone, beside what all kinds share."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Self
from uuid import UUID

import msgspec

from services.activities.domain.content import ActionDraft, Finding
from services.activities.domain.shapes import texts
from shared.contracts.errors import Invalid


class Assigned(ActionDraft, frozen=True, kw_only=True):
    """An action with the service in which it is to be done; needed where the activity is of no service."""

    service: str | None = None


class RecordedFinding(Finding, frozen=True, kw_only=True):
    """A strength or a weakness, of practice or of how it is led and known."""

    action: Assigned | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """What stands beside a part and its rules ask about."""

    practitioners: int
    cases: int
    completed_on: date


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """The base of every kind's part."""

    @classmethod
    def of(cls, details: Mapping[str, Any], new_id: Callable[[], UUID], known: Collection[UUID] = ()) -> Self:
        """The part from a request's details, whose shape is known to be right; ``known`` as in ``identified``."""
        return msgspec.convert(dict(details), cls)

    def ensure(self, beside: Beside) -> None:
        """The kind's own rules. Raises what the part says."""

    def actions(self) -> Iterator[tuple[UUID, Assigned, str]]:
        """Actions that the part itself asks for: id, action and the field it stands in."""
        return iter(())

    def correcting(self, before: Part) -> Self:
        """The part with what a correction cannot say anew, as it was ``before``."""
        return self

    def ids(self) -> frozenset[UUID]:
        """The ids in it that a correction may keep."""
        return frozenset()

    def texts(self) -> Iterator[tuple[str, str]]:
        """Every text that somebody wrote, with the field it stands in."""
        return texts(self, "details")

    def result(self) -> Mapping[str, Any] | None:
        """What is worked out of the part for its readers."""
        return None


def identified(
    said: Iterable[Mapping[str, Any]],
    name: str,
    field: str,
    new_id: Callable[[], UUID],
    known: Collection[UUID],
) -> list[dict[str, Any]]:
    """What was said in a list, each with its id: the one it has had, or a new one.

    Raises:
        Invalid: an id that is not among those ``known``, or stands there twice. Actions are known by these ids.
    """
    found, wrong = list(said), {}
    given = [one.get(name) for one in found]
    for n, had in enumerate(given):
        if had is not None and (had not in known or had in given[:n]):
            wrong[f"{field}.{n}.{name}"] = ["is not of this activity, or stands there twice"]
    if wrong:
        raise Invalid(fields=wrong)
    return [{**one, name: had or new_id()} for one, had in zip(found, given, strict=True)]
