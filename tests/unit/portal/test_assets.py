"""What is served under /assets: small, ours to show, named by its content, made anew only when something changed."""

from __future__ import annotations

import gzip
import json
import re
import shutil
from pathlib import Path

import pytest

from services.portal.assets import __main__ as command
from services.portal.assets import build as building
from services.portal.assets import packages
from services.portal.assets.errors import CannotBuild
from services.portal.http import rendering

FORBIDDEN = re.compile(
    rb"GDS ?Transport|\.woff|@font-face|crown|crest|logotype|govuk-logo|opengraph", re.IGNORECASE
)
FIRST_LOAD = 200_000  # bytes over the wire
LOADED = ("portal.css", "early.js", "start.js", "govuk-frontend.js", "moj-frontend.js")


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    try:
        packages.fetched()
    except CannotBuild as error:
        pytest.skip(f"LOUD: THE PORTAL'S ASSETS ARE NOT TESTED. {error}")
    folder = tmp_path_factory.mktemp("assets") / "built"
    assert building.build(folder)
    return folder


@pytest.fixture(scope="module")
def names(out: Path) -> dict[str, str]:
    return json.loads((out / "manifest.json").read_text())["files"]


def test_nothing_of_the_crown_s_is_in_what_is_served(out: Path) -> None:
    for path in out.iterdir():
        content = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
        assert not FORBIDDEN.search(path.name.encode() + content), path.name
        assert path.suffix in {".css", ".js", ".svg", ".gz", ".json"}


def test_the_search_for_what_is_forbidden_finds_it() -> None:
    whole = packages.CACHE / "node_modules" / "govuk-frontend" / "dist" / "govuk" / "govuk-frontend.min.css"
    assert FORBIDDEN.search(whole.read_bytes())


def test_the_first_load_is_light(out: Path, names: dict[str, str]) -> None:
    assert sum((out / f"{names[name]}.gz").stat().st_size for name in LOADED) <= FIRST_LOAD


def test_every_file_has_a_compressed_twin_and_is_in_the_manifest(out: Path, names: dict[str, str]) -> None:
    assert {path.name for path in out.iterdir()} == {"manifest.json"} | {
        f"{name}{twin}" for name in names.values() for twin in ("", ".gz")
    }
    for name in names.values():
        assert gzip.decompress((out / f"{name}.gz").read_bytes()) == (out / name).read_bytes()


def test_what_files_ask_for_is_there(out: Path, names: dict[str, str]) -> None:
    style = (out / names["portal.css"]).read_text()
    asked = set(re.findall(r"url\(([^)]+)\)", style))
    start = (out / names["start.js"]).read_text()
    asked |= {name.removeprefix("./") for name in re.findall(r'(?:from |import\()"([^"]+)"', start)}
    assert {"icon-close-cross-black", "govuk-frontend", "moj-frontend"} <= {
        one.rpartition("-")[0] for one in asked
    }
    assert asked <= set(names.values())


def test_no_file_asks_for_a_map_that_is_not_served(out: Path) -> None:
    assert [path.name for path in out.iterdir() if b"sourceMappingURL" in path.read_bytes()] == []


def test_a_second_build_does_nothing_and_a_broken_one_is_mended(out: Path, tmp_path: Path) -> None:
    again = tmp_path / "built"
    shutil.copytree(out, again)
    assert not building.build(again)
    next(again.glob("*.css")).unlink()
    assert building.build(again)
    assert {path.name for path in again.iterdir()} == {path.name for path in out.iterdir()}


def test_pages_look_where_the_build_puts_its_files() -> None:
    assert rendering.BUILT == building.OUT


def test_the_lock_names_no_registry() -> None:
    lock = (packages.HOME / "package-lock.json").read_text()
    assert "http" not in lock
    entries = [entry for path, entry in json.loads(lock)["packages"].items() if path]
    assert all(entry["integrity"].startswith("sha512-") for entry in entries)


def test_a_style_that_asks_for_a_crest_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = _copied_home(tmp_path)
    (home / "styles" / "portal.scss").write_text('a { background: url("/assets/images/govuk-crest.svg"); }')
    monkeypatch.setattr(building, "HOME", home)
    with pytest.raises(CannotBuild, match=r"ask for govuk-crest\.svg"):
        building.build(tmp_path / "built")


def test_a_style_that_does_not_compile_is_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = _copied_home(tmp_path)
    (home / "styles" / "portal.scss").write_text("a { color: $nothing; }")
    monkeypatch.setattr(building, "HOME", home)
    with pytest.raises(CannotBuild, match="Undefined variable"):
        building.build(tmp_path / "built")


def _copied_home(tmp_path: Path) -> Path:
    return Path(
        shutil.copytree(
            building.HOME, tmp_path / "assets", ignore=shutil.ignore_patterns("built", "__pycache__")
        )
    )


def test_a_machine_that_can_fetch_nothing_is_told_why_in_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Npm is there, its own memory is empty, and the registry is a port where nothing listens."""
    monkeypatch.setenv("npm_config_registry", "http://127.0.0.1:9/")
    monkeypatch.setenv("npm_config_cache", str(tmp_path / "npm"))
    monkeypatch.setenv("npm_config_fetch_retries", "0")
    monkeypatch.setattr(packages, "CACHE", tmp_path / "cache")
    monkeypatch.setattr(command, "build", lambda: building.build(tmp_path / "built"))
    assert command.main([]) == 1
    assert "Is the package registry reachable" in (said := capsys.readouterr().err)
    assert "ECONNREFUSED" in said
    assert command.main(["--if-possible"]) == 0
    assert "`make assets` tries again" in capsys.readouterr().err
    assert not (tmp_path / "built").exists()


def test_a_machine_without_npm_and_without_an_installer_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(packages, "ROOT", tmp_path)
    monkeypatch.setattr(packages, "CACHE", tmp_path / "cache")
    with pytest.raises(CannotBuild, match="no npm"):
        packages.fetched()
