"""What is written of one kind of QA activity alone, beside what all kinds share."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Self
from uuid import UUID

import msgspec

from services.activities.domain.content import ActionDraft, Finding


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
    def of(cls, details: Mapping[str, Any], new_id: Callable[[], UUID]) -> Self:
        """The part from a request's details, whose shape is already known to be right."""
        return msgspec.convert(dict(details), cls)

    def ensure(self, beside: Beside) -> None:
        """The kind's own rules. Raises what the part says."""

    def actions(self) -> Iterator[tuple[UUID, Assigned, str]]:
        """Actions that the part itself asks for: id, action and the field it stands in."""
        return iter(())

    def result(self) -> Mapping[str, Any] | None:
        """What is worked out of the part for its readers."""
        return None
