"""A child's identifier: the same pseudonym each time, and unreadable without the key."""

from __future__ import annotations

import re
import secrets
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from shared.security import KeyRing, Pseudonyms
from shared.security.pseudonyms import PATTERN, Unreadable

OLD, NEW = secrets.token_bytes(32), secrets.token_bytes(32)


def made(naming: KeyRing | None = None, sealing: KeyRing | None = None) -> Pseudonyms:
    return Pseudonyms(naming=naming or KeyRing("a", {"a": OLD}), sealing=sealing or KeyRing("a", {"a": OLD}))


def test_a_child_has_one_pseudonym_however_the_number_is_typed() -> None:
    name = made().pseudonym("ab123456")
    assert re.match(PATTERN, name)
    assert made().pseudonym(" AB123456 ") == name
    assert made().pseudonym("AB123457") != name


def test_another_key_gives_another_pseudonym() -> None:
    assert made().pseudonym("1") != made(naming=KeyRing("b", {"b": NEW})).pseudonym("1")


def test_ten_thousand_children_have_ten_thousand_pseudonyms() -> None:
    names = made()
    assert len({names.pseudonym(str(number)) for number in range(10_000)}) == 10_000


def test_a_sealed_identifier_opens_and_shows_nothing() -> None:
    sealed = made().seal("AB123456")
    assert b"AB123456" not in sealed
    assert made().seal("AB123456") != sealed
    assert made().open(sealed) == "AB123456"
    assert made().open(memoryview(sealed)) == "AB123456"  # type: ignore[arg-type]


def test_a_changed_or_foreign_seal_does_not_open() -> None:
    sealed = bytearray(made().seal("AB123456"))
    sealed[-1] ^= 1
    other = made(sealing=KeyRing("b", {"b": NEW}))
    for bad in (bytes(sealed), b"", b"a\0", b"zz\0" + bytes(40), other.seal("1")):
        with pytest.raises(Unreadable):
            made().open(bad)


def test_after_a_rotation_the_old_still_reads_and_is_still_found() -> None:
    before = made()
    after = made(naming=KeyRing("b", {"a": OLD, "b": NEW}), sealing=KeyRing("b", {"a": OLD, "b": NEW}))
    assert after.open(before.seal("1")) == "1"
    assert after.seal("1").startswith(b"b\0")
    assert after.candidates("1") == [after.pseudonym("1"), before.pseudonym("1")]


@pytest.mark.parametrize(
    "ring", [("b", {"a": OLD}), ("a", {"a": b"short"}), ("a-b", {"a-b": OLD}), ("a" * 17, {"a" * 17: OLD})]
)
def test_a_ring_that_could_not_work_is_refused(ring: tuple[str, dict[str, bytes]]) -> None:
    with pytest.raises(ValueError, match="key"):
        KeyRing(*ring)


def test_processes_that_start_together_share_one_ring(tmp_path: Path) -> None:
    path = tmp_path / "keys" / "pseudonyms.json"
    with ThreadPoolExecutor(8) as pool:
        names = set(pool.map(lambda _: Pseudonyms.from_file(path).pseudonym("1"), range(16)))
    assert len(names) == 1
    assert path.stat().st_mode & 0o777 == 0o600
    assert [each.name for each in path.parent.iterdir()] == ["pseudonyms.json"]
