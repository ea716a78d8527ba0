"""CSV as councils really export it."""

from __future__ import annotations

import io
import os
import tracemalloc
from datetime import date
from tempfile import SpooledTemporaryFile
from typing import BinaryIO, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.activities.imports.table import Layout, Table, UnreadableTable
from shared.files.text import CHUNK_BYTES
from tests.unit.imports.building import EPISODES, HEADER, ssda903, told


@pytest.mark.parametrize(
    "content",
    [
        HEADER.encode("utf-8-sig"),
        HEADER.replace("\n", "\r\n").encode(),
        HEADER.encode("utf-16"),
        "\ufeff".encode("utf-16-be") + HEADER.encode("utf-16-be"),
        HEADER.replace("\n", "\r").encode(),
        HEADER.lower().replace("wbri", "WBRI").replace("aind", "AIND").encode(),
        HEADER.replace("CHILD", '" Child "').encode(),
        HEADER.replace("\n", ",,\n").encode(),
        HEADER.replace("\n", "\n\n").encode(),
        HEADER.replace("WBRI", '" WBRI "').encode(),
        HEADER.rstrip("\n").encode(),
        b"ETHNIC,DOB,SEX,CHILD\nWBRI,27/03/2015,1,1\nAIND,01/02/2010,2,2\n",
    ],
    ids=[
        *("bom", "crlf", "utf-16", "utf-16-be", "cr", "lower-case", "quoted", "trailing-commas"),
        *("blank-lines", "padded", "no-last-newline", "reordered"),
    ],
)
def test_its_quirks_do_not_matter(content: bytes) -> None:
    parsed = ssda903(header=content)
    assert parsed.rejections == ()
    assert [case.identifier for case in parsed.rows] == ["1", "2"]


def test_windows_1252_is_read() -> None:
    header = HEADER.replace("\n1,", "\nZo\xeb-\u20ac,")
    episodes = EPISODES.replace("\n1,", "\nZo\xeb-\u20ac,")
    parsed = ssda903(header=header.encode("cp1252"), episodes=episodes.encode("cp1252"))
    assert parsed.rows[0].identifier == "Zo\xeb-\u20ac"


@pytest.mark.parametrize(
    ("content", "row", "field", "reason"),
    [
        (b"", 0, "file", "there is no heading"),
        (b"\n\n", 0, "file", "there is no heading"),
        (HEADER.encode("utf-16")[:-1], 0, "file", "begins as text in UTF-16"),
        (b"CHILD,SEX\x00", 0, "file", "is no plain text"),
        (b"4711,1,27/03/2015,WBRI\n", 1, "file", "has no heading"),
        (b"CHILD,SEX,DOB,ETHNIC\n\x81,1,27/03/2015,WBRI\n", 0, "file", "byte 22"),
        (b'CHILD,SEX,DOB,ETHNIC\n"1,1,27/03/2015,WBRI\n', 2, "file", "is no well-formed CSV"),
        (b"CHILD,SEX,D0B,DOB,ETHNIC\n", 1, "D0B", "is not a column of this file (did you mean DOB?)"),
        (b"CHILD,SEX,DOB,ETHNIC,SHOE SIZE\n", 1, "SHOE SIZE", "is not a column of this file"),
        (b"CHILD,SEX,,DOB,ETHNIC\n", 1, "heading", "is not a column of this file"),
        (b"CHILD,SEX,DOB,ETHNIC,dob\n", 1, "DOB", "the column is there twice"),
        (b"CHILD,SEX,DOB\n", 1, "ETHNIC", "the column is missing"),
    ],
)
def test_a_file_that_cannot_be_taken_says_where_and_why(
    content: bytes, row: int, field: str, reason: str
) -> None:
    parsed = ssda903(header=content)
    assert parsed.rows == ()
    (rejection,) = parsed.rejections
    assert (rejection.row, rejection.field) == (row, field)
    assert reason in rejection.reason


NOTES = Layout(name="notes", headings={"note": "note"}, required=("note",))


def notes(content: bytes) -> list[str]:
    return [record.text("note") for record in Table(io.BytesIO(content), NOTES)]


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("before", range(4))
def test_a_letter_or_a_line_end_across_two_chunks_is_read_whole(before: int, ending: str) -> None:
    """The sixty-five thousandth byte may fall within a euro sign or between the two bytes of a line's end."""
    first = "n" * (CHUNK_BYTES - len("note") - len(ending) - before)
    lines = ["note", first, "\u20ac" * 3, "last"]
    assert notes(ending.join(lines).encode()) == lines[1:]
    lines = ["note", first + "\u20ac\xeb", "last"]
    assert notes(ending.join(lines).encode("cp1252")) == lines[1:]


