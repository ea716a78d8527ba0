"""What was answered to a tool's questions, held against the version that asked them."""

from __future__ import annotations

from collections.abc import Iterator

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
    _agree(wrong, content, tool)
    if wrong:
        raise Invalid(fields=wrong)
    return graded(content, tool)


def graded(content: Content, tool: ToolVersion) -> Content:
    """The content with the domains that its answers alone grade; whether they fit is not asked."""
    own = {each.domain for each in content.domains}
    added = [
        DomainGrade(domain=domain, grade=answer.answer)  # type: ignore[arg-type]
        for domain, answer in _grades(content, tool)
        if domain not in own
    ]
    return replace(content, domains=(*content.domains, *added))


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


def _agree(wrong: Wrong, content: Content, tool: ToolVersion) -> None:
    """A domain that both content and answer grade is graded alike."""
    own = {each.domain: (n, each.grade) for n, each in enumerate(content.domains)}
    for domain, answer in _grades(content, tool):
        if domain in own and own[domain][1] != answer.answer:
            wrong[f"domains.{own[domain][0]}.grade"] = [f"differs from the answer to {answer.question}"]


def _grades(content: Content, tool: ToolVersion) -> Iterator[tuple[str, Answer]]:
    """Answers that are a domain's grade, in the order of the tool."""
    given = {one.question: one for one in content.answers}
    for section, question in tool.questions.asked():
        answer = given.get(question.id)
        if question.answer == "grade" and answer is not None and answer.answer in GRADES:
            yield section.domain, answer
