"""Evidence, as rows: each content sealed and stored once."""

from __future__ import annotations

from dataclasses import asdict
from uuid import UUID

from sqlalchemy import delete, exists, select

from services.activities.domain.attachment import Attachment
from services.activities.tables.schema import activity, attachment, attachment_content, draft
from shared.contracts.errors import NotFound, Stale
from shared.db.unit import UnitOfWork
from shared.security.pseudonyms import Pseudonyms

_UNSHOWN = delete(attachment_content).where(
    ~exists().where(attachment.c.stored == attachment_content.c.sha256)
)
_OWN = [attachment.c[name] for name in Attachment.__slots__]


class AttachmentStore:
    """Who may see or change them is asked of their activity or draft."""

    def __init__(self, uow: UnitOfWork, pseudonyms: Pseudonyms) -> None:
        self.uow = uow
        self._seals = pseudonyms

    def add(self, new: Attachment, content: bytes) -> bool:
        """False when the activity has this very content already."""
        known = select(attachment_content.c.sha256).where(attachment_content.c.sha256 == new.sha256)
        if self.uow.execute(known).first() is None:
            row = {"sha256": new.sha256, "content": self._seals.seal_bytes(content)}
            self.uow.insert_many(attachment_content, [row], on_conflict="nothing")
        return (
            self.uow.insert_many(attachment, [asdict(new) | {"stored": new.sha256}], on_conflict="nothing")
            == 1
        )

    def of(self, activity_id: UUID) -> list[Attachment]:
        """All that were ever there, in the order in which they came; the removed ones say so."""
        query = select(*_OWN).where(attachment.c.activity_id == activity_id)
        rows = self.uow.execute(query.order_by(attachment.c.uploaded_at, attachment.c.attachment_id))
        return [Attachment(**row._mapping) for row in rows]

    def get(self, activity_id: UUID, attachment_id: UUID, *, version: int | None = None) -> Attachment:
        """Raises NotFound: none of this activity. Stale."""
        query = select(*_OWN).where(
            attachment.c.activity_id == activity_id, attachment.c.attachment_id == attachment_id
        )
        row = self.uow.execute(query).one_or_none()
        if row is None:
            raise NotFound("attachment", attachment_id)
        if version is not None and row.version != version:
            raise Stale
        return Attachment(**row._mapping)

    def content(self, found: Attachment) -> bytes:
        """Raises NotFound: it was removed."""
        query = select(attachment_content.c.content).join(
            attachment, attachment.c.stored == attachment_content.c.sha256
        )
        sealed = self.uow.execute(query.where(attachment.c.attachment_id == found.attachment_id)).scalar()
        if sealed is None:
            raise NotFound("attachment", found.attachment_id)
        return self._seals.open_bytes(sealed)

    def save_removal(self, before: Attachment, after: Attachment) -> None:
        """Keep that it was removed, and take the content away unless it is shown elsewhere. Raises Stale."""
        names = ("removed_by", "removed_at", "removal_reason")
        values = {name: getattr(after, name) for name in names} | {"stored": None}
        key = {"attachment_id": after.attachment_id}
        self.uow.update(attachment, key, values, version=before.version)
        self.uow.execute(_UNSHOWN.where(attachment_content.c.sha256 == after.sha256))

    def sweep(self) -> None:
        """Take away what belongs to a draft that is gone without having become an activity."""
        became = exists().where(activity.c.activity_id == attachment.c.activity_id)
        drafted = exists().where(draft.c.draft_id == attachment.c.activity_id)
        self.uow.execute(delete(attachment).where(~became, ~drafted))
        self.uow.execute(_UNSHOWN)
