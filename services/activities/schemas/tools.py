"""Audit tools: their versions, questions and guidance."""

from __future__ import annotations

from typing import Any

from marshmallow import validate

from services.activities.domain.tool import ANSWER_KINDS, TOOL_STATUSES
from services.activities.domain.vocabulary import DOMAINS, GRADES, KINDS
from shared.web import CursorArgs, PageSchema, Schema, fields

KEYS = (*GRADES, *(str(n) for n in range(11)))


def _text(most: int = 2000) -> fields.Text:
    """May be empty in a draft."""
    return fields.Text(least=0, most=most, load_default="")


def _said_of(keys: tuple[str, ...], about: str) -> fields.Dict:
    return fields.Dict(
        keys=fields.OneOf(keys),
        values=fields.Text(least=0, most=2000),
        load_default=dict,
        metadata={"description": about},
    )


def _several(inner: Any, most: int, **more: Any) -> fields.List[Any]:
    return fields.List(inner, validate=validate.Length(max=most), **more)


class QuestionSchema(Schema):
    """A question; its `id` means the same in every version. `evidence`: an answer must say what shows it."""

    id = fields.Code(required=True)
    text = _text(500)
    answer = fields.OneOf(ANSWER_KINDS, required=True)
    required = fields.Boolean(load_default=True)
    evidence = fields.Boolean(load_default=False)
    guidance = _said_of(KEYS, "What each grade looks like (`grade`), or what 0 and 10 stand for (`scale`).")


class SectionSchema(Schema):
    """A domain of practice, what is expected in it, and at most one question that grades it."""

    domain = fields.OneOf(DOMAINS, required=True)
    standard = _text()
    questions = _several(fields.Nested(QuestionSchema), 30, load_default=list)


class QuestionSetSchema(Schema):
    """What a version says. Gaps are allowed in a draft and named when it is published.

    `services` are those it is for, none for all; `default`: it counts where a submission names no tool.
    """

    title = fields.Text(required=True, most=200)
    purpose = _text()
    origin = _text(300)
    kinds = _several(fields.OneOf(KINDS), 20, load_default=list)
    services = _several(fields.Code(), 100, load_default=list)
    default = fields.Boolean(required=True)
    overall = _said_of(GRADES, "What each overall grade means.")
    sections = _several(fields.Nested(SectionSchema), len(DOMAINS), load_default=list)


class NewToolSchema(QuestionSetSchema):
    """A new tool and the draft of its first version."""

    code = fields.Code(required=True)


class PublicationSchema(Schema):
    """The first day in force, and who agreed to it."""

    effective_from = fields.Date(required=True)
    note = _text(1000)


class RetirementSchema(Schema):
    """The first day on which it is no longer used, and why."""

    retired_from = fields.Date(required=True)
    note = fields.Text(required=True, most=1000)


class StepSchema(Schema):
    """Who drafted, edited, published or retired the version."""

    revision = fields.Integer(required=True)
    what = fields.String(required=True)
    by = fields.String(required=True)
    recorded_at = fields.DateTime(required=True)
    note = fields.String(required=True)


class HeadSchema(Schema):
    """A version without its questions. `revision` is its ETag."""

    version = fields.Integer(required=True, attribute="version.number")
    revision = fields.Integer(required=True, attribute="version.revision")
    status = fields.OneOf(TOOL_STATUSES, required=True)
    effective_from = fields.Date(required=True, allow_none=True, attribute="version.effective_from")
    retired_from = fields.Date(required=True, allow_none=True, attribute="version.retired_from")


class VersionSchema(HeadSchema):
    """A version with its questions and history."""

    code = fields.Code(required=True, attribute="version.code")
    questions = fields.Nested(QuestionSetSchema, required=True, attribute="version.questions")
    history = fields.List(fields.Nested(StepSchema), required=True)


class ToolSchema(Schema):
    """A tool and its versions, oldest first; the rest is of the version `in_force`, or else of the latest."""

    code = fields.Code(required=True)
    title = fields.String(required=True, attribute="current.questions.title")
    purpose = fields.String(required=True, attribute="current.questions.purpose")
    origin = fields.String(required=True, attribute="current.questions.origin")
    kinds = fields.List(fields.String(), required=True, attribute="current.questions.kinds")
    services = fields.List(fields.String(), required=True, attribute="current.questions.services")
    default = fields.Boolean(required=True, attribute="current.questions.default")
    in_force = fields.Integer(required=True, allow_none=True)
    versions = fields.List(fields.Nested(HeadSchema), required=True)


class ToolArgs(CursorArgs):
    """Without kind, service and day every tool is listed."""

    kind = fields.OneOf(KINDS, load_default=None)
    service = fields.Code(load_default=None)
    on = fields.Date(load_default=None, metadata={"description": "In force on that day; today by itself."})


class SinceArgs(Schema):
    since = fields.Integer(required=True, validate=validate.Range(1, 9999))


class DifferenceSchema(Schema):
    """`at`: a field of the tool, `sections.<domain>` or `questions.<id>` and the field in it."""

    at = fields.String(required=True)
    what = fields.OneOf(("added", "removed", "changed", "moved"), required=True)
    before = fields.String(required=True, allow_none=True, data_key="from")
    after = fields.String(required=True, allow_none=True, data_key="to")


class DifferencesSchema(Schema):
    code = fields.Code(required=True)
    version = fields.Integer(required=True)
    since = fields.Integer(required=True)
    changes = fields.List(fields.Nested(DifferenceSchema), required=True)


ToolPage = PageSchema(ToolSchema)
