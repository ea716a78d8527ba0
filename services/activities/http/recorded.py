"""QA activities beside audits and observations: routes to record and correct each kind, and to read or withdraw any."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from msgspec import to_builtins
from uuid_utils.compat import uuid7

from services.activities import usecases
from services.activities.domain.history import Change
from services.activities.domain.kind import KINDS
from services.activities.domain.reasons import Reason
from services.activities.domain.recorded import Recorded, Written
from services.activities.schemas.recorded import (
    DETAILS,
    RecordedArgs,
    RecordedHistorySchema,
    RecordedPage,
    RecordedSchema,
    RecordedSummarySchema,
    RetractionSchema,
    body_of,
    correction_of,
)
from services.activities.usecases import AmendActivity, WithdrawRecorded
from shared.contracts.errors import Stale
from shared.security.policy import permissions_of
from shared.web import (
    Blueprint,
    Schema,
    command,
    decode_cursor,
    if_match,
    page,
    principal,
    query,
    records_access,
    requires,
    set_etag,
    shown_in_refusal,
    uow,
)
from shared.web.access import accessed

ADDRESSES = {
    "dip_sample": ("dip-samples", "Performance data held against the record."),
    "bespoke_audit": ("bespoke-audits", "Audits of a theme."),
    "multi_agency_audit": ("multi-agency-audits", "Audits that several agencies do together."),
    "group_supervision": ("group-supervisions", "Group supervision."),
    "guided_conversation": ("guided-conversations", "Guided conversations with practitioners."),
    "practice_day": ("practice-days", "Visits of senior leaders on focused practice days."),
    "oversight": ("oversights", "The independent chairs' quarters."),
    "external_review": ("external-reviews", "The register of external QA."),
    "participation": ("participations", "Bespoke participation of children, parents and carers."),
}

blp = Blueprint(
    "recorded",
    __name__,
    url_prefix="/recorded-activities",
    description="QA activities beside audits and observations, read.",
)


def _recording(kind: str) -> Blueprint:
    """The routes that record one kind and correct it."""
    address, about = ADDRESSES[kind]
    made = Blueprint(kind, __name__, url_prefix=f"/{address}", description=about)

    def record(body: dict[str, Any]) -> Recorded:
        found = usecases.record_activity(_command(kind, body), uow())
        set_etag(found.version)
        return found

    def correct(body: dict[str, Any], recorded_id: UUID) -> Recorded:
        version, for_others = if_match(), _may("activities:amend-others")
        before = usecases.correctable(recorded_id, kind, uow(), for_others=for_others)
        correction = AmendActivity(version=version, said=_command(kind, body, before), reason=_reason(body))
        try:
            found = usecases.amend_activity(correction, before, uow())
        except Stale:
            shown_in_refusal("recorded activity", recorded_id)
            raise
        set_etag(found.version)
        return found

    record.__doc__ = f"{about} Findings may ask for actions."
    correct.__doc__ = f"{about} A correction says the whole anew, and why; a 412 shows what another changed."
    written: tuple[tuple[Callable[..., Any], str, str, type[Schema]], ...] = (
        (record, "record", "", body_of(kind)),
        (correct, "correct", "/<uuid:recorded_id>/versions", correction_of(kind)),
    )
    for view, name, path, shape in written:
        view.__name__ = f"{name}_{kind}"
        shown: Callable[..., Any] = made.response(201, RecordedSummarySchema)(view)
        shown = requires(f"{address}:record")(command(made.arguments(shape)(shown)))
        made.route(path, methods=["POST"])(shown)
    return made


def _command(kind: str, body: dict[str, Any], before: Recorded | None = None) -> usecases.RecordActivity:
    """What was said; of a correction, findings and recommendations may keep the ids that they had ``before``."""
    known = before.ids() if before else frozenset()
    names = (
        "led_by",
        "practitioners",
        "colleagues",
        "service",
        "area",
        "team",
        "month",
        "completed_on",
        "tags",
        "theme_id",
    )
    return usecases.RecordActivity(
        kind=kind,
        **{name: body[name] for name in names},
        cases=[one["case"] for one in body["cases"]],
        written=Written.of(body, uuid7, known),
        part=KINDS[kind].part.of(body["details"], uuid7, known),
        for_others=_may("activities:record-others"),
    )


KIND_BLUEPRINTS = tuple(_recording(kind) for kind in KINDS)


@blp.route("")
@requires("activities:read")
@query
@blp.arguments(RecordedArgs, location="query")
@blp.response(200, RecordedPage)
def list_recorded(args: dict[str, Any]) -> dict[str, Any]:
    """Without their narrative, oldest first; practitioners see those that they had a part in."""
    after = decode_cursor(args["after"], UUID)
    found = usecases.recorded_activities(
        uow(),
        {name: args[name] for name in ("kind", "service", "month", "led_by", "status", "theme_id")},
        tag=args["tag"],
        own_only=_own_only(),
        after=after[0] if after else None,
        limit=args["limit"] + 1,
    )
    return page(found, args["limit"], lambda row: (row.activity_id,))


@blp.route("/<uuid:recorded_id>")
@requires("activities:read")
@query
@records_access("recorded activity")
@blp.response(200, RecordedSchema)
def get_recorded(recorded_id: UUID) -> dict[str, Any]:
    """One with what was written. Reading one about a child is written down."""
    found = usecases.recorded_activity(recorded_id, uow(), own_only=_own_only())
    accessed([recorded_id] if found.cases else [])
    set_etag(found.version)
    return {
        **{name: getattr(found, name) for name in Recorded.__slots__},
        "details": DETAILS[found.kind]().dump(found.part),
        "result": to_builtins(found.part.result()),
    }


@blp.route("/<uuid:recorded_id>/history")
@requires("activities:read")
@query
@records_access("recorded activity")
@blp.response(200, RecordedHistorySchema)
def get_history(recorded_id: UUID) -> dict[str, Any]:
    """What was corrected, by whom, when and why, with what stood before. Reading one about a child is written down."""
    found, lines = usecases.recorded_history(recorded_id, uow(), own_only=_own_only())
    accessed([recorded_id] if found.cases else [])
    set_etag(found.version)
    history = [
        {
            **{name: getattr(line.change, name) for name in Change.__slots__},
            "changes": line.changes,
            "replaced": line.replaced,
        }
        for line in lines
    ]
    return {"activity_id": recorded_id, "history": history}


@blp.route("/<uuid:recorded_id>/withdrawal", methods=["POST"])
@requires("recorded:withdraw")
@command
@blp.arguments(RetractionSchema)
@blp.response(200, RecordedSummarySchema)
def withdraw(body: dict[str, Any], recorded_id: UUID) -> Recorded:
    """Take it back: it counts no more, and can still be read. Actions that it asked for go on."""
    wanted = WithdrawRecorded(
        activity_id=recorded_id,
        version=if_match(),
        reason=_reason(body),
        for_others=_may("activities:amend-others"),
    )
    try:
        found = usecases.withdraw_recorded(wanted, uow())
    except Stale:
        shown_in_refusal("recorded activity", recorded_id)
        raise
    set_etag(found.version)
    return found


def _reason(body: dict[str, Any]) -> Reason:
    return Reason(code=body["reason"], note=body["note"])


def _own_only() -> bool:
    return not _may("activities:read-others")


def _may(permission: str) -> bool:
    return permission in permissions_of("activities", principal().roles)
