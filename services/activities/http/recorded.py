"""QA activities beside audits and observations: a route to record each kind, and two to read them all."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from msgspec import to_builtins
from uuid_utils.compat import uuid7

from services.activities import usecases
from services.activities.domain.kind import KINDS
from services.activities.domain.recorded import Recorded, Written
from services.activities.schemas.recorded import (
    DETAILS,
    RecordedArgs,
    RecordedPage,
    RecordedSchema,
    RecordedSummarySchema,
    body_of,
)
from shared.security.policy import permissions_of
from shared.web import (
    Blueprint,
    command,
    decode_cursor,
    page,
    principal,
    query,
    records_access,
    requires,
    set_etag,
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
    """The route that records one kind."""
    address, about = ADDRESSES[kind]
    made = Blueprint(kind, __name__, url_prefix=f"/{address}", description=about)

    def record(body: dict[str, Any]) -> Recorded:
        found = usecases.record_activity(_command(kind, body), uow())
        set_etag(found.version)
        return found

    record.__name__, record.__doc__ = f"record_{kind}", f"{about} Findings may ask for actions."
    view: Callable[..., Any] = made.response(201, RecordedSummarySchema)(record)
    view = requires(f"{address}:record")(command(made.arguments(body_of(kind))(view)))
    made.route("", methods=["POST"])(view)
    return made


def _command(kind: str, body: dict[str, Any]) -> usecases.RecordActivity:
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
        written=Written.of(body, uuid7),
        part=KINDS[kind].part.of(body["details"], uuid7),
        for_others="activities:record-others" in permissions_of("activities", principal().roles),
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
        {name: args[name] for name in ("kind", "service", "month", "led_by", "theme_id")},
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


def _own_only() -> bool:
    return "activities:read-others" not in permissions_of("activities", principal().roles)
