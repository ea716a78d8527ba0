"""One pika connection with one channel, owned by one I/O thread.

pika is not thread-safe: other threads reach the channel only through ``call``. A connection that ends is not revived;
whoever needs one makes a new one, so no state survives a failure by accident.
"""

from __future__ import annotations

import threading
from collections.abc import Callable

import pika
from pika.channel import Channel

from shared.messaging.broker import BrokerAway

OPEN_S = 10
HEARTBEAT_S = 9  # pika looks every 9 + 5 s whether anything came, so a silent broker is noticed within 28 s
BLOCKED_S = 20
GOODBYE_S = 5


def parameters(url: str, name: str) -> pika.URLParameters:
    """Connection parameters that notice a dead or alarmed broker within 30 s."""
    made = pika.URLParameters(url)
    made.heartbeat = HEARTBEAT_S
    made.blocked_connection_timeout = BLOCKED_S
    made.socket_timeout = made.stack_timeout = OPEN_S
    made.connection_attempts = 1
    made.client_properties = {"connection_name": name}
    return made


class RabbitChannel:
    """An open channel. ``closed`` is set when it has ended, for whatever reason; ``on_close`` is told why.

    Raises: BrokerAway when it cannot be opened in OPEN_S.
    """

    def __init__(
        self, url: str, name: str, on_open: Callable[[Channel], None], on_close: Callable[[str], None]
    ) -> None:
        self.closed = threading.Event()
        self._opened = threading.Event()
        self._on_open, self._on_close = on_open, on_close
        self._reason = "not opened"
        self._connection = pika.SelectConnection(
            parameters(url, name),
            on_open_callback=lambda connection: connection.channel(on_open_callback=self._ready),
            on_open_error_callback=lambda _, error: self._end(str(error) or repr(error)),
            on_close_callback=lambda _, error: self._end(str(error)),
        )
        self._thread = threading.Thread(target=self._loop, name=f"rabbit {name}", daemon=True)
        self._thread.start()
        if not self._opened.wait(OPEN_S) or self.closed.is_set():
            self.close()
            raise BrokerAway(self._reason)

    def call(self, function: Callable[[], None]) -> None:
        """Run a function in the I/O thread; dropped when the channel has ended."""
        if not self.closed.is_set():
            self._connection.ioloop.add_callback_threadsafe(function)

    def close(self) -> None:
        """End the connection and its thread. A broker that is gone never says goodbye; what is left of the
        connection then ends by itself, with the next missed heartbeat or the time limit of opening."""
        if not self.closed.is_set():
            self._connection.ioloop.add_callback_threadsafe(self._hang_up)
            if not self.closed.wait(GOODBYE_S):
                self.closed.set()
                return
        if threading.current_thread() is not self._thread:
            self._thread.join(GOODBYE_S)

    def _hang_up(self) -> None:
        if not (self._connection.is_closing or self._connection.is_closed):
            self._connection.close()

    def _ready(self, channel: Channel) -> None:
        channel.add_on_close_callback(lambda _, error: self._channel_closed(error))
        self._on_open(channel)
        self._opened.set()

    def _channel_closed(self, error: Exception) -> None:
        if self._connection.is_open:
            self._reason = str(error)
            self._connection.close()

    def _end(self, reason: str) -> None:
        self._reason = reason
        self.closed.set()
        self._opened.set()
        self._connection.ioloop.stop()
        self._on_close(reason)

    def _loop(self) -> None:
        try:
            self._connection.ioloop.start()
        except Exception as error:  # the loop must never die silently: whoever waits is told
            if not self.closed.is_set():
                self._end(repr(error))
        finally:
            self.closed.set()
            self._opened.set()
            self._connection.ioloop.close()
