"""Servers that may be killed, started once for all scenarios, and the table of verdicts at the end."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.reliability.own_postgres import OwnPostgres
from tests.reliability.own_rabbit import OwnRabbit
from tests.reliability.sizes import ASKED
from tests.reliability.stage import Servers, Stage
from tests.reliability.verdict import KEPT, Verdict
from tests.servers import Unavailable, passable_folder
from tests.servers.databases import Databases

HERE = Path(__file__).parent


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """One form of each scenario: the short one, unless somebody asks for the long ones."""
    if "long" in str(config.getoption("-m")):
        return
    left = [one for one in items if HERE in one.path.parents and _form(one) == ("short" if ASKED else "long")]
    items[:] = [one for one in items if one not in left]
    config.hook.pytest_deselected(items=left)


def _form(item: pytest.Item) -> str:
    if item.get_closest_marker("long"):
        return "long"
    return "short" if "[short]" in item.name else ""


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    if found := config.stash.get(KEPT, []):
        terminalreporter.section("verdicts")
        for one in found:
            terminalreporter.line(str(one))


@pytest.fixture(scope="session")
def servers(tmp_path_factory: pytest.TempPathFactory, run_id: str) -> Iterator[Servers]:
    """A RabbitMQ node and a PostgreSQL of this run's own."""
    try:
        rabbit = OwnRabbit(tmp_path_factory.mktemp("servers") / "rabbit")
    except Unavailable as error:
        if os.environ.get("SIGHTLINE_TEST_NO_SKIP") == "1":
            pytest.fail(str(error))
        pytest.skip(f"NO RABBITMQ, SO NO FAILURE OF IT IS TESTED HERE: {error}")
    with passable_folder() as folder:
        postgres = OwnPostgres(folder)
        try:
            rabbit.launch()
            postgres.start()
            rabbit.start()
            yield Servers(rabbit, postgres, Databases(postgres.url("postgres"), run_id))
        finally:
            postgres.stop()
            rabbit.kill()


@pytest.fixture
def stage(servers: Servers, tmp_path: Path) -> Iterator[Stage]:
    one = Stage(servers, tmp_path)
    yield one
    one.close()


@pytest.fixture
def conclude(request: pytest.FixtureRequest, capsys: pytest.CaptureFixture[str]) -> Callable[[Verdict], None]:
    """Print a verdict, keep it for the table, and fail the test when it is not good."""

    def say(verdict: Verdict) -> None:
        request.config.stash.setdefault(KEPT, []).append(verdict)
        with capsys.disabled():
            print(f"\n{verdict}", flush=True)
        assert verdict.good, f"{verdict}\n" + "\n".join(verdict.about)

    return say
