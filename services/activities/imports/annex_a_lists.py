"""The eleven lists of Ofsted's Annex A: what each is, and by which columns it is told.

Councils write the headings in any case, with line breaks, curly quotes and blanks that do not
break, and add columns of their own; only the columns named here matter.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from services.activities.imports.rows import Scheme

CHILD = "Child Unique ID"
GENDER = "Gender"
ETHNICITY = "Ethnicity"
BORN = "Date of Birth"
STATUS = "Case Status"


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnexList:
    """One list. `marks` are columns that no other list has."""

    number: int
    content: str
    marks: tuple[str, ...]

    def __str__(self) -> str:
        return f"list {self.number} ({self.content})"


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseList(AnnexList):
    """A list of open cases. `reason` is the column that may say that the child died; it may be missing."""

    scheme: Scheme
    began: str
    ended: str
    reason: str | None = None
    status: str | None = None

    @property
    def needed(self) -> tuple[str, ...]:
        own = (self.began, self.ended, *((self.status,) if self.status else ()))
        return (CHILD, GENDER, ETHNICITY, BORN, *own)


CASE_LISTS = (
    CaseList(
        number=6,
        content="children in need",
        marks=("CIN Start Date", "CIN Closure Date", "Primary Need Code", "Case Status"),
        scheme="cin",
        began="CIN Start Date",
        ended="CIN Closure Date",
        reason="Reason for Closure",
        status=STATUS,
    ),
    CaseList(
        number=7,
        content="child protection plans",
        marks=("Child Protection Plan Start Date", "Child Protection Plan End Date"),
        scheme="cpp",
        began="Child Protection Plan Start Date",
        ended="Child Protection Plan End Date",
    ),
    CaseList(
        number=8,
        content="children looked after",
        marks=("Date Started to be Looked After", "Date Ceased to be Looked After"),
        scheme="cla",
        began="Date Started to be Looked After",
        ended="Date Ceased to be Looked After",
        reason="Reason Ceased to be Looked After",
    ),
)
TAKEN = "of Annex A, list 6 (children in need), 7 (child protection plans) and 8 (children looked after) are taken"

_OTHERS = (
    AnnexList(number=1, content="contacts", marks=("Date of Contact", "Contact Source")),
    AnnexList(
        number=2,
        content="early help assessments",
        marks=("Assessment completion date", "Organisation completing assessment"),
    ),
    AnnexList(number=3, content="referrals", marks=("Date of Referral", "Referral Source", "Referral NFA?")),
    AnnexList(
        number=4,
        content="assessments",
        marks=("Continuous Assessment Start Date", "Continuous Assessment Date of Authorisation"),
    ),
    AnnexList(
        number=5,
        content="section 47 enquiries and initial conferences",
        marks=(
            "Strategy discussion initiating Section 47 Enquiry Start Date",
            "Date of Initial Child Protection Conference",
        ),
    ),
    AnnexList(
        number=9,
        content="care leavers",
        marks=("Eligibility Category", "LA in Touch", "Suitability of Accommodation", "Activity Status"),
    ),
    AnnexList(
        number=10,
        content="adoption",
        marks=("Date the Child Entered Care", "Date of Decision that Child Should be Placed for Adoption"),
    ),
    AnnexList(
        number=11,
        content="prospective adopters",
        marks=("Individual adopter identifier", "Date enquiry received", "Date Stage 1 started"),
    ),
)
_LISTS: tuple[AnnexList, ...] = (*CASE_LISTS, *_OTHERS)
_ALSO = {
    "child id": CHILD,
    "unique child id": CHILD,
    "sex": GENDER,
    "dob": BORN,
    "child protection start date": "Child Protection Plan Start Date",
    "child protection end date": "Child Protection Plan End Date",
}
_PARTING = re.compile(r"[\W_]+")


def normal(heading: str) -> str:
    """Lower case, without apostrophes, words parted by one blank whatever stood between them."""
    return _PARTING.sub(" ", heading.lower().replace("'", "").replace("\u2019", "")).strip()


_COLUMNS: Mapping[str, str] = _ALSO | {
    normal(column): column
    for column in (
        *(column for one in CASE_LISTS for column in one.needed),
        *(one.reason for one in CASE_LISTS if one.reason),
        *(mark for one in _LISTS for mark in one.marks),
    )
}


def columns(headings: Sequence[str]) -> list[str | None]:
    """The column that each heading names, None of one that does not matter."""
    return [_COLUMNS.get(normal(heading)) for heading in headings]


def recognise(headings: Sequence[str]) -> AnnexList | None:
    """The list that has most of its own columns here; None where there is no such column."""
    named = set(columns(headings))
    best = max(_LISTS, key=lambda one: len(named.intersection(one.marks)))
    return best if named.intersection(best.marks) else None
