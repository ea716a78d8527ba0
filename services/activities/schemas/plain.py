"""A quicker reading of records that are written as we would write them.

marshmallow tells every wrong field at once and forgives much, which takes most of the time that an audit costs. What
is read here is read the same by ``AuditSchema`` and ``ObservationSchema`` (a test holds them together); whatever else
was sent is theirs to judge.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, Literal
from uuid import UUID

import msgspec
from msgspec import Meta

from services.activities.domain import vocabulary as say
from services.activities.domain.tags import TAGS
from shared.contracts.events.activities import Grade

_TRIMMED = r"^\S(?s:.*\S)?\Z"
_NARRATIVE = r"^(\S(?s:.*\S)?)?\Z"

Person = Annotated[str, Meta(pattern=r"^[A-Za-z0-9]([A-Za-z0-9._-]{0,38}[A-Za-z0-9])?\Z")]
Code = Annotated[str, Meta(pattern=r"^[a-z0-9]+([-_.][a-z0-9]+)*\Z", max_length=64)]
Identifier = Annotated[str, Meta(pattern=r"^[A-Za-z0-9][A-Za-z0-9 ./_-]{0,39}\Z")]
Month = Annotated[str, Meta(pattern=r"^(19|2[0-9])[0-9]{2}-(0[1-9]|1[0-2])\Z")]
Narrative = Annotated[str, Meta(pattern=_NARRATIVE, max_length=10_000)]
Text = Annotated[str, Meta(pattern=_TRIMMED, max_length=10_000)]
Title = Annotated[str, Meta(pattern=_TRIMMED, max_length=300)]
Short = Annotated[str, Meta(pattern=_TRIMMED, max_length=100)]
Scale = Annotated[int, Meta(ge=0, le=10)]
Domain = Literal[say.DOMAINS]  # type: ignore[valid-type]  # the vocabulary is one tuple
Tag = Literal[TAGS]  # type: ignore[valid-type]
Setting = Literal[say.SETTINGS]  # type: ignore[valid-type]


class Plain(msgspec.Struct, frozen=True, forbid_unknown_fields=True, gc=False):
    """A shape that takes what it names and nothing else."""


class DomainGrade(Plain, frozen=True):
    domain: Domain
    grade: Grade | None = None
    comment: Narrative = ""


class SignsOfSafety(Plain, frozen=True):
    working_well: Narrative = ""
    worried_about: Narrative = ""
    needs_to_happen: Narrative = ""
    scale: Scale | None = None


class Lundy(Plain, frozen=True):
    space: Narrative = ""
    voice: Narrative = ""
    audience: Narrative = ""
    influence: Narrative = ""


class AppreciativeInquiry(Plain, frozen=True):
    discovery: Narrative = ""
    dream: Narrative = ""
    design: Narrative = ""
    destiny: Narrative = ""


class PractitionerPart(Plain, frozen=True):
    took_part: bool
    view: Narrative = ""


class Family(Plain, frozen=True, kw_only=True):
    outcome: Literal["heard", "exempt"]
    who: Short | None = None
    said: Text | None = None
    code: Code | None = None
    approved_by: Person | None = None


class Action(Plain, frozen=True):
    title: Title
    owner: Person
    reach: say.Reach
    priority: say.Priority
    record_reference: Short | None = None


class Finding(Plain, frozen=True):
    domain: Domain
    text: Text
    strength: bool
    action: Action | None = None


class Answer(Plain, frozen=True):
    question: Code
    answer: int | Narrative | None = None
    evidence: Narrative = ""


class Tool(Plain, frozen=True):
    code: Code
    version: Annotated[int, Meta(ge=1, le=9999)]


class Record(Plain, frozen=True, kw_only=True):
    """What audits and observations share."""

    auditor: Person
    service: Code
    team: Code | None = None
    month: Month
    completed_on: date
    overall: Grade | None = None
    domains: Annotated[list[DomainGrade], Meta(max_length=20)] = []
    signs_of_safety: SignsOfSafety | None = None
    lundy: Lundy | None = None
    appreciative_inquiry: AppreciativeInquiry | None = None
    tags: Annotated[list[Tag], Meta(max_length=len(TAGS))] = []
    practitioner_part: PractitionerPart
    family: Family | None = None
    findings: Annotated[list[Finding], Meta(max_length=50)] = []
    tool: Tool | None = None
    answers: Annotated[list[Answer], Meta(max_length=300)] = []
    theme_id: UUID | None = None


class Audit(Record, frozen=True, kw_only=True):
    case: Identifier
    practitioner: Person | None
    grading: say.Grading


class Observation(Record, frozen=True, kw_only=True):
    case: Identifier | None = None
    practitioner: Person | None = None
    grading: say.Grading = "ungraded"
    setting: Setting
    improvement_link: Text | None = None
    improvement_evident: bool | None = None


SHAPES: Mapping[str, type[Audit] | type[Observation]] = {say.AUDIT: Audit, say.OBSERVATION: Observation}


def plainly(kind: str, item: Mapping[str, Any], today: date) -> dict[str, Any] | None:
    """The body of a record as its schema would load it; None where only the schema can tell."""
    try:
        read = msgspec.convert(item, SHAPES[kind])
    except msgspec.ValidationError:
        return None
    if read.completed_on > today:
        return None
    return {
        **item,
        "case": read.case,
        "practitioner": read.practitioner,
        "team": read.team,
        "grading": read.grading,
        "month": date(int(read.month[:4]), int(read.month[5:]), 1),
        "completed_on": read.completed_on,
        "theme_id": read.theme_id,
    }
