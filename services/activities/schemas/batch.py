"""Many audits and observations at once."""

from __future__ import annotations

from marshmallow import validate

from shared.web import Schema, fields

MOST = 500
"""Records of one batch."""


class BatchSchema(Schema):
    """Each item is judged on its own, so that a wrong one does not spoil the others."""

    items = fields.List(
        fields.Dict(),
        required=True,
        validate=validate.Length(1, MOST),
        metadata={
            "description": "Each is the body of `POST /audits` or `POST /observations`, with `kind` "
            "(`case_file_audit` or `practice_observation`) and, where the sender has one, `reference`: 1 to 100 "
            "letters, digits or `._:/-`, beginning with one of the first two, and no child's number."
        },
    )


class BatchArgs(Schema):
    all_or_nothing = fields.Boolean(
        load_default=False,
        metadata={
            "description": "Take nothing where an item is refused: 409, with what is wrong in `items`."
        },
    )


class BatchItemSchema(Schema):
    """The answer to one item: `activity_id` and `version` of what was taken, or the `problem`."""

    outcome = fields.OneOf(("accepted", "repeated", "refused"), required=True)
    reference = fields.String(allow_none=True)
    activity_id = fields.UUID()
    version = fields.Integer()
    problem = fields.Dict(
        metadata={"description": "As problem+json: type, title, status, errors, rule, source."}
    )


class BatchAnswerSchema(Schema):
    """In the order of the items."""

    accepted = fields.Integer(required=True)
    repeated = fields.Integer(required=True)
    refused = fields.Integer(required=True)
    items = fields.List(fields.Nested(BatchItemSchema), required=True)
