"""What `sightline demo` refuses before it starts anything."""

from __future__ import annotations

import fcntl
from pathlib import Path

import pytest
from click.testing import CliRunner

from shared.demo.command import demo
from shared.demo.server import DidNotStart, platform


def test_a_year_that_is_not_over_is_refused(tmp_path: Path) -> None:
    done = CliRunner().invoke(demo, ["--year", "2999", "--data", str(tmp_path)])
    assert done.exit_code == 2
    assert "is not over" in done.output
    assert not list(tmp_path.iterdir())


def test_invented_data_stay_out_of_production(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SIGHTLINE_ENV", "production")
    done = CliRunner().invoke(demo, ["--small", "--data", str(tmp_path)])
    assert done.exit_code == 1
    assert "production" in done.output
    assert not list(tmp_path.iterdir())


def test_data_that_a_platform_is_serving_from_are_not_removed(tmp_path: Path) -> None:
    lock = tmp_path / "platform" / "postgresql.lock"
    (tmp_path / "platform" / "postgresql").mkdir(parents=True)
    with lock.open("a") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        done = CliRunner().invoke(demo, ["--small", "--data", str(tmp_path)])
    assert done.exit_code == 1
    assert str(tmp_path) in done.output
    assert lock.exists()


def test_a_platform_that_does_not_start_says_why_with_the_end_of_its_log(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SIGHTLINE_LOG_LEVEL", "no such level")
    with (
        pytest.raises(DidNotStart, match="SIGHTLINE_LOG_LEVEL"),
        platform(tmp_path / "data", tmp_path / "log"),
    ):
        pass


def test_the_settings_of_a_real_platform_do_not_reach_the_invented_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A broken broker address would stop the start, and a broken log format does: only the second is handed on."""
    monkeypatch.setenv("SIGHTLINE_BROKER_URL", "not an address")
    monkeypatch.setenv("SIGHTLINE_LOG_FORMAT", "no such form")
    with pytest.raises(DidNotStart) as error, platform(tmp_path / "data", tmp_path / "log"):
        pass
    assert "SIGHTLINE_LOG_FORMAT" in str(error.value)
    assert "SIGHTLINE_BROKER_URL" not in str(error.value)
