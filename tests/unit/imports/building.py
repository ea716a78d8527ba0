"""Small case lists for the tests: one wrong thing at a time in a file that is right otherwise."""

from __future__ import annotations

from datetime import date
from io import BytesIO

from services.activities.imports import Parsed, parse

AS_AT = date(2024, 3, 31)
TODAY = date(2024, 6, 1)


def child(
    identifier: str = "C1",
    *details: str,
    born: str = "<PersonBirthDate>2015-03-27</PersonBirthDate>",
    sex: str = "<Sex>M</Sex>",
    ethnicity: str = "<Ethnicity>WBRI</Ethnicity>",
) -> str:
    """One child; without `details` with one open episode."""
    return (
        f"<Child><ChildIdentifiers><LAchildID>{identifier}</LAchildID>{born}{sex}</ChildIdentifiers>"
        f"<ChildCharacteristics>{ethnicity}</ChildCharacteristics>{''.join(details) or episode()}</Child>"
    )


def episode(referred: str = "2024-01-10", closed: str | None = None, also: str = "") -> str:
    """One CINdetails."""
    closure = f"<CINclosureDate>{closed}</CINclosureDate>" if closed is not None else ""
    return f"<CINdetails><CINreferralDate>{referred}</CINreferralDate>{closure}{also}</CINdetails>"


def plan(started: str, ended: str | None = None) -> str:
    """A child protection plan."""
    end = f"<CPPendDate>{ended}</CPPendDate>" if ended else ""
    return f"<ChildProtectionPlans><CPPstartDate>{started}</CPPstartDate>{end}</ChildProtectionPlans>"


def message(*children: str, reference_date: str = "2024-03-31", collection: str = "CIN") -> str:
    """A CIN census return."""
    return (
        f"<Message><Header><CollectionDetails><Collection>{collection}</Collection>"
        f"<ReferenceDate>{reference_date}</ReferenceDate></CollectionDetails></Header>"
        f"<Children>{''.join(children)}</Children></Message>"
    )


def census(text: str | bytes, as_at: date | None = None) -> Parsed:
    """Read a census."""
    content = text.encode() if isinstance(text, str) else text
    return parse("cin-census", {"file": BytesIO(content)}, as_at, today=TODAY)


HEADER = "CHILD,SEX,DOB,ETHNIC\n1,1,27/03/2015,WBRI\n2,2,01/02/2010,AIND\n"
EPISODES = "CHILD,DECOM,DEC\n1,10/01/2024,\n2,05/06/2020,31/01/2024\n"


def ssda903(
    header: str | bytes = HEADER, episodes: str | bytes = EPISODES, as_at: date | None = AS_AT
) -> Parsed:
    """Read an SSDA903."""
    parts = {"file": header, "episodes": episodes}
    files = {name: BytesIO(text.encode() if isinstance(text, str) else text) for name, text in parts.items()}
    return parse("ssda903", files, as_at, today=TODAY)


def told(parsed: Parsed) -> list[tuple[int, str]]:
    """Row and field of each rejection."""
    return [(rejection.row, rejection.field) for rejection in parsed.rejections]
