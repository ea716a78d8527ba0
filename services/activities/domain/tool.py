"""An audit tool: what is asked, domain by domain, and what good looks like at each grade (S06, S10, S20)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, get_args

import msgspec

AnswerKind = Literal["grade", "scale", "yes_no", "text"]
ToolStatus = Literal["draft", "upcoming", "in_force", "superseded", "retired"]
Step = Literal["drafted", "edited", "published", "retired"]

ANSWER_KINDS: tuple[str, ...] = get_args(AnswerKind)
TOOL_STATUSES: tuple[str, ...] = get_args(ToolStatus)
NOT_APPLICABLE = "not_applicable"
YES_NO: tuple[str, ...] = ("yes", "no", NOT_APPLICABLE)
SCALE = range(11)


class ToolRef(msgspec.Struct, frozen=True, kw_only=True):
    """A version of a tool, as a submission names it."""

    code: str
    version: int

    def __str__(self) -> str:
        return f"{self.code} version {self.version}"


class Question(msgspec.Struct, frozen=True, kw_only=True):
    """One question. ``id`` means the same in every version of a tool.

    ``guidance`` says what each grade looks like, or what 0 and 10 stand for. ``evidence``: an answer must say what
    shows it.
    """

    id: str
    text: str
    answer: AnswerKind
    required: bool
    evidence: bool
    guidance: Mapping[str, str] = {}


class Section(msgspec.Struct, frozen=True, kw_only=True):
    """A domain of practice, what is expected in it, and what is asked about it."""

    domain: str
    standard: str
    questions: tuple[Question, ...]


class QuestionSet(msgspec.Struct, frozen=True, kw_only=True):
    """All that one version says.

    ``services`` are those it is for, none for all. ``default``: it counts where a submission names no tool.
    ``origin`` says whose it is; ``overall`` what each overall grade means.
    """

    title: str
    purpose: str
    origin: str
    kinds: tuple[str, ...]
    services: tuple[str, ...]
    default: bool
    overall: Mapping[str, str]
    sections: tuple[Section, ...]

    def asked(self) -> Iterator[tuple[Section, Question]]:
        return ((section, question) for section in self.sections for question in section.questions)

    def suits(self, kind: str | None, service: str | None) -> bool:
        """Whether it is for this kind of activity in this service; None is any."""
        return (kind is None or kind in self.kinds) and (
            service is None or not self.services or service in self.services
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ToolVersion:
    """One version of a tool; a draft has no ``effective_from``. From ``retired_from`` on it is no longer used.

    ``revision`` rises with every change of the row; the question set is never altered once it is published.
    """

    code: str
    number: int
    questions: QuestionSet
    effective_from: date | None = None
    retired_from: date | None = None
    revision: int = 1

    @property
    def ref(self) -> ToolRef:
        return ToolRef(code=self.code, version=self.number)

    @property
    def never_used(self) -> bool:
        """A draft, or taken back before its first day."""
        return self.effective_from is None or (
            self.retired_from is not None and self.retired_from <= self.effective_from
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ToolChange:
    """Who did what to a version, and when; never altered. ``revision`` is the version's after it."""

    revision: int
    what: Step
    by: str
    recorded_at: datetime
    note: str = ""
