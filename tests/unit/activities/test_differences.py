"""What changed between two versions of a tool can be read question by question."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from services.activities.domain.differences import Difference, differences
from services.activities.domain.tool import QuestionSet
from tests.unit.activities.tool_builders import asking, question, section

A, B, C = question("a", "text"), question("b", "text"), question("c", "yes_no")


def told(before: QuestionSet, after: QuestionSet) -> list[tuple[str, str, str | None, str | None]]:
    return [(one.at, one.what, one.before, one.after) for one in differences(before, after)]


def test_the_tool_and_its_domains_come_first() -> None:
    before = asking(section("impact", A), overall={"good": "Fine."})
    after = asking(
        replace(section("impact", A), standard="More."),
        section("recording", B),
        title="Audit",
        services=("line-cin",),
        default=False,
        overall={"inadequate": "Bad."},
    )
    assert told(before, after) == [
        ("title", "changed", "Case-file audit", "Audit"),
        ("services", "changed", "all", "line-cin"),
        ("default", "changed", "yes", "no"),
        ("overall.inadequate", "added", None, "Bad."),
        ("sections.impact.standard", "changed", "What is expected of impact.", "More."),
        ("sections.recording.standard", "added", None, "What is expected of recording."),
        ("overall.good", "removed", "Fine.", None),
        ("questions.b", "added", None, "What of b?"),
    ]


def test_a_question_is_known_by_its_id() -> None:
    reworded = replace(A, text="What now?", required=False, evidence=True, guidance={"good": "So."})
    assert told(asking(section("impact", A, C)), asking(section("impact", reworded))) == [
        ("questions.a.text", "changed", "What of a?", "What now?"),
        ("questions.a.required", "changed", "yes", "no"),
        ("questions.a.evidence", "changed", "no", "yes"),
        ("questions.a.guidance.good", "added", None, "So."),
        ("questions.c", "removed", "What of c?", None),
    ]


def test_a_question_that_changed_its_domain_or_place_has_moved() -> None:
    before = asking(section("impact", A, B), section("recording", C))
    after = asking(section("impact", B), section("recording", C, A))
    assert told(before, after) == [
        ("questions.a.domain", "moved", "impact", "recording"),
        ("questions", "moved", "a, b, c", "b, c, a"),
    ]


sets = st.lists(st.sampled_from([A, B, C, replace(A, text="Other?")]), unique_by=lambda one: one.id).map(
    lambda some: asking(section("impact", *some))
)


@given(before=sets, after=sets)
def test_nothing_is_told_of_the_same_and_something_of_anything_else(
    before: QuestionSet, after: QuestionSet
) -> None:
    assert differences(before, before) == []
    assert bool(differences(before, after)) == (before != after)


@given(before=sets, after=sets)
def test_backwards_it_is_the_same_turned_round(before: QuestionSet, after: QuestionSet) -> None:
    turned = {"added": "removed", "removed": "added"}
    back = [
        Difference(at=one.at, what=turned.get(one.what, one.what), before=one.after, after=one.before)  # type: ignore[arg-type]
        for one in differences(after, before)
    ]
    assert sorted(back, key=str) == sorted(differences(before, after), key=str)
