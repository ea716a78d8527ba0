"""What makes a version of a tool fit to be published, and when it may be retired."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from services.activities.domain.organisation import Organisation
from services.activities.domain.tool import Question, QuestionSet, ToolVersion
from services.activities.domain.tool_refusals import (
    ToolDate,
    ToolIncomplete,
    ToolNotPublished,
    ToolOverlap,
    ToolPublished,
    ToolRetired,
)
from services.activities.domain.toolbox import Toolbox
from services.activities.domain.vocabulary import GRADES

GUIDED: dict[str, tuple[str, ...]] = {"grade": GRADES, "scale": ("0", "10"), "yes_no": (), "text": ()}
"""What the guidance of each kind of question must say something about."""
Gap = tuple[str, str]


def publish(
    draft: ToolVersion, effective_from: date, *, today: date, toolbox: Toolbox, organisation: Organisation
) -> ToolVersion:
    """The version as it stands from its first day on.

    Raises:
        ToolPublished: it was published before. ToolDate: its first day has passed, or is not after its predecessor's.
        ToolIncomplete: every gap at once. ToolOverlap: another tool is the default for the same.
    """
    ensure_draft(draft)
    earlier = toolbox.used(draft.code)
    if effective_from < today:
        raise ToolDate(
            "A version is in force from today on, or from a later day", fields=_first("has passed")
        )
    if earlier and earlier[0].effective_from and effective_from <= earlier[0].effective_from:
        raise ToolDate(
            f"Version {earlier[0].number} is in force from {earlier[0].effective_from:%d %B %Y}",
            fields=_first("is not after the first day of the version before"),
        )
    gaps: dict[str, list[str]] = {}
    for path, reason in _gaps(draft.questions, earlier[0] if earlier else None, organisation):
        gaps.setdefault(path, []).append(reason)
    if gaps:
        raise ToolIncomplete(f"{len(gaps)} things are missing or do not fit", fields=gaps)
    _ensure_alone(draft, effective_from, toolbox)
    return replace(draft, effective_from=effective_from)


def retire(version: ToolVersion, retired_from: date, *, today: date) -> ToolVersion:
    """The version with the day from which it is no longer used; before its first day that takes it back.

    Raises:
        ToolNotPublished: a draft. ToolRetired: it was retired before. ToolDate: the day has passed.
    """
    if version.effective_from is None:
        raise ToolNotPublished("A draft is not in force")
    if version.retired_from is not None:
        raise ToolRetired(f"It was retired from {version.retired_from:%d %B %Y} on")
    if retired_from < today:
        raise ToolDate("Audits were made with it since", fields={"retired_from": ["has passed"]})
    return replace(version, retired_from=retired_from)


def ensure_draft(version: ToolVersion) -> None:
    """Raises ToolPublished."""
    if version.effective_from is not None:
        raise ToolPublished("A published version is never altered: draft the next one")


def _first(reason: str) -> dict[str, list[str]]:
    return {"effective_from": [reason]}


def _gaps(said: QuestionSet, before: ToolVersion | None, organisation: Organisation) -> Iterator[Gap]:
    if not said.kinds:
        yield "kinds", "says of no activity"
    for n, code in enumerate(said.services):
        unit = organisation.units.get(code)
        if unit is None or unit.kind != "service":
            yield f"services.{n}", "is no service"
    if not said.sections:
        yield "sections", "asks nothing"
    if any(question.answer == "grade" for _, question in said.asked()):
        yield from (("overall." + grade, "says nothing") for grade in GRADES if not said.overall.get(grade))
    meant = {question.id: question.answer for _, question in before.questions.asked()} if before else {}
    domains: set[str] = set()
    ids: set[str] = set()
    for n, section in enumerate(said.sections):
        at = f"sections.{n}"
        if section.domain in domains:
            yield f"{at}.domain", "stands twice"
        domains.add(section.domain)
        if not section.standard:
            yield f"{at}.standard", "says nothing"
        if not section.questions:
            yield f"{at}.questions", "asks nothing"
        if sum(question.answer == "grade" for question in section.questions) > 1:
            yield f"{at}.questions", "grade the domain more than once"
        for m, question in enumerate(section.questions):
            if question.id in ids:
                yield f"{at}.questions.{m}.id", "stands twice"
            ids.add(question.id)
            yield from _question_gaps(f"{at}.questions.{m}", question, meant.get(question.id))


def _question_gaps(at: str, question: Question, meant: str | None) -> Iterator[Gap]:
    if meant not in (None, question.answer):
        yield f"{at}.answer", f"was {meant} in the version before: a new question has a new id"
    if not question.text:
        yield f"{at}.text", "says nothing"
    wanted = GUIDED[question.answer]
    yield from ((f"{at}.guidance.{key}", "says nothing") for key in wanted if not question.guidance.get(key))
    yield from ((f"{at}.guidance.{key}", "is no answer") for key in question.guidance if key not in wanted)


def _ensure_alone(draft: ToolVersion, effective_from: date, toolbox: Toolbox) -> None:
    """Two tools that count where none is named would leave open which."""
    for other in toolbox.others(draft.code, effective_from) if draft.questions.default else ():
        if other.questions.default and _same_place(draft.questions, other.questions):
            raise ToolOverlap(
                f"Where no tool is named, {other.ref} counts already", fields={"default": ["is taken"]}
            )


def _same_place(one: QuestionSet, other: QuestionSet) -> bool:
    """For a kind and a service that both are made for; one for all services gives way to one for some."""
    services = set(one.services) & set(other.services) or not (one.services or other.services)
    return bool(services and set(one.kinds) & set(other.kinds))
