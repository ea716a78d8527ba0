"""What somebody else changed is told field by field, and nothing else is."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from shared.contracts.difference import Differing, differing

leaves = st.none() | st.booleans() | st.integers() | st.text("xyz", max_size=3)
names = st.text("abc", min_size=1, max_size=2)
values = st.recursive(
    leaves, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(names, inner, max_size=3)
)
documents = st.dictionaries(names, values, max_size=4)


@given(documents)
def test_a_document_does_not_differ_from_itself(document: dict[str, Any]) -> None:
    assert differing(document, document) == []


@given(documents, documents)
def test_both_sides_are_told_the_same_fields_the_other_way_round(
    yours: dict[str, Any], theirs: dict[str, Any]
) -> None:
    there = {(one.field, str(one.yours), str(one.theirs)) for one in differing(yours, theirs)}
    back = {(one.field, str(one.theirs), str(one.yours)) for one in differing(theirs, yours)}
    assert there == back


def test_a_field_is_told_by_its_path_with_what_both_began_with() -> None:
    was = {"overall": None, "domains": [{"domain": "impact", "grade": "good"}], "family": None}
    yours = {"overall": "good", "domains": [{"domain": "impact", "grade": "good"}], "family": {}}
    theirs = {"overall": "inadequate", "domains": [{"domain": "impact", "grade": "outstanding"}]}
    assert differing(yours, theirs, was) == [
        Differing(field="overall", was=None, yours="good", theirs="inadequate"),
        Differing(field="domains.0.grade", was="good", yours="good", theirs="outstanding"),
    ]


def test_what_one_of_them_left_out_is_null() -> None:
    assert differing({"overall": "good"}, {"setting": "review"}) == [
        Differing(field="overall", was=None, yours="good", theirs=None),
        Differing(field="setting", was=None, yours=None, theirs="review"),
    ]
