"""The rule book."""

from __future__ import annotations

from shared.web import Schema, fields


class RuleChangeSchema(Schema):
    """What the rule says from a month on that has not begun, the row or minute it comes from, and why."""

    value = fields.Raw(required=True)
    source = fields.Text(required=True, most=200)
    effective_from = fields.Month(required=True)
    reason = fields.Text(required=True, most=1000)


class RuleSchema(Schema):
    """One version of a rule. In force is the highest version whose month has begun."""

    name = fields.String(required=True)
    version = fields.Integer(required=True)
    about = fields.String(required=True)
    value = fields.Raw(required=True)
    source = fields.String(required=True)
    effective_from = fields.Month(required=True)
    reason = fields.String(required=True)
    author = fields.String(required=True)
    recorded_at = fields.DateTime(required=True)


class RulesSchema(Schema):
    rules = fields.List(fields.Nested(RuleSchema), required=True)


class RuleHistorySchema(Schema):
    versions = fields.List(fields.Nested(RuleSchema), required=True)


class RulesArgs(Schema):
    on = fields.Date(load_default=None, metadata={"description": "The day to ask about; today by itself."})
