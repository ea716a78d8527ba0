"""The activities service on a database of its own, with the small organisation of the unit tests in it."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import event, text

from services.activities import subscriptions, tables
from services.activities.main import SERVICE
from services.activities.tables import ActivitiesWork
from shared.contracts import decode
from shared.contracts.events.directory import PersonChanged, UnitChanged
from shared.contracts.registry import Event
from shared.db.database import Database
from shared.inbox.handlers import Delivery
from shared.runtime import settings
from shared.testing.client import Client, client
from shared.testing.clock import Clock
from tests.unit.activities.builders import people, units

AREA = {"social-work"}


class Activities:
    """What the tests do with the service beside HTTP."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.told(*_organisation())
        self.qa: Client = client(SERVICE, database, "qa_manager", person="Q1", areas={"*"})
        self.auditor = self.acting("M2", "team_manager")
        self.moderator = self.acting("S2", "service_manager")
        self.practitioner = self.acting("W1", "practitioner")

    def acting(self, person: str, *roles: str, areas: set[str] | None = None) -> Client:
        return self.qa.acting(*roles, person=person, areas=AREA if areas is None else areas)

    def told(self, *events: Event, sequence: int = 1) -> None:
        """Batches of the directory's events, as the consumer hands them over."""
        now = self.database.clock()
        batch = [Delivery(uuid4(), one, sequence, now, "system", "c", "") for one in events]
        with self.database.work(ActivitiesWork) as uow:
            for handler in subscriptions.HANDLERS:
                handler.run([one for one in batch if type(one.event) in _structs(handler)], uow)
            uow.commit()

    def events(self) -> list[tuple[str, int, Any]]:
        """What was told to others: type, sequence and event, in order."""
        read = [decode(body) for body in self.column("SELECT body FROM event_log ORDER BY position")]
        return [(e.type.removeprefix("sightline.").removesuffix(".v1"), e.sequence, said) for e, said in read]

    def column(self, query: str) -> list[Any]:
        with self.database.engine.connect() as connection:
            return list(connection.execute(text(query)).scalars())

    def counted(self, act: Callable[[], object]) -> int:
        """How many statements SQLAlchemy sends while something is done."""
        seen: list[str] = []

        def note(*args: Any) -> None:
            seen.append(args[2])

        event.listen(self.database.engine, "before_cursor_execute", note)
        try:
            act()
        finally:
            event.remove(self.database.engine, "before_cursor_execute", note)
        return len(seen)

    def imported(self, number: int, caseload: str = "", **form: str) -> dict[str, Any]:
        """The answer to an import of this many looked-after children, opened in 2024."""
        header = "CHILD,SEX,DOB,ETHNIC\n" + "".join(f"K{n},1,01/04/2012,WBRI\n" for n in range(number))
        episodes = "CHILD,DECOM,RNE,LS,DEC\n" + "".join(f"K{n},01/02/2024,S,C2,\n" for n in range(number))
        parts: dict[str, Any] = {
            "file": _file(header),
            "episodes": _file(episodes),
            "format": "ssda903",
        } | form
        if caseload:
            parts["caseload"] = _file("case,team,worker,from,to\n" + caseload)
        answer = self.qa.post("/imports/cases", data=parts, content_type="multipart/form-data")
        assert answer.status_code == 200, answer.json
        return dict(answer.json)


@pytest.fixture(scope="session")
def _keys(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keys of these tests alone, in a folder that goes away."""
    path: Path = tmp_path_factory.mktemp("keys") / "pseudonyms.json"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SIGHTLINE_PSEUDONYM_KEYS", str(path))
        settings.current.cache_clear()
        tables.pseudonyms.cache_clear()
        yield
    settings.current.cache_clear()
    tables.pseudonyms.cache_clear()


@pytest.fixture
def activities(database: Callable[..., Database], _keys: None) -> Activities:
    return Activities(database("activities", clock=Clock("2026-03-20T09:00:00")))


def tag(version: int) -> dict[str, str]:
    return {"If-Match": f'"{version}"'}


def audit(**changes: Any) -> dict[str, Any]:
    """The body of a whole audit by M2 of a case that W1 works."""
    return {
        "case": "CH-0001234",
        "auditor": "M2",
        "practitioner": "W1",
        "service": "line-cin",
        "team": "line-cin-01",
        "month": "2026-03",
        **written(**changes),
    }


def written(**changes: Any) -> dict[str, Any]:
    """The body of a submission."""
    return {
        "completed_on": "2026-03-10",
        "practitioner": "W1",
        "grading": "graded",
        "overall": "good",
        "domains": [{"domain": "impact", "grade": "good", "comment": "He sleeps through the night."}],
        "signs_of_safety": {"working_well": "The grandmother.", "scale": 6},
        "practitioner_part": {"took_part": True, "view": "We talked for an hour."},
        "family": {"outcome": "heard", "who": "parent", "said": "They listen to us now."},
        "findings": [
            {
                "domain": "recording",
                "text": "The visits of March are missing.",
                "strength": False,
                "action": {"title": "Record the visits", "owner": "W1", "reach": "case", "priority": "high"},
            }
        ],
        **changes,
    }


def _organisation() -> list[Event]:
    changed: list[Event] = [
        UnitChanged(
            area="all",
            unit_id=one.code,
            kind=one.kind,  # type: ignore[arg-type]
            name=one.code,
            parent=one.parent,
            valid_from=one.valid_from,
        )
        for one in units()
    ]
    return [*changed, *(changed_person(one.id) for one in people())]


def changed_person(id: str, **changes: Any) -> PersonChanged:
    """One of the small organisation, as the directory tells of them."""
    (one,) = [person for person in people() if person.id == id]
    known: dict[str, Any] = {
        "area": "social-work",
        "person_id": one.id,
        "name": "Somebody",
        "email": "somebody@example.org",
        "roles": sorted(one.roles),
        "service": one.service,
        "team": one.team,
        "line_manager": one.line_manager,
        "active": one.active,
    }
    return PersonChanged(**(known | changes))


def _structs(handler: Any) -> set[type]:
    return {kind.struct for kind in handler.types}


def _file(content: str) -> tuple[io.BytesIO, str]:
    return io.BytesIO(content.encode()), "file.csv"
