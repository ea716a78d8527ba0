"""What an auditor or observer writes down. It never leaves this service, apart from grades and codes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any
from uuid import UUID

import msgspec
from msgspec.structs import replace

from services.activities.domain.shapes import AppreciativeInquiry, Lundy, texts
from services.activities.domain.vocabulary import HEARD, Grading, Priority, Reach
from shared.contracts.events.activities import Grade

_NOBODYS = UUID(int=0)


class DomainGrade(msgspec.Struct, frozen=True, kw_only=True):
    """One domain of practice; ungraded activities carry the comment alone."""

    domain: str
    grade: Grade | None = None
    comment: str = ""


class SignsOfSafety(msgspec.Struct, frozen=True, kw_only=True):
    """Working well, worried about, needs to happen; ``scale`` is 0 (recurs for certain) to 10 (safe) (S04)."""

    working_well: str = ""
    worried_about: str = ""
    needs_to_happen: str = ""
    scale: int | None = None


class PractitionerPart(msgspec.Struct, frozen=True, kw_only=True):
    """Whether the practitioner took part, and how they see it (S08)."""

    took_part: bool
    view: str = ""


class Family(msgspec.Struct, frozen=True, kw_only=True):
    """The family's conversation, or the code of an exemption and who approved it (S18)."""

    outcome: str
    who: str | None = None
    said: str | None = None
    code: str | None = None
    approved_by: str | None = None

    @property
    def voice(self) -> str:
        """``heard`` or the exemption's code: what readers may know."""
        return HEARD if self.outcome == HEARD else self.code or self.outcome


class ActionDraft(msgspec.Struct, frozen=True, kw_only=True):
    """What a finding asks somebody to do (S22)."""

    title: str
    owner: str
    reach: Reach
    priority: Priority
    record_reference: str | None = None


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """A strength or a weakness in one domain."""

    finding_id: UUID
    domain: str
    text: str
    strength: bool
    action: ActionDraft | None = None


class Answer(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The answer to one question of an audit tool. ``domain`` and ``text`` are the question's, put in on reading."""

    question: str
    answer: int | str | None = None
    evidence: str = ""
    domain: str = ""
    text: str = ""


class Content(msgspec.Struct, frozen=True, kw_only=True):
    """The whole of what was written.

    ``improvement_link`` is how what was observed goes with the improvement strategy, ``improvement_evident`` whether
    the practitioner knew of it (S12).
    """

    grading: Grading
    overall: Grade | None = None
    domains: tuple[DomainGrade, ...] = ()
    signs_of_safety: SignsOfSafety | None = None
    practitioner_part: PractitionerPart
    family: Family | None = None
    findings: tuple[Finding, ...] = ()
    setting: str | None = None
    improvement_link: str | None = None
    improvement_evident: bool | None = None
    lundy: Lundy | None = None
    appreciative_inquiry: AppreciativeInquiry | None = None
    tags: tuple[str, ...] = ()
    answers: tuple[Answer, ...] = ()

    @classmethod
    def of(cls, body: Mapping[str, Any], new_id: Callable[[], UUID]) -> Content:
        """Content from a request's body whose shape is already known to be right."""
        found = [{**finding, "finding_id": new_id()} for finding in body.get("findings", ())]
        return msgspec.convert({**body, "findings": found}, cls)

    def came_from(self, sent: Content) -> bool:
        """Whether this was kept of what was sent: ids of findings are ours, and so are domains that answers graded."""
        graded = len(sent.domains) if sent.answers else len(self.domains)
        return replace(self._unnumbered(), domains=self.domains[:graded]) == sent._unnumbered()

    def _unnumbered(self) -> Content:
        found = tuple(replace(finding, finding_id=_NOBODYS) for finding in self.findings)
        return replace(self, findings=found)

    def texts(self) -> Iterator[tuple[str, str]]:
        """Every piece of free text with the field it stands in."""
        for n, domain in enumerate(self.domains):
            yield f"domains.{n}.comment", domain.comment
        signs = self.signs_of_safety
        if signs is not None:
            yield "signs_of_safety.working_well", signs.working_well
            yield "signs_of_safety.worried_about", signs.worried_about
            yield "signs_of_safety.needs_to_happen", signs.needs_to_happen
        yield "practitioner_part.view", self.practitioner_part.view
        if self.family is not None:
            yield "family.who", self.family.who or ""
            yield "family.said", self.family.said or ""
        for n, finding in enumerate(self.findings):
            yield f"findings.{n}.text", finding.text
            if finding.action is not None:
                yield f"findings.{n}.action.title", finding.action.title
                yield f"findings.{n}.action.record_reference", finding.action.record_reference or ""
        yield "improvement_link", self.improvement_link or ""
        yield from texts(self.lundy, "lundy")
        yield from texts(self.appreciative_inquiry, "appreciative_inquiry")
        for n, answer in enumerate(self.answers):
            yield f"answers.{n}.evidence", answer.evidence
            if isinstance(answer.answer, str):
                yield f"answers.{n}.answer", answer.answer
