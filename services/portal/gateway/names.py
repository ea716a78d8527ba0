"""What people and units are called, by id: the directory's, kept for some minutes."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from services.portal.domain.refusals import Away, Refused
from services.portal.gateway.apis import Caller

KEPT_S, AGAIN_S = 300.0, 15.0
PAGE = 200


class Names:
    """Looked up with the portal's own token, for ids that a service has shown to the person already."""

    def __init__(self, caller: Callable[[], Caller], *, clock: Callable[[], float] = time.monotonic) -> None:
        self._caller = caller
        self._clock = clock
        self._people: Mapping[str, dict[str, Any]] = {}
        self._units: Mapping[str, dict[str, Any]] = {}
        self._read_at = float("-inf")
        self._lock = threading.Lock()

    def person(self, id: str | None) -> str:
        """The name, or the id where the directory does not know it."""
        known = self.people().get(id or "")
        return str(known["name"]) if known else str(id or "")

    def unit(self, code: str | None) -> str:
        known = self.units().get(code or "")
        return str(known["name"]) if known else str(code or "")

    def people(self) -> Mapping[str, dict[str, Any]]:
        """Everybody by id, in the order of their ids."""
        self._refresh()
        return self._people

    def units(self) -> Mapping[str, dict[str, Any]]:
        """Every area, service and team by code."""
        self._refresh()
        return self._units

    def _refresh(self) -> None:
        if self._clock() - self._read_at < KEPT_S or not self._lock.acquire(blocking=not self._people):
            return  # whoever finds an old copy uses it while another reads anew
        try:
            if self._clock() - self._read_at >= KEPT_S:
                people = {one["id"]: one for one in _all(self._caller(), "/directory/v1/people")}
                units = {one["code"]: one for one in _all(self._caller(), "/directory/v1/units")}
                self._people, self._units = people, units
                self._read_at = self._clock() if people else float("-inf")
        except (Away, Refused):
            if not self._people:
                raise
            self._read_at = self._clock() - KEPT_S + AGAIN_S
        finally:
            self._lock.release()


def _all(caller: Caller, path: str) -> Iterator[dict[str, Any]]:
    after = None
    while True:
        page = caller.get(path, limit=PAGE, after=after).json
        yield from page["items"]
        after = page.get("next")
        if not after:
            return
