"""Drafts: saved as one types, from any device, until they are submitted."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from services.activities import usecases
from services.activities.domain.draft import Draft
from services.activities.schemas.drafts import (
    DraftArgs,
    DraftPage,
    DraftSchema,
    DraftVersionArgs,
    DraftVersionsSchema,
    KeptDraftSchema,
    WriteDraftSchema,
    unfit,
)
from shared.contracts.errors import Stale
from shared.runtime import settings
from shared.security.policy import permissions_of
from shared.web import (
    Blueprint,
    command,
    decode_cursor,
    if_match,
    if_match_or_new,
    page,
    principal,
    query,
    records_access,
    requires,
    set_etag,
    shown_in_refusal,
    uow,
)

blp = Blueprint(
    "drafts",
    __name__,
    url_prefix="/drafts",
    description="What an auditor has typed so far; for them alone, and for who may submit for them.",
)


@blp.route("")
@requires("drafts:write")
@query
@blp.arguments(DraftArgs, location="query")
@blp.response(200, DraftPage)
def list_drafts(args: dict[str, Any]) -> dict[str, Any]:
    """One's own drafts; another's for who may submit for them."""
    after = decode_cursor(args["after"], UUID)
    found = usecases.drafts(
        uow(),
        args["auditor"],
        for_others=_for_others(),
        after=after[0] if after else None,
        limit=args["limit"] + 1,
    )
    return page([_shown(one) for one in found], args["limit"], lambda row: (row["draft_id"],))


@blp.route("/<uuid:draft_id>", methods=["PUT"])
@requires("drafts:write")
@command
@blp.arguments(WriteDraftSchema)
@blp.response(200, KeptDraftSchema)
def save_draft(body: dict[str, Any], draft_id: UUID) -> dict[str, Any]:
    """Keep what was typed, finished or not; `unfit` says what could not be submitted so.

    The id is that of the allocated audit, or one of your own for what is begun from nothing: then submit it as
    `activity_id`. A 412 shows what somebody else, or another device, saved meanwhile.
    """
    wanted = usecases.SaveDraft(
        draft_id=draft_id, version=if_match_or_new(), for_others=_for_others(), **body
    )
    try:
        return _answer(usecases.save_draft(wanted, uow()))
    except Stale:
        shown_in_refusal("draft", draft_id)
        raise


@blp.route("/<uuid:draft_id>")
@requires("drafts:write")
@query
@records_access("draft")
@blp.arguments(DraftVersionArgs, location="query")
@blp.response(200, DraftSchema)
def get_draft(args: dict[str, Any], draft_id: UUID) -> dict[str, Any]:
    """A draft with what was written, now or at an earlier `version`. Reading it is written down."""
    found = usecases.draft(draft_id, uow(), for_others=_for_others(), version=args["version"])
    return {**_answer(found), "content": found.content}


@blp.route("/<uuid:draft_id>", methods=["DELETE"])
@requires("drafts:write")
@command
@blp.response(204)
def discard_draft(draft_id: UUID) -> None:
    """Throw a draft away, with all its versions."""
    usecases.discard_draft(draft_id, if_match(), uow(), for_others=_for_others())


@blp.route("/<uuid:draft_id>/versions")
@requires("drafts:write")
@query
@blp.response(200, DraftVersionsSchema)
def list_versions(draft_id: UUID) -> dict[str, Any]:
    """The versions that can still be read, newest first."""
    found = usecases.draft_versions(draft_id, uow(), for_others=_for_others())
    return {"draft_id": draft_id, "versions": found}


def _for_others() -> bool:
    return "audits:submit-for-others" in permissions_of("activities", principal().roles)


def _answer(draft: Draft) -> dict[str, Any]:
    set_etag(draft.version)
    return {**_shown(draft), "unfit": unfit(draft)}


def _shown(draft: Draft) -> dict[str, Any]:
    about = ("draft_id", "version", "kind", "auditor", "due_on", "began_at", "saved_at", "saved_by")
    return {
        **{name: getattr(draft, name) for name in about},
        **{name: draft.says(name) for name in ("service", "practitioner", "month")},
        "idle_days": draft.idle_days(uow().today()),
        "kept_until": draft.kept_until(settings.current().draft_days),
    }
