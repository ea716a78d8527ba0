"""What one version of a tool says that another does not, question by question."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from services.activities.domain.tool import Question, QuestionSet


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """``at`` is where: a field of the tool, ``sections.<domain>`` or ``questions.<id>`` and the field in it."""

    at: str
    what: Literal["added", "removed", "changed", "moved"]
    before: str | None
    after: str | None


def differences(before: QuestionSet, after: QuestionSet) -> list[Difference]:
    """From the older to the newer: the tool itself, its domains, then its questions, in the newer one's order.

    A question is known by its id; one that changed its domain is ``moved``, and so is the order of questions that
    both ask.
    """
    return [*_fields(_about(before), _about(after)), *_questions(before, after), *_order(before, after)]


def _about(said: QuestionSet) -> dict[str, str]:
    return {
        "title": said.title,
        "purpose": said.purpose,
        "origin": said.origin,
        "kinds": ", ".join(said.kinds),
        "services": ", ".join(said.services) or "all",
        "default": _yes(said.default),
        **{f"overall.{grade}": text for grade, text in said.overall.items()},
        **{f"sections.{section.domain}.standard": section.standard for section in said.sections},
    }


def _questions(before: QuestionSet, after: QuestionSet) -> Iterator[Difference]:
    old = {question.id: (section.domain, question) for section, question in before.asked()}
    new = {question.id: (section.domain, question) for section, question in after.asked()}
    for key, (domain, question) in new.items():
        if key not in old:
            yield Difference(at=f"questions.{key}", what="added", before=None, after=question.text)
            continue
        was, asked = old[key]
        if was != domain:
            yield Difference(at=f"questions.{key}.domain", what="moved", before=was, after=domain)
        yield from _fields(_words(asked), _words(question), f"questions.{key}.")
    for key, (_, question) in old.items():
        if key not in new:
            yield Difference(at=f"questions.{key}", what="removed", before=question.text, after=None)


def _words(question: Question) -> dict[str, str]:
    return {
        "text": question.text,
        "answer": question.answer,
        "required": _yes(question.required),
        "evidence": _yes(question.evidence),
        **{f"guidance.{key}": text for key, text in question.guidance.items()},
    }


def _fields(old: Mapping[str, str], new: Mapping[str, str], at: str = "") -> Iterator[Difference]:
    for name in [*new, *(name for name in old if name not in new)]:
        before, after = old.get(name), new.get(name)
        if before != after:
            what: Literal["added", "removed", "changed"] = "changed"
            if before is None or after is None:
                what = "added" if before is None else "removed"
            yield Difference(at=f"{at}{name}", what=what, before=before, after=after)


def _order(before: QuestionSet, after: QuestionSet) -> Iterator[Difference]:
    old = [question.id for _, question in before.asked()]
    new = [question.id for _, question in after.asked()]
    kept = set(old) & set(new)
    was, now = _kept(old, kept), _kept(new, kept)
    if was != now:
        yield Difference(at="questions", what="moved", before=was, after=now)


def _kept(ids: Sequence[str], kept: set[str]) -> str:
    return ", ".join(one for one in ids if one in kept)


def _yes(value: bool) -> str:
    return "yes" if value else "no"
