"""What leaves the circle of a review names nobody of the case (S26)."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.activities.domain.review_learning import Celebrated, Learning, ensure_consent, ensure_shareable
from services.activities.domain.review_people import Participant
from services.activities.domain.review_refusals import NameInLearning, NoConsent
from shared.contracts.identifiers import IdentifierInText
from tests.unit.activities.reviewing import SCHOOL

PLAIN = "Name who covers before leave begins."


def shared(text: str = PLAIN, *names: str, title: str = "Cover", celebrated: str = "Thanks.") -> None:
    learning = Learning(
        learning_id=UUID(int=1),
        title=title,
        learning=text,
        released_on=date(2026, 3, 20),
        celebrated=(Celebrated(person="W1", words=celebrated),),
    )
    ensure_shareable(learning, identifier="CH-1", names=names, codes=["W1", None, "C-ABCDEFGHIJKL"])


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Jamie was heard.", "Jamie Example"),
        ("What Jamie's mother saw", "Jamie Example"),
        ("jamie example was heard", "Jamie Example"),
        ("The Example family", "Jamie Example"),
        ("Ask the Smith household", "Ann Smith-Jones"),
        ("Zoe\u0308 was heard.", "Zo\u00eb Example"),
        ("What O\u2019Brien saw", "Sean O'Brien"),
        ("What \u674e saw", "\u674e \u5c0f\u9f99"),
    ],
)
def test_a_name_is_found_however_it_is_written(text: str, name: str) -> None:
    with pytest.raises(NameInLearning) as refused:
        shared(text, name)
    assert refused.value.fields == {"learning": ["names somebody of the case"]}
    assert name not in str(refused.value)


@pytest.mark.parametrize("name", ["Will Grace", "May Hope", "Will de Hope", "J. Grace", "A Le"])
def test_words_that_are_also_names_stay_words(name: str) -> None:
    shared("We will hope that cover may be named de facto with grace: in plan J, by letter.", name)


@given(
    name=st.from_regex(
        r"[A-Z\u00c0-\u00d6\u0410-\u042f\u0621-\u063a\u4e00-\u9fff][a-z\u00e0-\u00f6]{1,9}", fullmatch=True
    ),
    before=st.sampled_from(["", "Ask ", "(", "so: "]),
    after=st.sampled_from(["", " said so", ")", "'s school", ", who"]),
)
def test_no_name_of_the_case_is_released(name: str, before: str, after: str) -> None:
    with pytest.raises(NameInLearning):
        shared(f"{before}{name}{after}", f"Somebody {name}")


def test_every_text_is_looked_at_for_names_staff_and_identifiers() -> None:
    shared()
    for field in ("title", "celebrated"):
        with pytest.raises(NameInLearning) as refused:
            shared(PLAIN, "Jamie", **{field: "For Jamie"})
        assert set(refused.value.fields) == {"title" if field == "title" else "celebrated.0.words"}
    for text in ("As w1 did", "See C-ABCDEFGHIJKL"):
        with pytest.raises(NameInLearning):
            shared(text)
    for text in ("See CH-1", "See A123456789012"):
        with pytest.raises(IdentifierInText):
            shared(text)


def test_a_worker_is_celebrated_once_they_said_yes() -> None:
    thanks = [Celebrated(person="W1", words="Thanks."), Celebrated(person="L1", words="Thanks.")]
    both = [Participant(person="W1", may_be_named=True), Participant(person="L1", may_be_named=True), SCHOOL]
    ensure_consent(thanks, both)
    for said in (None, False):
        with pytest.raises(NoConsent) as refused:
            ensure_consent(thanks, [both[0], Participant(person="L1", may_be_named=said)])
        assert refused.value.fields == {"celebrated.1.person": ["has not said yes to being named"]}
    with pytest.raises(NoConsent):
        ensure_consent(thanks, both[:1])
