"""Commands that wait at the same moment share one commit.

A commit costs a disk flush whatever it holds. The first thread to arrive leads: it takes everybody who waits,
writes all their rows in one transaction and wakes the first of them, who wakes the next. Nobody waits for company: a
lone command commits alone.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Generic, TypeVar

from sqlalchemy.exc import DataError, IntegrityError

T = TypeVar("T")


class _Ticket(Generic[T]):
    __slots__ = ("error", "gate", "item", "leads", "next")

    def __init__(self, item: T) -> None:
        self.item = item
        self.error: BaseException | None = None
        self.leads = False
        self.next: _Ticket[T] | None = None
        self.gate = threading.Lock()
        self.gate.acquire()


class GroupCommit(Generic[T]):
    """Runs ``write(items)`` for groups; ``write`` commits all of them or raises.

    Parameters: ``lanes`` is how many groups may be written at once, ``most`` the largest group.
    """

    def __init__(self, write: Callable[[Sequence[T]], None], *, lanes: int = 2, most: int = 256) -> None:
        self._write = write
        self._most = most
        self._free = lanes
        self._waiting: deque[_Ticket[T]] = deque()
        self._lock = threading.Lock()

    def submit(self, item: T) -> None:
        """Return once the item is durable.

        Raises: what ``write`` raises for this item alone; one bad item does not hurt its group.
        """
        ticket = _Ticket(item)
        with self._lock:
            ticket.leads = self._free > 0
            if ticket.leads:
                self._free -= 1
            else:
                self._waiting.append(ticket)
        if not ticket.leads:
            ticket.gate.acquire()  # until written, or until it is this thread's turn to lead
            if ticket.next is not None:  # woken all at once, they would only queue for the interpreter
                ticket.next.gate.release()
        if ticket.leads:
            self._lead(ticket)
        if ticket.error is not None:
            raise ticket.error

    def _lead(self, leader: _Ticket[T]) -> None:
        with self._lock:
            followers = [self._waiting.popleft() for _ in range(min(self._most - 1, len(self._waiting)))]
        try:
            self._settle([leader, *followers])
        finally:
            with self._lock:
                heir = self._waiting.popleft() if self._waiting else None
                if heir is None:
                    self._free += 1
            if heir is not None:
                heir.leads = True
                heir.gate.release()
            for ticket, after in pairwise(followers):
                ticket.next = after
            if followers:
                followers[0].gate.release()

    def _settle(self, group: Sequence[_Ticket[T]]) -> None:
        try:
            self._write([ticket.item for ticket in group])
        except (IntegrityError, DataError) as error:
            if len(group) == 1:
                group[0].error = error
                return
            for ticket in group:
                self._settle([ticket])
        except BaseException as error:
            for ticket in group:
                ticket.error = error
