"""Loading what a council brings: its organisation and its open cases, from files."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from shared.demo import bodies
from shared.demo.bodies import Json
from shared.demo.case_files import LINE_CIN, LOOKED_AFTER, write_case_files
from shared.demo.client import Client, Refused
from shared.demo.organisation import Organisation
from shared.demo.waiting import until_true
from shared.demo.year import Year

ORGANISATION = Path(__file__).parents[2] / "docs" / "examples" / "organisation"
"""The example files; whoever wants another borough edits copies of them."""

PROPAGATION_SECONDS = 60.0


class Rejected(RuntimeError):
    """The platform did not take every row."""


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


def await_organisation(client: Client, organisation: Organisation) -> None:
    """Wait until the news of the organisation has reached the service that judges by it.

    The last of those who audit tries an observation that lacks the family's voice: as soon as it is refused for
    that reason, and not because nobody knows the observer, everybody before them in the file is known as well.

    Raises:
        Rejected: the news did not arrive within a minute.
    """
    last = organisation.holding("team_manager", "practice_leader")[-1]
    body = bodies.voiceless_observation(last)

    def known() -> bool:
        try:
            client.post(last.id, "/api/activities/v1/observations", body)
        except Refused as refusal:
            return refusal.rule == "family-voice"
        raise Rejected("an observation without the family's voice was taken")

    if not until_true(known, PROPAGATION_SECONDS):
        raise Rejected("the organisation did not become known to the activities service")


def load_cases(client: Client, person: str, year: Year, organisation: Organisation, folder: Path) -> int:
    """Write the invented returns of the day before the year began, and import them.

    The caseload list goes with the second return: only then is every case in it known.
    """
    as_at = year.months[0].first - timedelta(days=1)
    files = write_case_files(folder, seed=year.seed, as_at=as_at, holders=holders(organisation))
    census = {"file": files.census}
    looked_after = {"file": files.header, "episodes": files.episodes, "caseload": files.caseload}
    return sum(
        _import(client, person, parts, {"format": form, "as_at": as_at.isoformat()})
        for form, parts in (("cin-census", census), ("ssda903", looked_after))
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


def _import(client: Client, person: str, parts: dict[str, Path], form: dict[str, str]) -> int:
    files = {name: (path.name, path.read_bytes()) for name, path in parts.items()}
    return _accepted("cases", client.upload(person, "/api/activities/v1/imports/cases", files, form).body)


def _accepted(what: str, answer: Json) -> int:
    if answer["rejected"]:
        raise Rejected(f"{what}: {len(answer['rejected'])} rows, first {answer['rejected'][0]}")
    return int(answer["accepted"]) + int(answer["unchanged"])