def test_a_byte_far_into_the_file_is_told_by_its_place() -> None:
    start = b"note\n" + b"n\n" * CHUNK_BYTES
    with pytest.raises(UnreadableTable, match=f"byte {len(start) + 1}"):
        notes(start + b"\x81")
    with pytest.raises(UnreadableTable, match="is no plain text"):
        notes(start + b"\x81\x00")
    with pytest.raises(UnreadableTable, match="is no plain text"):
        notes(start + b"\x00")
    assert notes(start + b"\xe2")[-1] == "\xe2", (
        "half a letter of UTF-8 at the end is a letter of Windows-1252"
    )


def test_a_large_file_is_never_held_whole() -> None:
    content = io.BytesIO(b"note\n" + b"some words of a line\n" * 100_000)
    tracemalloc.start()
    try:
        assert sum(1 for _ in Table(content, NOTES)) == 100_000
        assert tracemalloc.get_traced_memory()[1] < 1_000_000
    finally:
        tracemalloc.stop()


def test_a_stream_stays_open_for_whoever_opened_it() -> None:
    with SpooledTemporaryFile() as spooled:
        spooled.write(b"note\none\n")
        spooled.seek(0)
        stream = cast(BinaryIO, spooled)
        assert [record.text("note") for record in Table(stream, NOTES)] == ["one"]
        stream.seek(0)
        Table(stream, NOTES)
        assert not stream.closed


def test_a_pipe_is_read_as_a_file_is() -> None:
    ours, theirs = os.pipe()
    os.write(theirs, b"note\none\n")
    os.close(theirs)
    with os.fdopen(ours, "rb") as stream:
        assert [record.text("note") for record in Table(stream, NOTES)] == ["one"]


def test_every_wrong_heading_is_told_at_once() -> None:
    assert told(ssda903(header="CHILD,GENDRE,DOB,EXTRA\n")) == [
        (1, "GENDRE"),
        (1, "EXTRA"),
        (1, "SEX"),
        (1, "ETHNIC"),
    ]


def test_a_cell_with_a_line_break_does_not_shift_the_row_numbers() -> None:
    header = 'CHILD,SEX,DOB,ETHNIC,UPN\n1,1,27/03/2015,WBRI,"two\nlines"\n2,9,never,AIND,\n'
    assert told(ssda903(header=header, episodes="CHILD,DECOM,DEC\n")) == [(4, "DOB")]


@given(st.binary(max_size=300))
def test_no_bytes_whatever_raise(content: bytes) -> None:
    ssda903(header=content)
    ssda903(episodes=content)


@given(st.text(alphabet="CHILDSEXOBTN,\n\r\"'12/ \ufeff", max_size=200))
def test_no_text_whatever_raises(content: str) -> None:
    ssda903(header=HEADER + content, episodes=EPISODES + content)


@given(
    st.lists(
        st.tuples(st.dates(date(1990, 1, 1), date(2024, 3, 31)), st.booleans()), min_size=1, max_size=20
    ),
    st.permutations(["CHILD", "SEX", "DOB", "ETHNIC"]),
    st.sampled_from(["\n", "\r\n"]),
    st.sampled_from(["utf-8", "utf-8-sig", "cp1252"]),
)
def test_any_order_of_columns_and_any_ending_read_the_same(
    children: list[tuple[date, bool]], columns: list[str], ending: str, encoding: str
) -> None:
    lines = [columns]
    for number, (born, girl) in enumerate(children):
        cells = {
            "CHILD": f"n{number}",
            "SEX": "2" if girl else "1",
            "DOB": f"{born:%d/%m/%Y}",
            "ETHNIC": "NOBT",
        }
        lines.append([cells[column] for column in columns])
    header = ending.join(",".join(line) for line in lines).encode(encoding)
    episodes = ["CHILD,DECOM,DEC", *(f"n{n},31/03/2024," for n in range(len(children)))]
    parsed = ssda903(header=header, episodes=ending.join(episodes).encode(encoding))
    assert parsed.rejections == ()
    assert [(case.birth_date, case.sex) for case in parsed.rows] == [
        (born, "F" if girl else "M") for born, girl in children
    ]
