"""Narrative identifies no child."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.contracts.identifiers import IdentifierInText, ensure_anonymous, holds, looks_like_identifier


@pytest.mark.parametrize(
    "text", ["see A123456789012 for school", "(h12345678901X)", "UPN Z999999999999.", "Q12345678901b"]
)
def test_upns_are_seen(text: str) -> None:
    assert looks_like_identifier(text) == "a UPN"


@pytest.mark.parametrize(
    "text", ["NHS 943 476 5919", "9434765919", "number 943-476-5919.", "943 476 5900", "401 023 2137"]
)
def test_nhs_numbers_are_seen_by_their_check_digit(text: str) -> None:
    assert looks_like_identifier(text) == "an NHS number"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "no digits at all",
        "9434765918",
        "call 0116 454 1004 today",
        "on 2026-03-10 and 2026-04-11",
        "A12345678901",
        "XA123456789012",
        "A1234567890123",
        "19434765919",
        "94347659191",
    ],
)
def test_telephones_dates_and_references_pass(text: str) -> None:
    assert looks_like_identifier(text) is None


@given(st.integers(0, 999_999_999))
def test_of_every_nine_digits_at_most_one_tenth_makes_an_nhs_number(first: int) -> None:
    seen = [last for last in range(10) if looks_like_identifier(f"{first:09d}{last}")]
    assert len(seen) <= 1


def test_an_identifier_is_found_as_a_word_in_any_case() -> None:
    assert holds("about ch-12, again", "CH-12")
    assert not holds("about ch-123", "CH-12")
    assert not holds("about xch-12", "CH-12")


def test_every_field_that_identifies_is_named_and_nothing_is_repeated() -> None:
    texts = [("a", "A123456789012"), ("b", "fine"), ("c", "It is 4711."), ("d", ""), ("e", "9434765919")]
    with pytest.raises(IdentifierInText) as refused:
        ensure_anonymous(texts, "4711")
    assert refused.value.fields == {
        "a": ["holds what looks like a UPN"],
        "c": ["holds the child's identifier"],
        "e": ["holds what looks like an NHS number"],
    }
    assert "4711" not in refused.value.detail


def test_a_upn_is_seen_where_no_identifier_is_known() -> None:
    with pytest.raises(IdentifierInText):
        ensure_anonymous([("a", "see A123456789012")], None)


def test_clean_narrative_passes_with_and_without_a_known_identifier() -> None:
    ensure_anonymous([("a", "All is well in 2026.")], None)
    ensure_anonymous([("a", "All is well in 2026.")], "4711")
    ensure_anonymous([("a", "943 476"), ("b", "5919")], None)
