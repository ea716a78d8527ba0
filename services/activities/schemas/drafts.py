"""Drafts: content of any kind of JSON, and what of it could not be submitted."""

from __future__ import annotations

from collections.abc import Mapping

from marshmallow import validate

from services.activities.domain.draft import Draft
from services.activities.domain.vocabulary import AUDIT, OBSERVATION
from services.activities.schemas.activities import AuditSchema, ObservationSchema, SubmissionSchema
from services.activities.schemas.content import person
from shared.web import CursorArgs, PageSchema, Schema, fields
from shared.web.problems import flat

_KINDS = (AUDIT, OBSERVATION)
_OF_AUDIT, _OF_OBSERVATION, _OF_ALLOCATED = AuditSchema(), ObservationSchema(), SubmissionSchema()


class WriteDraftSchema(Schema):
    """`content` is what is to be submitted, as far as it is written; `auditor` is oneself where it is left out."""

    kind = fields.OneOf(_KINDS, required=True)
    auditor = person(load_default=None, allow_none=True)
    content = fields.Dict(keys=fields.String(), required=True)


class SavedDraftSchema(Schema):
    """A draft without its content. `service`, `practitioner` and `month` are as written, to tell drafts apart."""

    draft_id = fields.UUID(required=True)
    version = fields.Integer(required=True)
    kind = fields.OneOf(_KINDS, required=True)
    auditor = fields.String(required=True)
    due_on = fields.Date(required=True, allow_none=True)
    service = fields.String(required=True, allow_none=True)
    practitioner = fields.String(required=True, allow_none=True)
    month = fields.String(required=True, allow_none=True)
    began_at = fields.DateTime(required=True)
    saved_at = fields.DateTime(required=True)
    saved_by = fields.String(required=True)
    idle_days = fields.Integer(required=True, metadata={"description": "Days since it was saved."})
    kept_until = fields.Date(required=True, metadata={"description": "Unless it is saved again."})


class KeptDraftSchema(SavedDraftSchema):
    """`unfit` names the fields that could not be submitted as they stand; what is missing is not among them."""

    unfit = fields.Dict(keys=fields.String(), values=fields.List(fields.String()), required=True)


class DraftSchema(KeptDraftSchema):
    content = fields.Dict(keys=fields.String(), required=True)


class DraftVersionSchema(Schema):
    version = fields.Integer(required=True)
    saved_by = fields.String(required=True)
    saved_at = fields.DateTime(required=True)


class DraftVersionsSchema(Schema):
    """Every version of the last day; of older ones the last in each ten minutes."""

    draft_id = fields.UUID(required=True)
    versions = fields.List(fields.Nested(DraftVersionSchema), required=True)


class DraftArgs(CursorArgs):
    auditor = person(load_default=None)


class DraftVersionArgs(Schema):
    version = fields.Integer(
        load_default=None,
        validate=validate.Range(1, 1_000_000_000),
        metadata={"description": "An earlier version, to read what it said."},
    )


DraftPage = PageSchema(SavedDraftSchema)


def unfit(draft: Draft) -> Mapping[str, list[str]]:
    """What would be told of these fields if they were submitted now, by their paths."""
    schema: Schema = _OF_AUDIT if draft.kind == AUDIT else _OF_OBSERVATION
    if draft.due_on is not None:
        schema = _OF_ALLOCATED
    found: dict[str, list[str]] = {}
    for path, reasons in flat(schema.validate(dict(draft.content), partial=True)):
        found.setdefault(path, []).extend(reasons)
    return found
