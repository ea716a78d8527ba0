"""A file is what its content says, whole, and nothing else besides."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.activities.domain import office as limits
from services.activities.domain.filetypes import file_type
from shared.contracts.errors import Invalid
from tests.unit.activities.files import EXCEL, HTML, PDF, SLIDES, WORD, archive, jpeg, office, png

GOOD = {
    "application/pdf": PDF,
    "image/png": png(),
    "image/jpeg": jpeg(),
    WORD: office(WORD),
    EXCEL: office(EXCEL),
    SLIDES: office(SLIDES),
    "text/plain": "Date,Visit\n2026-03-10,Zoë was at home\n".encode(),
}
MACROS = '<Types><Override ContentType="application/vnd.ms-word.document.{}.main+xml"/></Types>'
BAD = {
    "nothing": b"",
    "a page dressed as a picture": b"\x89PNG\r\n\x1a\n" + HTML,
    "a page in front of a picture": HTML + png(),
    "a page": HTML,
    "a drawing with a script": b'  <svg xmlns="http://www.w3.org/2000/svg"><script/></svg>',
    "a page behind many words": b"word " * 2000 + b"<ScRiPt src=//x>",
    "something behind a picture": png() + HTML,
    "half a picture": png()[:-20],
    "a picture of a wrong sum": png().replace(b"IDAT", b"IDaT"),
    "a picture without a frame": b"\xff\xd8\xff\xe0\x00\x04ab\xff\xda\x00\x02\xff\xd9",
    "half a photograph": jpeg()[:-2],
    "half a PDF": PDF[:-6],
    "something in front of a PDF": b"MZ" + PDF,
    "a PDF that is an archive": PDF[:-6] + archive({"x": b"x"}) + b"%%EOF",
    "a photograph that is an archive": jpeg() + archive({"x": b"x"}),
    "a photograph that is a PDF": jpeg().replace(b"JFIF", b"%PDF-1.7") + PDF,
    "a text that is a PDF": b"words\n" + PDF,
    "a program": b"MZ\x90\x00\x03\x00\x00\x00",
    "a text with a NUL": b"words\0words",
    "an archive": archive({"evidence.txt": b"words"}),
    "something in front of a document": b"MZ" + office(),
    "half a document": office()[:-30],
    "a document without a main part": office(types="<Types/>"),
    "a document of two kinds": office(
        types=f'<Types><A ContentType="{WORD}.main+xml"/><A ContentType="{EXCEL}.main+xml"/></Types>'
    ),
    "a document of macros": office(types=MACROS.format("macroEnabled")),
    "macros by another spelling": office(types=MACROS.format("&#109;acroEnabled")),
    "a document with macros in it": office(parts={"word/vbaProject.bin": b"\xd0\xcf\x11\xe0"}),
    "a sheet of old macros": office(EXCEL, parts={"xl/macrosheets/sheet1.xml": b"<x/>"}),
    "a document that blows up": office(types='<!DOCTYPE x [<!ENTITY a "aaaa">]><Types>&a;</Types>'),
    "a document that unpacks to far too much": office(parts={"bomb": b"\0" * ((10 << 20) + 1)}),
    "a document of far too many parts": office(parts={f"{n}": b"" for n in range(limits.PARTS)}),
    "two parts of one name": office(parts={"MAIN.xml": b"<other/>"}),
}


@pytest.mark.parametrize("media_type", GOOD)
def test_evidence_is_told_by_its_content(media_type: str) -> None:
    assert file_type(GOOD[media_type]).media_type == media_type


@pytest.mark.parametrize("what", BAD)
def test_what_is_not_evidence_is_refused(what: str) -> None:
    with pytest.raises(Invalid) as refused:
        file_type(BAD[what])
    assert set(refused.value.fields) == {"file"}


def test_a_spreadsheet_of_windows_is_text() -> None:
    assert file_type("Name,Cost\nZoë,£10\n".encode("cp1252")).media_type == "text/plain"


def test_what_a_telephone_writes_behind_a_photograph_is_no_harm() -> None:
    assert file_type(jpeg() + b"\x00\x00\x00\x18ftypmp42 a moving picture").media_type == "image/jpeg"


def test_parts_that_lie_over_each_other_are_refused() -> None:
    """The directory names one part twice over: unpacked it is far more than the file says."""
    good = office(parts={"a": b"a" * 2000, "b": b"b" * 2000})
    at = good.rindex(b"PK\1\2")
    size = int.from_bytes(good[at + 20 : at + 24], "little")
    lying = good[: at + 20] + (size + len(good)).to_bytes(4, "little") + good[at + 24 :]
    with pytest.raises(Invalid):
        file_type(lying)


@given(st.sampled_from(list(GOOD.values())), st.integers(0, 2000), st.binary(max_size=6))
def test_a_damaged_file_is_told_or_refused_and_nothing_breaks(whole: bytes, at: int, by: bytes) -> None:
    damaged = whole[:at] + by + whole[at + len(by) :]
    with suppress(Invalid):
        assert file_type(damaged).media_type in GOOD
