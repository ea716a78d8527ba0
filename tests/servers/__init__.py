"""Where the tests' servers come from."""


class Unavailable(Exception):
    """No such server can be had here; the message says what was tried."""


def answers(host: str, port: int) -> bool:
    """Whether something listens there."""
    import socket

    try:
        socket.create_connection((host, port), timeout=1).close()
    except OSError:
        return False
    return True
