"""Putting evidence beside what was written, showing it, taking it away."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import TYPE_CHECKING
from uuid import UUID

from uuid_utils.compat import uuid7

from services.activities.domain.attachment import (
    Attachment,
    as_words,
    cleaned,
    ensure_removable,
    ensure_room,
    ensure_size,
)
from services.activities.domain.filetypes import file_type
from services.activities.domain.refusals import Withdrawn
from services.activities.domain.withheld import OwnAudits
from services.activities.usecases.identity import identifier_of
from services.activities.usecases.reading import activity
from shared.contracts.errors import NotFound
from shared.contracts.identifiers import ensure_anonymous
from shared.runtime import settings

if TYPE_CHECKING:
    from services.activities.tables import ActivitiesWork


@dataclass(frozen=True, slots=True, kw_only=True)
class Attach:
    """Keep ``content`` with an activity, or with the draft that is to become it. ``name`` is as the sender has it."""

    activity_id: UUID
    name: str | None
    content: bytes
    evidence_date: date | None
    description: str
    for_others: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoveAttachment:
    """Take away the attachment at ``version``. ``for_others``: also another's, and after submission."""

    activity_id: UUID
    attachment_id: UUID
    version: int
    reason: str
    for_others: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class _Subject:
    auditor: str
    submitted: bool
    withdrawn: bool = False
    identifier: str | None


def attach(command: Attach, uow: ActivitiesWork) -> tuple[Attachment, bool]:
    """The attachment, and whether it is new: the same content of an activity is kept once.

    Raises:
        NotFound. Forbidden: somebody else's audit. Withdrawn; TooManyAttachments; IdentifierInText.
        Invalid: too large, empty, or not of a kind that is taken.
    """
    subject = _subject(command.activity_id, uow, for_others=command.for_others)
    if subject.auditor != uow.actor and not command.for_others:
        raise OwnAudits("Evidence is for the auditor to add")
    if subject.withdrawn:
        raise Withdrawn("It was withdrawn")
    ensure_size(len(command.content), settings.current().attachment_mb << 20)
    kind = file_type(command.content)
    name = cleaned(command.name, kind)
    texts = [("file", as_words(name)), ("description", command.description)]
    ensure_anonymous(texts, subject.identifier)
    there = [one for one in uow.attachments.of(command.activity_id) if one.removed_at is None]
    digest = sha256(command.content).hexdigest()
    for one in there:
        if one.sha256 == digest:
            return one, False
    ensure_room(len(there))
    new = Attachment(
        attachment_id=uuid7(),
        version=1,
        activity_id=command.activity_id,
        sha256=digest,
        name=name,
        media_type=kind.media_type,
        size=len(command.content),
        evidence_date=command.evidence_date,
        description=command.description,
        uploaded_by=uow.actor,
        uploaded_at=uow.now(),
    )
    if not uow.attachments.add(new, command.content):
        return next(one for one in uow.attachments.of(command.activity_id) if one.sha256 == digest), False
    return new, True


def attachments(
    activity_id: UUID, uow: ActivitiesWork, *, own_only: bool, for_others: bool
) -> list[Attachment]:
    """All that were ever attached, the removed ones among them. Raises as ``attachment``."""
    _ensure_readable(activity_id, uow, own_only=own_only, for_others=for_others)
    return uow.attachments.of(activity_id)


def attachment(
    activity_id: UUID, attachment_id: UUID, uow: ActivitiesWork, *, own_only: bool, for_others: bool
) -> tuple[Attachment, bytes]:
    """One attachment with its content.

    Raises:
        NotFound: none that the caller may see, or it was removed. Forbidden: not submitted yet, and somebody else's;
        or the caller is still to rate the audit a second time.
    """
    _ensure_readable(activity_id, uow, own_only=own_only, for_others=for_others)
    found = uow.attachments.get(activity_id, attachment_id)
    return found, uow.attachments.content(found)


def remove_attachment(command: RemoveAttachment, uow: ActivitiesWork) -> Attachment:
    """Take evidence away, and keep who did so and why.

    Raises:
        NotFound; Stale; Forbidden; AttachmentRemoved; IdentifierInText.
    """
    subject = _subject(command.activity_id, uow, for_others=command.for_others)
    before = uow.attachments.get(command.activity_id, command.attachment_id, version=command.version)
    own = subject.auditor == uow.actor
    ensure_removable(own=own, submitted=subject.submitted, for_others=command.for_others)
    ensure_anonymous([("reason", command.reason)], subject.identifier)
    after = before.remove(by=uow.actor, at=uow.now(), reason=command.reason)
    uow.attachments.save_removal(before, after)
    return uow.attachments.get(command.activity_id, command.attachment_id)


def _subject(activity_id: UUID, uow: ActivitiesWork, *, for_others: bool) -> _Subject:
    """What evidence is kept with: an activity of the caller's areas, or a draft of theirs. Raises NotFound."""
    try:
        known = uow.activities.get(activity_id)
    except NotFound:
        begun = uow.drafts.find(activity_id, for_others=for_others)
        if begun is None:
            raise
        return _Subject(auditor=begun.auditor, submitted=False, identifier=begun.says("case"))
    return _Subject(
        auditor=known.auditor,
        submitted=known.submitted_on is not None,
        withdrawn=known.status == "withdrawn",
        identifier=identifier_of(known, uow),
    )


def _ensure_readable(activity_id: UUID, uow: ActivitiesWork, *, own_only: bool, for_others: bool) -> None:
    """As what was written: before it is submitted for its auditor alone, after that for whoever reads the activity."""
    subject = _subject(activity_id, uow, for_others=for_others)
    theirs = for_others or subject.auditor == uow.actor
    if subject.submitted or not theirs:
        activity(activity_id, uow, own_only=own_only)
    if not subject.submitted and not theirs:
        raise OwnAudits("Evidence is the auditor's until it is submitted")
