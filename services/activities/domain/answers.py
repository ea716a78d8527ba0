"""What was answered to a tool's questions, held against the version that asked them."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec.structs import replace

from services.activities.domain.content import Answer, Content, DomainGrade
from services.activities.domain.tool import NOT_APPLICABLE, SCALE, YES_NO, Question, ToolVersion
from services.activities.domain.vocabulary import GRADES
from shared.contracts.errors import Invalid

Wrong = dict[str, list[str]]


def answered(content: Content, tool: ToolVersion) -> Content:
    """The content with the grades that its answers give to their domains, once every answer fits the tool.

    A domain that the content grades itself must be graded alike.

    Raises:
        Invalid: every fault at once: a question that the version does not ask or that is answered twice, an answer of
        the wrong kind or out of range, evidence or a required answer missing, a domain graded otherwise.
    """
    wrong: Wrong = {}
    asked = {question.id: question for _, question in tool.questions.asked()}
    given: dict[str, Answer] = {}
    for n, answer in enumerate(content.answers):
        question = asked.get(answer.question)
        if question is None:
            wrong[f"answers.{n}.question"] = [f"is no question of {tool.ref}"]
        elif answer.question in given:
            wrong[f"answers.{n}.question"] = ["is answered twice"]
        else:
            given[answer.question] = answer
            _check(wrong, f"answers.{n}", question, answer, content.grading)
    missing = [
        f"needs an answer to {question.id}"
        for question in asked.values()
        if question.required
        and not _said(given.get(question.id))
        and not (question.answer == "grade" and content.grading == "ungraded")
    ]
    if missing:
        wrong["answers"] = missing
    domains = _graded(wrong, content, tool, given)
    if wrong:
        raise Invalid(fields=wrong)
    return replace(content, domains=(*content.domains, *domains))


def worded(answers: tuple[Answer, ...], tool: ToolVersion) -> tuple[Answer, ...]:
    """The answers with the domain and the words of the questions, as that version puts them."""
    asked = {question.id: (section, question) for section, question in tool.questions.asked()}
    return tuple(
        replace(one, domain=asked[one.question][0].domain, text=asked[one.question][1].text)
        for one in answers
    )


def _said(answer: Answer | None) -> bool:
    return answer is not None and answer.answer not in (None, "")


def _check(wrong: Wrong, at: str, question: Question, answer: Answer, grading: str) -> None:
    if not _said(answer):
        return
    if fault := _fault(question, answer.answer, grading):
        wrong[f"{at}.answer"] = [fault]
    if question.evidence and answer.answer != NOT_APPLICABLE and not answer.evidence:
        wrong[f"{at}.evidence"] = ["is needed: what in the record or the conversation shows it"]


def _fault(question: Question, value: int | str | None, grading: str) -> str | None:
    match question.answer:
        case "grade" if grading == "ungraded":
            return "must be left out: an ungraded activity carries no grade"
        case "grade" if value not in GRADES:
            return f"must be one of {', '.join(GRADES)}"
        case "scale" if not isinstance(value, int) or value not in SCALE:
            return "must be a whole number from 0 to 10"
        case "yes_no" if value not in YES_NO:
            return f"must be one of {', '.join(YES_NO)}"
        case "text" if not isinstance(value, str):
            return "must be text"
    return None


def _graded(
    wrong: Wrong, content: Content, tool: ToolVersion, given: Mapping[str, Answer]
) -> list[DomainGrade]:
    """The domains that answers alone grade; those that content and answer grade must agree."""
    own = {each.domain: (n, each.grade) for n, each in enumerate(content.domains)}
    added: list[DomainGrade] = []
    for section, question in tool.questions.asked():
        answer = given.get(question.id)
        if question.answer != "grade" or answer is None or answer.answer not in GRADES:
            continue
        if section.domain not in own:
            added.append(DomainGrade(domain=section.domain, grade=answer.answer))  # type: ignore[arg-type]
        elif own[section.domain][1] != answer.answer:
            wrong[f"domains.{own[section.domain][0]}.grade"] = [f"differs from the answer to {question.id}"]
    return added
