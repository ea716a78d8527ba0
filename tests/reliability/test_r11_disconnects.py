"""R11: connections that break again and again leave nothing behind: no consumer, connection, file, thread or memory."""

from __future__ import annotations

from collections.abc import Callable
from multiprocessing.process import BaseProcess
from pathlib import Path

from shared.messaging import topology
from tests.reliability.network import Network, networked
from tests.reliability.plan_line import QUEUE
from tests.reliability.sizes import forms
from tests.reliability.stage import Stage
from tests.reliability.verdict import Verdict
from tests.reliability.waiting import until

GROWTH = 1.05
WARM_UP = 0.1
BACK_S = 20


@forms(short=20, full=500)
def test_what_is_connected_after_many_disconnects_is_what_was_before(
    stage: Stage, size: int, conclude: Callable[[Verdict], None]
) -> None:
    with networked(stage) as network:
        for number in range(int(size * WARM_UP)):
            disconnect(network, number)
        before, resident = held(network), memory(network)
        for number in range(size):
            disconnect(network, number)
        until(lambda: held(network) == before, BACK_S, lambda: f"{held(network)} instead of {before}")
        grown = {role: after / resident[role] for role, after in memory(network).items()}
    most = max(grown.values())
    verdict = Verdict("R11", note=f"{size} disconnects, counts as before, memory x{most:.2f}")
    verdict.compare("effects", network.committed, network.effects())
    conclude(verdict)
    assert size < 100 or most <= GROWTH, f"memory grew: {grown}"


def disconnect(network: Network, number: int) -> None:
    """Break both connections, with or without a time when nobody answers; return when both work again."""
    for proxy in network.proxies.values():
        if number % 2:
            proxy.reset()
        else:
            proxy.down()
            proxy.heal()
    network.write(most=3)
    network.arrive(f"after disconnect {number}")


def held(network: Network) -> dict[str, object]:
    """What is open at the broker, at the proxies and in the processes."""
    with topology.control(network.stage.broker_url) as channel:
        consumers = channel.queue_declare(QUEUE.name, passive=True).consumer_count
    return {
        "consumers": consumers,
        "connections": {role: proxy.open for role, proxy in network.proxies.items()},
        "files": {role: files(process) for role, process in network.processes.items()},
        "threads": {role: status(process, "Threads") for role, process in network.processes.items()},
    }


def memory(network: Network) -> dict[str, int]:
    """Resident kB by role."""
    return {role: status(process, "VmRSS") for role, process in network.processes.items()}


def files(process: BaseProcess) -> int:
    return len(list(Path(f"/proc/{process.pid}/fd").iterdir()))


def status(process: BaseProcess, name: str) -> int:
    lines = Path(f"/proc/{process.pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(f"{name}:"))
