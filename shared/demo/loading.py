"""Loading what a council brings: its organisation and its open cases, from files."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from shared.demo.bodies import Json
from shared.demo.case_files import LINE_CIN, LOOKED_AFTER, CaseFiles, write_case_files
from shared.demo.client import Client
from shared.demo.organisation import Organisation
from shared.demo.year import Year

ORGANISATION = Path(__file__).parents[2] / "docs" / "examples" / "organisation"
"""The example files; whoever wants another borough edits copies of them."""
PROPAGATION_SECONDS = 60.0


class Rejected(RuntimeError):
    """The platform did not take every row."""


@dataclass(frozen=True, slots=True)
class Loaded:
    people_and_units: int
    cases: int


def read_organisation(folder: Path = ORGANISATION) -> Organisation:
    return Organisation.read(folder / "units.csv", folder / "people.csv")


def load_organisation(client: Client, person: str, folder: Path = ORGANISATION) -> int:
    """Import units and people; returns how many rows were taken."""
    files = {
        name: (f"{name}.csv", (folder / f"{name}.csv").read_bytes(), "text/csv")
        for name in ("units", "people")
    }
    answer = client.upload(person, "/api/directory/v1/imports/organisation", files, {}).body
    return _accepted("organisation", answer)


def load_cases(client: Client, person: str, year: Year, organisation: Organisation, folder: Path) -> int:
    """Write the invented returns of the day before the year began, and import them."""
    as_at = year.months[0].first - timedelta(days=1)
    files = write_case_files(folder, seed=year.seed, as_at=as_at, holders=holders(organisation))
    return sum(
        _accepted("cases", _import(client, person, parts, form))
        for parts, form in (_census(files, as_at), _looked_after(files, as_at))
    )


def holders(organisation: Organisation) -> dict[str, dict[str, list[str]]]:
    """Who may hold a case, by service and team."""
    return {
        service: {
            team: [person.id for person in organisation.practitioners(service, team)]
            for team in organisation.teams(service)
        }
        for service in (LINE_CIN, LOOKED_AFTER)
    }


def _census(files: CaseFiles, as_at: date) -> tuple[dict[str, Path], dict[str, str]]:
    return {"file": files.census, "caseload": files.caseload}, {
        "format": "cin-census",
        "as_at": as_at.isoformat(),
    }


def _looked_after(files: CaseFiles, as_at: date) -> tuple[dict[str, Path], dict[str, str]]:
    parts = {"file": files.header, "episodes": files.episodes, "caseload": files.caseload}
    return parts, {"format": "ssda903", "as_at": as_at.isoformat()}


def _import(client: Client, person: str, parts: dict[str, Path], form: dict[str, str]) -> Json:
    files = {name: (path.name, path.read_bytes()) for name, path in parts.items()}
    body: Json = client.upload(person, "/api/activities/v1/imports/cases", files, form).body
    return body


def _accepted(what: str, answer: Json) -> int:
    if answer["rejected"]:
        raise Rejected(f"{what}: {len(answer['rejected'])} rows, first {answer['rejected'][0]}")
    return int(answer["accepted"]) + int(answer["unchanged"])
