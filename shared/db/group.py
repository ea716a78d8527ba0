"""Commands that wait at the same moment share one commit.

A commit costs a disk flush whatever it holds. The first thread to arrive leads: it takes everybody who waits,
writes all their rows in one transaction and wakes the first of them, who wakes the next. A lone command waits for no
company and commits alone.
"""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Generic, TypeVar

from sqlalchemy.exc import DataError, IntegrityError

T = TypeVar("T")
MANY, GATHER_S = (
    4,
    0.0005,
)  # after a group of so many more are about to come: larger groups spare more than this costs


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

    One group is written at a time: a second would halve the groups and cost more processor than it saves in waiting.
    ``most`` is the largest group.
    """

    def __init__(self, write: Callable[[Sequence[T]], None], *, most: int = 256) -> None:
        self._write = write
        self._most = most
        self._busy = False
        self._last = 0
        self._waiting: deque[_Ticket[T]] = deque()
        self._lock = threading.Lock()

    def submit(self, item: T) -> None:
        """Return once the item is durable.

        Raises: what ``write`` raises for this item alone; one bad item does not hurt its group.
        """
        ticket = _Ticket(item)
        with self._lock:
            ticket.leads = not self._busy
            if ticket.leads:
                self._busy = True
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
        if self._last >= MANY:
            time.sleep(GATHER_S)
        with self._lock:
            followers = [self._waiting.popleft() for _ in range(min(self._most - 1, len(self._waiting)))]
        self._last = 1 + len(followers)
        try:
            self._settle([leader, *followers])
        finally:
            with self._lock:
                heir = self._waiting.popleft() if self._waiting else None
                self._busy = heir is not None
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
