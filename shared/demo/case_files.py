"""The invented children as a council would send them: CIN census, SSDA903 and a caseload list.

Every identifier starts with ``INV`` and the census says in a comment that nobody in it is real. Statutory
returns carry neither team nor worker, so the caseload list gives them for about 95 in 100 children.
"""

from __future__ import annotations

import csv
import io
import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from shared.demo.chance import stream
from shared.demo.population import InventedChild, children_in_need, looked_after_children

LINE_CIN = "line-cin"
LOOKED_AFTER = "looked-after"
HELD = 0.95
HANDED_OVER = 0.2
"""Of the held cases: an earlier worker is on the list as well."""
AUTHORITY = "975"
"""A number that no authority has."""

Holders = Mapping[str, Mapping[str, Sequence[str]]]
"""Service -> team -> ids of its workers; ``line-cin`` and ``looked-after`` are needed."""


@dataclass(frozen=True, slots=True)
class CaseFiles:
    """The files' places."""

    census: Path
    header: Path
    episodes: Path
    caseload: Path


def write_case_files(folder: Path, *, seed: int, as_at: date, holders: Holders) -> CaseFiles:
    """Write all four files into ``folder``, the same for the same seed, day and holders."""
    in_need = children_in_need(seed, as_at)
    looked_after = looked_after_children(seed, as_at)
    ssda903 = folder / "ssda903"
    ssda903.mkdir(parents=True, exist_ok=True)
    files = CaseFiles(
        census=folder / "cin-census.xml",
        header=ssda903 / "header.csv",
        episodes=ssda903 / "episodes.csv",
        caseload=folder / "caseload.csv",
    )
    files.census.write_text(census_xml(in_need, as_at), encoding="utf-8")
    files.header.write_text(header_csv(looked_after), encoding="utf-8", newline="")
    files.episodes.write_text(episodes_csv(looked_after, seed, as_at), encoding="utf-8", newline="")
    held = {LINE_CIN: in_need, LOOKED_AFTER: looked_after}
    files.caseload.write_text(caseload_csv(held, seed, as_at, holders), encoding="utf-8", newline="")
    return files


def census_xml(children: Iterable[InventedChild], as_at: date) -> str:
    """A CIN census return as at that day."""
    header = (
        f"<CollectionDetails><Collection>CIN</Collection><Year>{as_at.year}</Year>"
        f"<ReferenceDate>{as_at}</ReferenceDate></CollectionDetails>"
        f"<Source><SourceLevel>L</SourceLevel><LEA>{AUTHORITY}</LEA><SoftwareCode>Sightline</SoftwareCode>"
        f"<Release>1</Release><SerialNo>001</SerialNo><DateTime>{as_at}T12:00:00</DateTime></Source>"
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        "<!-- INVENTED: made by Sightline for its demonstration. No child in this file is real. -->\n"
        f"<Message>\n<Header>{header}</Header>\n<Children>\n"
        + "".join(_census_child(child) for child in children)
        + "</Children>\n</Message>\n"
    )


def _census_child(child: InventedChild) -> str:
    closure = f"<CINclosureDate>{child.ended}</CINclosureDate><ReasonForClosure>RC7</ReasonForClosure>"
    plan = (
        f"<ChildProtectionPlans><CPPstartDate>{child.protected_since}</CPPstartDate>"
        f"<InitialCategoryOfAbuse>{child.abuse}</InitialCategoryOfAbuse>"
        f"<LatestCategoryOfAbuse>{child.abuse}</LatestCategoryOfAbuse>"
        "<NumberOfPreviousCPP>1</NumberOfPreviousCPP></ChildProtectionPlans>"
    )
    return (
        f"<Child>\n  <ChildIdentifiers><LAchildID>{child.identifier}</LAchildID><UPNunknown>UN1</UPNunknown>"
        f"<PersonBirthDate>{child.born}</PersonBirthDate><GenderCurrent>{child.sex}</GenderCurrent>"
        f"</ChildIdentifiers>\n  <ChildCharacteristics><Ethnicity>{child.ethnicity}</Ethnicity>"
        f"</ChildCharacteristics>\n  <CINdetails><CINreferralDate>{child.began}</CINreferralDate>"
        f"<ReferralSource>1A</ReferralSource><PrimaryNeedCode>{child.need}</PrimaryNeedCode>"
        f"{closure if child.ended else ''}<ReferralNFA>false</ReferralNFA>"
        f"{plan if child.protected_since else ''}</CINdetails>\n</Child>\n"
    )


def header_csv(children: Iterable[InventedChild]) -> str:
    """The SSDA903 header: one line a child."""
    columns = ("CHILD", "SEX", "DOB", "ETHNIC", "UPN", "MOTHER", "MC_DOB")
    lines = ((c.identifier, c.sex, _british(c.born), c.ethnicity, "UN1", "", "") for c in children)
    return _csv(columns, lines)


def episodes_csv(children: Iterable[InventedChild], seed: int, as_at: date) -> str:
    """The SSDA903 episodes: one to three placements a child, each beginning when the one before ends."""
    rng = stream(seed, "placements")
    columns = ("CHILD", "DECOM", "RNE", "LS", "CIN", "PLACE", "PLACE_PROVIDER", "DEC", "REC")
    lines: list[Sequence[str]] = []
    for child in children:
        turns = [child.began, *_moves(rng, child, as_at)]
        for number, began in enumerate(turns):
            last = number == len(turns) - 1
            ended = child.ended if last else turns[number + 1]
            reason = ("E4A" if child.ended else "") if last else "X1"
            lines.append(
                (
                    *(child.identifier, _british(began), "P" if number else "S", "C2", child.need),
                    *(rng.choice(("U1", "U4", "U6", "K2")), rng.choice(("PR1", "PR4"))),
                    *(_british(ended) if ended else "", reason),
                )
            )
    return _csv(columns, lines)


def _moves(rng: random.Random, child: InventedChild, as_at: date) -> list[date]:
    """The days on which the child changed placement."""
    days = ((child.ended or as_at) - child.began).days
    if days < 60:
        return []
    moves = rng.sample(range(20, days), rng.choice((0, 0, 1, 1, 2)))
    return [child.began + timedelta(days=day) for day in sorted(moves)]


def caseload_csv(
    children: Mapping[str, Iterable[InventedChild]], seed: int, as_at: date, holders: Holders
) -> str:
    """Team and worker of most open cases; some were handed over by somebody else of the same team."""
    rng = stream(seed, "caseload")
    lines: list[Sequence[str]] = []
    for service, known in children.items():
        places = [(team, worker) for team, workers in holders[service].items() for worker in workers]
        rng.shuffle(places)
        held = [child for child in known if child.ended is None and rng.random() < HELD]
        for number, child in enumerate(held):
            team, worker = places[number % len(places)]
            since = child.began
            others = [other for other in holders[service][team] if other != worker]
            if others and (as_at - child.began).days > 60 and rng.random() < HANDED_OVER:
                since = child.began + (as_at - child.began) * rng.uniform(0.2, 0.9)
                before = rng.choice(others)
                lines.append((child.identifier, team, before, str(child.began), str(since)))
            lines.append((child.identifier, team, worker, str(since), ""))
    return _csv(("case identifier", "team", "worker", "from", "to"), lines)


def _british(day: date) -> str:
    return f"{day:%d/%m/%Y}"


def _csv(columns: Sequence[str], lines: Iterable[Sequence[str]]) -> str:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(columns)
    writer.writerows(lines)
    return text.getvalue()
