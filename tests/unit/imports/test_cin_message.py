"""Files that are no CIN census at all: one clear rejection, and nothing taken."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.imports.building import census, child, message, told

BOMB = (
    '<?xml version="1.0"?><!DOCTYPE Message [<!ENTITY a "aaaaaaaaaa">'
    + "".join(
        f'<!ENTITY {name} "{f"&{before};" * 10}">'
        for before, name in zip("abcdefgh", "bcdefghi", strict=True)
    )
    + "]><Message>&i;</Message>"
)
OUTSIDE = (
    '<!DOCTYPE Message [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    "<Message><Children><Child><ChildIdentifiers><LAchildID>&x;</LAchildID></ChildIdentifiers>"
    "</Child></Children></Message>"
)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "is not well-formed XML"),
        (b"CHILD,SEX\n1,2\n", "is not well-formed XML"),
        (message(child("C1"), child("C2"))[:-40].encode(), "is not well-formed XML"),
        (message(child()).replace("</LAchildID>", "</Oops>").encode(), "mismatched tag"),
        (message(child("C\xe91")).encode("latin-1"), "not in the encoding it declares"),
        (b'<?xml version="1.0" encoding="klingon"?>' + message(child()).encode(), "encoding"),
        (b'<?xml version="1.0" encoding="utf-7"?>' + message(child()).encode(), "encoding"),
        (b"\x00\x01\x02\x03", "is not well-formed XML"),
        (b"<html><body>Sign in</body></html>", "the outermost element is not Message"),
        (message(child(), collection="SWWF").encode(), "another collection than CIN"),
        (message(child(), reference_date="31/03/2024").encode(), "ReferenceDate is not a date"),
        (message().encode(), "without a single child"),
        (b"<Message/>", "without a single child"),
        (b'<Message note="' + b"x" * 2_000_000 + b'"/>', "more than a megabyte"),
        (BOMB.encode(), "document type or entities"),
        (OUTSIDE.encode(), "document type or entities"),
    ],
)
def test_it_is_refused_whole(content: bytes, reason: str) -> None:
    parsed = census(content)
    assert parsed.rows == ()
    (rejection,) = parsed.rejections
    assert (rejection.row, rejection.field) == (0, "file")
    assert reason in rejection.reason


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "windows-1252", "iso-8859-1"])
def test_a_declared_encoding_is_read(encoding: str) -> None:
    declared = "utf-8" if encoding == "utf-8-sig" else encoding
    text = f'<?xml version="1.0" encoding="{declared}"?>' + message(child("C\xe91"))
    assert [case.identifier for case in census(text.encode(encoding)).rows] == ["C\xe91"]


def test_nothing_of_a_file_that_breaks_off_is_taken() -> None:
    text = message(*(child(f"C{number}") for number in range(1000)))
    parsed = census(text[: len(text) // 2])
    assert parsed.rows == ()
    assert len(parsed.rejections) == 1


@given(st.data())
def test_no_damage_whatever_raises(data: st.DataObject) -> None:
    content = bytearray(message(child("C1"), child("C2")).encode())
    for _ in range(data.draw(st.integers(1, 5))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    parsed = census(bytes(content))
    assert parsed.rows or parsed.rejections


def test_a_deep_nest_is_refused_and_nothing_worse() -> None:
    assert told(census("<Message>" + "<a>" * 200_000)) == [(0, "file")]
    nest = "<a>" * 100_000 + "</a>" * 100_000
    assert told(census(message(f"<Child>{nest}</Child>"))) == [(1, "LAchildID")]
