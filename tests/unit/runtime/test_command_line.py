"""The `sightline` command: quick help, clear refusals, tokens for this machine alone."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from shared.runtime import settings as settings_module
from shared.runtime.cli import COMMANDS, cli
from shared.security.local import LocalIssuer
from shared.security.tokens import Verifier

Run = Callable[..., Result]


@pytest.fixture
def sightline(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Run]:
    """The command on a data folder of its own."""
    monkeypatch.setenv("SIGHTLINE_DATA", str(tmp_path))

    def run(*arguments: str, **environment: str) -> Result:
        settings_module.current.cache_clear()
        return CliRunner().invoke(cli, arguments, env=environment)

    yield run
    settings_module.current.cache_clear()


def test_help_imports_no_service_and_no_database() -> None:
    code = (
        "import sys; from shared.runtime.cli import cli\n"
        "try: cli(['--help'])\n"
        "except SystemExit: print([m for m in sys.modules if m.split('.')[0] in ('services', 'sqlalchemy', 'flask')])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.rstrip().endswith("[]")
    for name in COMMANDS:
        assert f"  {name} " in done.stdout


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_exists_and_explains_itself(name: str, sightline: Run) -> None:
    result = sightline(name, "--help")
    assert result.exit_code == 0, result.output
    assert "Usage: " in result.output


def test_a_token_speaks_for_the_person_it_names(sightline: Run, tmp_path: Path) -> None:
    result = sightline(
        "token", "--person", "P0042", "--role", "team_manager", "--area", "early-help", "--service", "actions"
    )
    assert result.exit_code == 0, result.output
    issuer = LocalIssuer(tmp_path / "keys").issuer
    principal = Verifier("actions", [issuer]).principal(f"Bearer {result.stdout.strip()}")
    assert (principal.person, principal.roles, principal.areas) == ("P0042", {"team_manager"}, {"early-help"})
    assert "signed with a new key" in result.stderr


def test_a_token_that_sees_nothing_says_so(sightline: Run) -> None:
    sightline("token", "--person", "P0007", "--role", "qa_manager")
    assert sightline("token", "--person", "P0007", "--role", "qa_manager").stderr == ""
    result = sightline("token", "--person", "P0042", "--role", "team_manager")
    assert (result.exit_code, "add --area" in result.stderr) == (0, True)


def test_an_unknown_role_or_area_is_named(sightline: Run) -> None:
    assert "no such role: king" in sightline("token", "--person", "P1", "--role", "king").output
    result = sightline("token", "--person", "P1", "--role", "ops", "--area", "moon")
    assert (result.exit_code, "no such area: moon" in result.output) == (2, True)


def test_production_mints_no_token(sightline: Run) -> None:
    result = sightline(
        "token",
        *("--person", "P1", "--role", "ops"),
        SIGHTLINE_ENV="production",
        SIGHTLINE_DATABASE_URL="postgresql+psycopg://app@db/sightline_{service}",
        SIGHTLINE_BROKER_URL="amqps://app@broker/",
        SIGHTLINE_ISSUERS="/etc/sightline/issuers.json",
        SIGHTLINE_PSEUDONYM_KEYS="/etc/sightline/pseudonyms.json",
    )
    assert result.exit_code == 1
    assert "production" in result.output


def test_wrong_settings_are_a_sentence_each(tmp_path: Path) -> None:
    environment = {"PATH": "/usr/bin:/bin", "SIGHTLINE_PORT": "no", "SIGHTLINE_HOSTT": "x"}
    command = Path(sys.executable).parent / "sightline"
    done = subprocess.run(
        [command, "parked", "list"], capture_output=True, text=True, env=environment, check=False
    )
    assert done.returncode == 2
    assert done.stderr.splitlines() == [
        "These settings are wrong:",
        "  SIGHTLINE_PORT is not a whole number from 1 to 65535",
        "  SIGHTLINE_HOSTT is not a setting of Sightline",
    ]
