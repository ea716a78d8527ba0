"""Evidence that is kept with an activity: what was seen, in the form in which it was found."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from services.activities.domain.filetypes import FileType
from services.activities.domain.refusals import AttachmentRemoved, TooManyAttachments
from services.activities.domain.withheld import OwnAudits
from shared.contracts.errors import Invalid

MOST = 20
"""Attachments of one activity."""
LONGEST = 100
_UNSAFE = re.compile(r'[<>:"|?*\\/]')
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """``evidence_date`` is when what it shows was so, ``uploaded_at`` when it came here. It stays when it is removed:
    then its content is gone, and who, when and why is kept."""

    attachment_id: UUID
    version: int
    activity_id: UUID
    sha256: str
    name: str
    media_type: str
    size: int
    evidence_date: date | None
    description: str
    uploaded_by: str
    uploaded_at: datetime
    removed_by: str | None = None
    removed_at: datetime | None = None
    removal_reason: str | None = None

    def remove(self, *, by: str, at: datetime, reason: str) -> Attachment:
        """Raises AttachmentRemoved."""
        if self.removed_at is not None:
            raise AttachmentRemoved("It was removed before")
        return replace(self, removed_by=by, removed_at=at, removal_reason=reason)


def cleaned(name: str | None, kind: FileType) -> str:
    """A name that any machine can keep and no browser misreads, with an ending of its kind."""
    last = re.split(r"[\\/]", name or "")[-1]
    visible = "".join(each for each in unicodedata.normalize("NFC", last) if each.isprintable())
    plain = _UNSAFE.sub("_", visible).strip(" .")
    stem, dot, found = plain.rpartition(".")
    ending = dot + found.lower()
    if ending not in kind.endings:
        stem, ending = plain, kind.endings[0]
    stem = stem[: LONGEST - len(ending)].strip(" .") or "evidence"
    return f"{'_' if _RESERVED.match(stem) else ''}{stem}{ending}"


def as_words(name: str) -> str:
    """The words of a name, to be looked through for identifiers as a sentence is."""
    return re.sub(r"[_.]+", " ", name)


def ensure_size(size: int, most: int) -> None:
    """``most`` in bytes. Raises Invalid."""
    if size > most:
        raise Invalid(fields={"file": [f"is larger than {most >> 20} MB"]})


def ensure_room(there: int) -> None:
    """Raises TooManyAttachments."""
    if there >= MOST:
        raise TooManyAttachments(f"It has {MOST} attachments: remove one, or put several into one document")


def ensure_removable(*, own: bool, submitted: bool, for_others: bool) -> None:
    """The auditor takes evidence back while they write; later it is somebody else's decision.

    Raises:
        Forbidden: it is neither.
    """
    if not for_others and (submitted or not own):
        raise OwnAudits(
            "Evidence of a submitted audit is removed by the QA manager or the principal social worker"
            if own
            else "This is for the auditor to remove"
        )
