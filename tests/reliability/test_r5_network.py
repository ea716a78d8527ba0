"""R5: whatever a network does between us and the broker, it is noticed in time, and nothing is lost or repeated."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from shared.testing.faults import DOWN, UP, FaultProxy
from tests.reliability.network import ROLES, Network, networked
from tests.reliability.sizes import forms
from tests.reliability.stage import Stage
from tests.reliability.verdict import Verdict
from tests.reliability.waiting import until

NOTICED_S = 30
PIECES, PIECE_S = 10, 0.1
LATENCY_S = 0.2


@dataclass(frozen=True, slots=True)
class Fault:
    """What happens to the network; ``silent`` ones tell the client nothing, so it has to find out by itself."""

    name: str
    begin: Callable[[FaultProxy], None]
    silent: bool = False


SOME = (
    Fault("down", FaultProxy.down),
    Fault("reset", FaultProxy.reset),
    Fault("latency", lambda proxy: proxy.slow(LATENCY_S)),
    Fault("black hole", FaultProxy.black_hole, silent=True),
)
ALL = (
    *SOME,
    Fault("black hole up", lambda proxy: proxy.black_hole(UP), silent=True),
    Fault("black hole down", lambda proxy: proxy.black_hole(DOWN), silent=True),
    Fault("timeout", FaultProxy.timeout, silent=True),
)
EACH, BOTH = [(role,) for role in ROLES], [ROLES]


def suffer(network: Network, fault: Fault, roles: Sequence[str]) -> float:
    """Events flow while the fault lasts and until it is noticed; once it is healed, all of them arrive.

    Returns: seconds until a silent fault was noticed.
    """
    suffering, took = [network.proxies[role] for role in roles], 0.0
    network.write()
    network.arrive(f"before {fault.name}")
    given_up = {proxy: proxy.given_up for proxy in suffering}
    for proxy in suffering:
        fault.begin(proxy)
    for _ in range(PIECES):
        network.write()
        time.sleep(PIECE_S)
    if fault.silent:
        took = PIECES * PIECE_S + until(
            lambda: all(proxy.given_up > before for proxy, before in given_up.items()),
            NOTICED_S - PIECES * PIECE_S,
            f"{fault.name} is not noticed by {' and '.join(roles)}",
        )
    for proxy in suffering:
        proxy.heal()
    network.write()
    network.arrive(f"after {fault.name} of {' and '.join(roles)}")
    return took


@forms(short=(SOME, BOTH), full=(ALL, EACH + BOTH))
def test_a_network_that_fails_is_noticed_and_costs_nothing(
    stage: Stage,
    size: tuple[Sequence[Fault], Sequence[Sequence[str]]],
    conclude: Callable[[Verdict], None],
) -> None:
    faults, whose = size
    with networked(stage) as network:
        slowest = max(suffer(network, fault, roles) for roles in whose for fault in faults)
    told = f"{len(whose) * len(faults)} faults, silent ones noticed in at most {slowest:.0f} s"
    verdict = Verdict("R5", note=told)
    verdict.compare("effects", network.committed, network.effects())
    conclude(verdict)
