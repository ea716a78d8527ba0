"""Names that are safe to keep, and who takes evidence away."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.activities.domain.attachment import (
    LONGEST,
    MOST,
    as_words,
    cleaned,
    ensure_removable,
    ensure_room,
    ensure_size,
)
from services.activities.domain.filetypes import JPEG, PDF, PNG, TEXT
from services.activities.domain.refusals import TooManyAttachments
from shared.contracts.errors import Forbidden, Invalid
from shared.contracts.identifiers import IdentifierInText, ensure_anonymous


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("plan.pdf", "plan.pdf"),
        ("Plan of March.PDF", "Plan of March.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\Users\\me\\plan.pdf", "plan.pdf"),
        ("plan.pdf.exe", "plan.pdf.exe.pdf"),
        ("plan\u202efdp.exe", "planfdp.exe.pdf"),
        ("a\r\nSet-Cookie: b.pdf", "aSet-Cookie_ b.pdf"),
        ('"><script>.pdf', "___script_.pdf"),
        ("CON.pdf", "_CON.pdf"),
        (".pdf", "pdf.pdf"),
        (" . ", "evidence.pdf"),
        ("", "evidence.pdf"),
        (None, "evidence.pdf"),
        ("Zoe\u0308.pdf", "Zo\u00eb.pdf"),
        ("x" * 300 + ".pdf", "x" * 96 + ".pdf"),
    ],
)
def test_a_name_is_cleaned(sent: str | None, kept: str) -> None:
    assert cleaned(sent, PDF) == kept


def test_a_name_ends_as_its_content_says() -> None:
    assert cleaned("photo.JPEG", JPEG) == "photo.jpeg"
    assert cleaned("page.html", PNG) == "page.html.png"
    assert (cleaned("visits.csv", TEXT), cleaned("visits", TEXT)) == ("visits.csv", "visits.txt")


@given(st.text(st.characters(min_codepoint=0, max_codepoint=0x2FF), max_size=150))
def test_no_name_is_ever_a_path_or_longer_than_it_may_be(name: str) -> None:
    kept = cleaned(name, PDF)
    assert kept.endswith(".pdf")
    assert len(kept) <= LONGEST + 1
    assert not set(kept) & set('\\/<>:"|?*\r\n\0')
    assert kept == cleaned(kept, PDF)


def test_an_identifier_hidden_in_a_name_is_found() -> None:
    for name in ("review_CH-0001234_final.pdf", "ch-0001234.pdf", "943 476 5919.pdf", "nhs_9434765919.pdf"):
        with pytest.raises(IdentifierInText):
            ensure_anonymous([("file", as_words(name))], "CH-0001234")


def test_size_and_number_have_an_end() -> None:
    ensure_size(10 << 20, 10 << 20)
    with pytest.raises(Invalid) as refused:
        ensure_size((10 << 20) + 1, 10 << 20)
    assert refused.value.fields == {"file": ["is larger than 10 MB"]}
    ensure_room(MOST - 1)
    with pytest.raises(TooManyAttachments):
        ensure_room(MOST)


def test_the_auditor_removes_while_writing_and_later_somebody_else() -> None:
    ensure_removable(own=True, submitted=False, for_others=False)
    ensure_removable(own=False, submitted=True, for_others=True)
    for own, submitted in ((True, True), (False, False), (False, True)):
        with pytest.raises(Forbidden):
            ensure_removable(own=own, submitted=submitted, for_others=False)
