"""Taking many audits and observations of another system at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import msgspec
from flask import Response, jsonify
from marshmallow import ValidationError

from services.activities import usecases
from services.activities.domain.reference import PATTERN as REFERENCE
from services.activities.domain.vocabulary import AUDIT, OBSERVATION
from services.activities.http.audits import written
from services.activities.schemas.activities import AuditSchema, ObservationSchema
from services.activities.schemas.batch import BatchAnswerSchema, BatchArgs, BatchSchema
from services.activities.schemas.plain import plainly
from services.activities.usecases import Delivered, Taken
from shared.contracts.errors import Invalid, Problem
from shared.web import Blueprint, Schema, command, principal, requires, uow
from shared.web.problems import described, flat, problem

blp = Blueprint(
    "batches",
    __name__,
    url_prefix="/activities",
    description="Many audits and observations at once.",
)

SCHEMAS: Mapping[str, tuple[Schema, Any]] = {
    AUDIT: (AuditSchema(), usecases.RecordAudit),
    OBSERVATION: (ObservationSchema(), usecases.RecordObservation),
}
TAKEN = tuple(SCHEMAS)


@blp.route("/batch", methods=["POST"])
@requires("activities:batch")
@command
@blp.arguments(BatchArgs, location="query")
@blp.arguments(BatchSchema)
@blp.response(200, BatchAnswerSchema)
def record_batch(args: dict[str, Any], body: dict[str, Any]) -> Response:
    """Record up to 500 audits and observations; each is judged on its own and has its answer in its place.

    What is fit is taken in one transaction. An item that was delivered before under its `reference` is `repeated`.
    """
    who, today = principal(), uow().today()
    items = [_read(item, today) for item in body["items"]]
    system = f"{who.issuer} {who.person}"
    answers = usecases.record_batch(usecases.RecordBatch(system=system, items=items), uow())
    told = _told(body["items"], answers)
    if args["all_or_nothing"] and told["refused"]:
        refused = f"{told['refused']} of {len(answers)} items are refused, so nothing was taken"
        return problem(409, "all-or-nothing", "The batch was not taken", refused, items=told["items"])
    return jsonify(told)  # as it is: dumping 500 answers by their schema would cost a fifth of the whole


def _read(item: dict[str, Any], today: date) -> Delivered | Problem:
    """An item as a command, or all that is wrong with its fields."""
    body = dict(item)
    kind, reference = body.pop("kind", None), body.pop("reference", None)
    if kind not in TAKEN:
        return Invalid(fields={"kind": [f"Is none of: {', '.join(TAKEN)}."]})
    schema, record = SCHEMAS[kind]
    wrong: dict[str, list[str]] = {}
    loaded = plainly(kind, body, today) or _loaded(schema, body, wrong)
    if reference is not None and not (isinstance(reference, str) and REFERENCE.fullmatch(reference)):
        wrong["reference"] = ["Not a reference."]
    if "activity_id" in body:
        wrong["activity_id"] = ["Not in a batch: its reference says that it is to be taken once."]
    if wrong:
        return Invalid(fields=wrong)
    said = msgspec.json.encode({**body, "kind": kind, "case": None}, order="deterministic")
    return Delivered(record=record(**written(loaded)), said=said, reference=reference)


def _loaded(schema: Schema, body: dict[str, Any], wrong: dict[str, list[str]]) -> dict[str, Any]:
    try:
        loaded: dict[str, Any] = schema.load(body)
    except ValidationError as error:
        for path, reasons in flat(error.messages):
            wrong.setdefault(path, []).extend(reasons)
        return {}
    return loaded


def _told(items: Sequence[Mapping[str, Any]], answers: Sequence[Taken | Problem]) -> dict[str, Any]:
    told = [
        {"reference": item.get("reference"), **_answer(answer)}
        for item, answer in zip(items, answers, strict=True)
    ]
    outcomes = [one["outcome"] for one in told]
    counts = {outcome: outcomes.count(outcome) for outcome in ("accepted", "repeated", "refused")}
    return {**counts, "items": told}


def _answer(answer: Taken | Problem) -> dict[str, Any]:
    if isinstance(answer, Problem):
        return {"outcome": "refused", "problem": described(answer)}
    taken = answer.activity
    outcome = "repeated" if answer.repeated else "accepted"
    return {"outcome": outcome, "activity_id": taken.activity_id, "version": taken.version}
