"""The proxy that reliability tests break networks with does what it says."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator

import pytest

from shared.testing.faults import DOWN, UP, FaultProxy


@pytest.fixture
def echo() -> Iterator[tuple[str, int]]:
    server = socket.create_server(("127.0.0.1", 0))

    def answer(connection: socket.socket) -> None:
        try:
            while piece := connection.recv(100):
                connection.sendall(piece)
        except OSError:
            pass

    def accept() -> None:
        while True:
            try:
                connection, _ = server.accept()
            except OSError:
                return
            threading.Thread(target=answer, args=(connection,), daemon=True).start()

    threading.Thread(target=accept, daemon=True).start()
    yield server.getsockname()
    server.shutdown(socket.SHUT_RDWR)
    server.close()


@pytest.fixture
def proxy(echo: tuple[str, int]) -> Iterator[FaultProxy]:
    with FaultProxy(echo) as proxy:
        yield proxy


def connect(proxy: FaultProxy) -> socket.socket:
    return socket.create_connection((proxy.host, proxy.port), timeout=0.4)


def ask(connection: socket.socket) -> bytes:
    connection.sendall(b"hello")
    return connection.recv(100)


def ask_twice(connection: socket.socket) -> None:
    """The first write after a reset may still be taken by the kernel."""
    ask(connection)
    ask(connection)


def test_it_passes_bytes(proxy: FaultProxy) -> None:
    with connect(proxy) as connection:
        assert ask(connection) == b"hello"
        assert proxy.open == 1


def test_down_refuses_and_the_same_address_works_when_healed(proxy: FaultProxy) -> None:
    with connect(proxy) as connection:
        assert ask(connection) == b"hello"
        proxy.down()
        assert connection.recv(1) == b""
    with pytest.raises(ConnectionRefusedError):
        connect(proxy)
    proxy.heal()
    with connect(proxy) as connection:
        assert ask(connection) == b"hello"


def test_timeout_accepts_and_never_answers(proxy: FaultProxy) -> None:
    proxy.timeout()
    with connect(proxy) as connection, pytest.raises(TimeoutError):
        ask(connection)


@pytest.mark.parametrize("direction", [UP, DOWN])
def test_a_black_hole_keeps_the_connection_and_loses_the_bytes(proxy: FaultProxy, direction: str) -> None:
    with connect(proxy) as connection:
        assert ask(connection) == b"hello"
        proxy.black_hole(direction)
        with pytest.raises(TimeoutError):
            ask(connection)
        proxy.heal()
        with pytest.raises(ConnectionError):
            ask_twice(connection)


def test_reset_breaks_what_is_open_and_lets_in_what_is_new(proxy: FaultProxy) -> None:
    with connect(proxy) as connection:
        assert ask(connection) == b"hello"
        proxy.reset()
        with pytest.raises(ConnectionResetError):
            connection.recv(1)
    with connect(proxy) as connection:
        assert ask(connection) == b"hello"


def test_slow_holds_back(proxy: FaultProxy) -> None:
    proxy.slow(0.1)
    with connect(proxy) as connection:
        begun = time.monotonic()
        assert ask(connection) == b"hello"
        assert time.monotonic() - begun >= 0.2


@pytest.mark.parametrize("direction", [UP, DOWN])
def test_it_counts_goodbyes_though_they_are_swallowed(proxy: FaultProxy, direction: str) -> None:
    with connect(proxy) as connection:
        assert ask(connection) == b"hello"
        proxy.black_hole(direction)
        assert proxy.given_up == 0
    deadline = time.monotonic() + 5
    while not proxy.given_up and time.monotonic() < deadline:
        time.sleep(0.01)
    assert proxy.given_up == 1
