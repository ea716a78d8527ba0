"""Small audit tools, for tests to change one thing of."""

from __future__ import annotations

from datetime import date
from typing import Any

from msgspec.structs import replace

from services.activities.domain.tool import AnswerKind, Question, QuestionSet, Section, ToolVersion
from services.activities.domain.vocabulary import GRADES

JANUARY, APRIL = date(2026, 1, 1), date(2026, 4, 1)
GUIDANCE: dict[str, dict[str, str]] = {
    "grade": {grade: f"What is {grade} here." for grade in GRADES},
    "scale": {"0": "Not safe.", "10": "Safe."},
    "yes_no": {},
    "text": {},
}


def question(id: str, answer: AnswerKind, **changes: Any) -> Question:
    whole = Question(
        id=id,
        text=f"What of {id}?",
        answer=answer,
        required=True,
        evidence=False,
        guidance=GUIDANCE[answer],
    )
    return replace(whole, **changes)


def section(domain: str, *questions: Question) -> Section:
    return Section(domain=domain, standard=f"What is expected of {domain}.", questions=questions)


def asking(*sections: Section, **changes: Any) -> QuestionSet:
    """Impact is graded and told; how safe the child is, is scaled; whether they were seen, is yes or no."""
    whole = QuestionSet(
        title="Case-file audit",
        purpose="To learn.",
        origin="Ours",
        kinds=("case_file_audit",),
        services=(),
        default=True,
        overall=GUIDANCE["grade"],
        sections=sections
        or (
            section(
                "impact",
                question("impact", "grade", evidence=True),
                question("story", "text", required=False),
            ),
            section("assessment_risk", question("safety", "scale")),
            section("childs_voice", question("seen", "yes_no", required=False, evidence=True)),
        ),
    )
    return replace(whole, **changes)


def version(number: int = 1, code: str = "case-file-audit", **changes: Any) -> ToolVersion:
    """In force from 1 January 2026."""
    known: dict[str, Any] = {"effective_from": JANUARY, "questions": asking()}
    return ToolVersion(code=code, number=number, **(known | changes))


def draft(number: int = 1, **changes: Any) -> ToolVersion:
    return version(number, **{"effective_from": None, **changes})
