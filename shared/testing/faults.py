"""A TCP proxy that breaks on command: what a network does to a client, without touching the server.

Faults: ``down`` (refused, open connections closed), ``timeout`` (accepted, never answered), ``black hole``
(open connections stay open and bytes vanish, in one direction or both), ``reset`` (RST), latency.
"""

from __future__ import annotations

import select
import socket
import struct
import threading
import time
from contextlib import suppress
from types import TracebackType
from typing import Self

UP, DOWN = "up", "down"  # client to server, server to client
_RST = struct.pack("ii", 1, 0)
_TICK = 0.05


class FaultProxy:
    """Listens on ``host:port`` of its own and passes bytes to ``target`` until told otherwise."""

    def __init__(self, target: tuple[str, int]) -> None:
        self._target = target
        self._listener: socket.socket | None = None
        self._pairs: set[tuple[socket.socket, socket.socket | None]] = set()
        self._lock = threading.Lock()
        self._swallow: frozenset[str] = frozenset()
        self._latency = 0.0
        self._silent = False
        self._closed = False
        self._left: set[object] = set()
        self.host, self.port = "127.0.0.1", 0
        self._listen()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._closed = True
        self.down()

    def heal(self) -> None:
        """Pass everything again. Connections that were swallowed from are cut: their streams have holes."""
        holes = bool(self._swallow) or self._silent
        self._swallow, self._latency, self._silent = frozenset(), 0.0, False
        if holes:
            self._cut(hard=True)
        if self._listener is None:
            self._listen()

    def down(self) -> None:
        """Refuse new connections and close the open ones."""
        listener, self._listener = self._listener, None
        if listener is not None:
            with suppress(OSError):
                listener.shutdown(socket.SHUT_RDWR)
            listener.close()
        self._cut(hard=False)

    def timeout(self) -> None:
        """Accept new connections and never answer; open ones go dead the same way."""
        self._silent = True
        self._swallow = frozenset({UP, DOWN})

    def black_hole(self, *directions: str) -> None:
        """Swallow bytes in these directions, both by default, and keep the connections open."""
        self._swallow = frozenset(directions or (UP, DOWN))

    def reset(self) -> None:
        """Reset every open connection; new ones work."""
        self._cut(hard=True)

    def slow(self, seconds: float) -> None:
        """Hold every piece back this long, in each direction."""
        self._latency = seconds

    @property
    def open(self) -> int:
        """How many connections are open through here."""
        with self._lock:
            return len(self._pairs)

    @property
    def given_up(self) -> int:
        """How many connections one of their ends has left, whether or not its goodbye was let through."""
        return len(self._left)

    def _listen(self) -> None:
        listener = socket.create_server((self.host, self.port), reuse_port=False)
        self.port = listener.getsockname()[1]
        self._listener = listener
        threading.Thread(target=self._accept, args=(listener,), daemon=True, name="fault proxy").start()

    def _accept(self, listener: socket.socket) -> None:
        while True:
            try:
                client, _ = listener.accept()
            except OSError:
                return
            server = None
            if not self._silent:
                try:
                    server = socket.create_connection(self._target, timeout=5)
                    server.settimeout(None)
                except OSError:
                    _close(client, hard=True)
                    continue
            pair = (client, server)
            with self._lock:
                self._pairs.add(pair)
            if server is not None:
                for source, sink, way in ((client, server, UP), (server, client, DOWN)):
                    threading.Thread(target=self._pump, args=(pair, source, sink, way), daemon=True).start()

    def _pump(
        self,
        pair: tuple[socket.socket, socket.socket | None],
        source: socket.socket,
        sink: socket.socket,
        way: str,
    ) -> None:
        with suppress(OSError, ValueError):  # closed here or there
            while True:
                # waiting in short turns: a socket that a thread blocks on would not be reset when it is closed
                if not select.select([source], [], [], _TICK)[0]:
                    continue
                piece = self._take(pair, source)
                if self._latency:
                    time.sleep(self._latency)
                if way in self._swallow:
                    if not piece:  # a hole swallows the goodbye too
                        self._linger(way)
                        return
                elif piece:
                    sink.sendall(piece)
                else:
                    break
        self._forget(pair)

    def _take(self, pair: object, source: socket.socket) -> bytes:
        try:
            piece = source.recv(65536)
        except ConnectionResetError:
            piece = b""
        if not piece:
            self._left.add(pair)
        return piece

    def _linger(self, way: str) -> None:
        while way in self._swallow and not self._closed:
            time.sleep(_TICK)

    def _forget(self, pair: tuple[socket.socket, socket.socket | None], *, hard: bool = False) -> None:
        with self._lock:
            self._pairs.discard(pair)
        for end in pair:
            if end is not None:
                _close(end, hard=hard)

    def _cut(self, *, hard: bool) -> None:
        with self._lock:
            pairs = list(self._pairs)
        for pair in pairs:
            self._forget(pair, hard=hard)


def _close(end: socket.socket, *, hard: bool) -> None:
    with suppress(OSError):
        if hard:
            end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RST)
        else:
            end.shutdown(socket.SHUT_RDWR)
    with suppress(OSError):
        end.close()
