"""Writing an audit or observation over hours, on a bad line, on two devices."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from services.activities.domain.activity import Activity
from services.activities.domain.draft import Draft
from shared.contracts.errors import Invalid, NotFound, Stale
from shared.contracts.events.activities import ActivityKind
from shared.runtime import settings

if TYPE_CHECKING:
    from services.activities.tables import ActivitiesWork


@dataclass(frozen=True, slots=True, kw_only=True)
class SaveDraft:
    """Keep ``content`` over what stands at ``version``; None where there is no draft yet.

    ``auditor`` is whose audit it is, the caller's own where it is None. ``for_others`` lets somebody write another's.
    """

    draft_id: UUID
    version: int | None
    kind: ActivityKind
    content: Mapping[str, Any]
    auditor: str | None = None
    for_others: bool = False


def save_draft(command: SaveDraft, uow: ActivitiesWork) -> Draft:
    """Keep what was typed. The same content again, because an answer was lost, is kept once.

    Raises:
        NotFound: of somebody else, or gone. AlreadySubmitted; Withdrawn. Stale: with what the other changed.
        Invalid: another kind than that of the audit or draft.
    """
    known = _open_activity(command, uow)
    before = uow.drafts.find(command.draft_id, for_others=command.for_others)
    if before is None:
        return _begin(command, known, uow)
    if command.kind != before.kind:
        raise Invalid(fields={"kind": [f"is {before.kind}"]})
    if command.content == before.content:
        return before
    if command.version != before.version:
        raise _stale(command, before, uow)
    after = replace(
        before,
        version=before.version + 1,
        saved_at=uow.now(),
        saved_by=uow.actor,
        content=command.content,
    )
    try:
        uow.drafts.save(before, after)
    except Stale:
        raise _stale(command, draft(command.draft_id, uow, for_others=command.for_others), uow) from None
    return after


def draft(draft_id: UUID, uow: ActivitiesWork, *, for_others: bool, version: int | None = None) -> Draft:
    """A draft with what was written, at its present version or with the words of an earlier one.

    Raises:
        NotFound: none that the caller may see, or a version that is not kept.
    """
    found = uow.drafts.find(draft_id, for_others=for_others)
    if found is None:
        raise NotFound("draft", draft_id)
    if version is None or version == found.version:
        return found
    content = uow.drafts.content(draft_id, version)
    if content is None:
        raise NotFound("version of this draft", version)
    return replace(found, content=content)


def drafts(
    uow: ActivitiesWork, auditor: str | None, *, for_others: bool, after: UUID | None, limit: int
) -> list[Draft]:
    """The drafts of an auditor, the caller's own by itself."""
    return uow.drafts.page(auditor or uow.actor, for_others=for_others, after=after, limit=limit)


def draft_versions(draft_id: UUID, uow: ActivitiesWork, *, for_others: bool) -> Sequence[Any]:
    """The versions of a draft that are kept, newest first. Raises NotFound."""
    return uow.drafts.versions(draft(draft_id, uow, for_others=for_others).draft_id)


def discard_draft(draft_id: UUID, version: int, uow: ActivitiesWork, *, for_others: bool) -> None:
    """Throw a draft away with all its versions. Raises NotFound; Stale: it was saved since."""
    found = draft(draft_id, uow, for_others=for_others)
    if found.version != version:
        raise Stale
    uow.drafts.remove(draft_id)


def sweep_drafts(uow: ActivitiesWork) -> None:
    """A job: forget drafts that were submitted, or that nobody came back to, and evidence of what never came to be."""
    uow.drafts.sweep(uow.now(), timedelta(days=settings.current().draft_days))
    uow.attachments.sweep()


def _open_activity(command: SaveDraft, uow: ActivitiesWork) -> Activity | None:
    """The allocated audit that the draft is for; None for one begun from nothing."""
    known = uow.activities.find(command.draft_id)
    if known is None:
        return None
    if known.auditor != uow.actor and not (command.for_others and uow.scope.allows(known.area)):
        raise NotFound("draft", command.draft_id)
    known.ensure_open()
    if command.kind != known.kind:
        raise Invalid(fields={"kind": [f"is {known.kind}"]})
    return known


def _begin(command: SaveDraft, known: Activity | None, uow: ActivitiesWork) -> Draft:
    auditor = known.auditor if known else command.auditor or uow.actor
    if command.version is not None or (auditor != uow.actor and not command.for_others):
        raise NotFound("draft", command.draft_id)
    new = Draft(
        draft_id=command.draft_id,
        version=1,
        kind=command.kind,
        auditor=auditor,
        began_at=uow.now(),
        saved_at=uow.now(),
        saved_by=uow.actor,
        due_on=known.due_on if known else None,
        content=command.content,
    )
    person = uow.organisation.people.get(auditor)
    area = uow.organisation.area_of_person(person) if person else None
    if not uow.drafts.add(new, known.area if known else area):
        raise _stale(command, draft(command.draft_id, uow, for_others=command.for_others), uow)
    return new


def _stale(command: SaveDraft, theirs: Draft, uow: ActivitiesWork) -> Stale:
    was = uow.drafts.content(command.draft_id, command.version) if command.version else None
    return Stale(theirs.against(command.content, was))
