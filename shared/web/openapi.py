"""OpenAPI 3.1: what flask-smorest cannot infer, told once for all routes."""

from __future__ import annotations

import http
import inspect
from typing import Any

import flask_smorest
from flask import Flask
from flask_smorest.utils import prepare_response
from marshmallow import INCLUDE, fields

from shared.web.fields import Code, Month
from shared.web.permission import declared
from shared.web.problems import MEDIA_TYPE
from shared.web.schema import Schema

BEARER = "token"


class DifferingSchema(Schema):
    field = fields.String(required=True)
    was = fields.Raw(
        required=True, allow_none=True, metadata={"description": "What both began with, if known."}
    )
    yours = fields.Raw(required=True, allow_none=True)
    theirs = fields.Raw(required=True, allow_none=True)


class MeanwhileSchema(Schema):
    """What somebody else changed since you read it."""

    version = fields.Integer(required=True)
    by = fields.String(required=True)
    at = fields.DateTime(required=True)
    changes = fields.List(fields.Nested(DifferingSchema), required=True)


class ProblemSchema(Schema):
    """RFC 9457. A kind of problem may bring members of its own, so the object is open."""

    class Meta:
        unknown = INCLUDE

    type = fields.String(required=True, metadata={"description": "Stable name of the kind of problem."})
    title = fields.String(required=True)
    status = fields.Integer(required=True)
    detail = fields.String()
    errors = fields.Dict(
        keys=fields.String(),
        values=fields.List(fields.String()),
        metadata={"description": "Every wrong field by its path, such as `domains.0.grade`."},
    )
    rule = fields.String(metadata={"description": "The rule that refused."})
    source = fields.String(metadata={"description": "Where the rule comes from."})
    difference = fields.Nested(MeanwhileSchema, metadata={"description": "With 412, where it is known."})
    version = fields.String(
        metadata={"description": "The version of the rule, or of the framework that it is a fixed rule of."}
    )
    correlation_id = fields.String(metadata={"description": "Quote it when you ask for help."})


class Api(flask_smorest.Api):
    """Documents problem+json; error handlers are ours (``shared.web.problems``)."""

    ERROR_SCHEMA = ProblemSchema
    DEFAULT_ERROR_RESPONSE_NAME = None  # every status that a route can give is listed by itself

    def _register_error_handlers(self) -> None:
        pass

    def _register_responses(self) -> None:
        for status in http.HTTPStatus:
            response: dict[str, Any] = {"description": status.phrase}
            if status >= 400:
                response["schema"] = self.ERROR_SCHEMA
            prepare_response(response, self.spec, MEDIA_TYPE)
            self.spec.components.response(status.name, response, lazy=True)


def build(app: Flask, service: str, title: str) -> Api:
    app.config |= {
        "API_TITLE": title,
        "API_VERSION": "v1",
        "OPENAPI_VERSION": "3.1.0",
        "OPENAPI_URL_PREFIX": f"/api/{service}/v1",
        "OPENAPI_JSON_PATH": "openapi.json",
    }
    api = Api(app)
    api.spec.components.security_scheme(BEARER, {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"})
    api.ma_plugin.converter.add_attribute_function(_month)
    api.register_field(Code, "string", None)
    return api


def _month(converter: Any, field: Any, **kwargs: Any) -> dict[str, Any]:
    if not isinstance(field, Month):
        return {}
    return {"type": "string", "pattern": r"^[0-9]{4}-(0[1-9]|1[0-2])$", "examples": ["2026-03"]}


def describe(doc: dict[str, Any], doc_info: dict[str, Any], *, method: str, **kwargs: Any) -> dict[str, Any]:
    """A flask-smorest documentation step: security, headers and the errors that the route can give."""
    ours = doc_info.get("sightline", {})
    statuses = {"400", "500", "503"}
    parameters = doc.setdefault("parameters", [])
    if ours.get("permission"):
        doc["security"] = [{BEARER: []}]
        doc["x-permission"] = ours["permission"]
        statuses |= {"401", "403"}
    else:
        doc["security"] = []
    if ours.get("missing"):
        statuses.add("404")
    if doc_info.get("arguments"):
        statuses.add("422")
    if "requestBody" in doc:
        statuses |= {"413", "415"}
    if ours.get("command"):
        statuses |= {"409", "422"}
        parameters.append(_idempotency_key(required=method == "post"))
    if ours.get("if_match"):
        statuses |= {"412", "428"}
        parameters.append(IF_MATCH)
    if ours.get("begins"):
        statuses |= {"412", "428"}
        parameters += [{**IF_MATCH, "required": False}, IF_NONE_MATCH]
    responses = doc.setdefault("responses", {})
    for status in sorted(statuses):
        responses.setdefault(int(status), http.HTTPStatus(int(status)).name)
    for status, response in responses.items():
        if int(status) < 300 and isinstance(response, dict):
            response["headers"] = {**response.get("headers", {}), **_answer_headers(ours)}
    if not parameters:
        del doc["parameters"]
    return doc


def learn(view: Any, rule: str) -> dict[str, Any]:
    """What a view tells about itself: its declarations, and whether its code asks for ``if_match()``."""
    code = getattr(inspect.unwrap(view), "__code__", None)
    names = code.co_names if code else ()
    said = declared(view) or ""
    return {
        "permission": "" if said.startswith("public:") else said,
        "command": getattr(view, "_command", False),
        "if_match": "if_match" in names,
        "begins": "if_match_or_new" in names,
        "etag": "set_etag" in names,
        "missing": "<" in rule or "NotFound" in names,
    }


IF_MATCH = {
    "in": "header",
    "name": "If-Match",
    "required": True,
    "description": "The ETag of the version that you read.",
    "schema": {"type": "string", "pattern": '^"[1-9][0-9]{0,8}"$', "examples": ['"1"']},
}

IF_NONE_MATCH = {
    "in": "header",
    "name": "If-None-Match",
    "required": False,
    "description": "`*` in the place of If-Match, for the first version.",
    "schema": {"type": "string", "const": "*"},
}


def _idempotency_key(*, required: bool) -> dict[str, Any]:
    return {
        "in": "header",
        "name": "Idempotency-Key",
        "required": required,
        "description": "A value of your own for this command; repeating it repeats the answer. Kept 7 days.",
        "schema": {"type": "string", "minLength": 1, "maxLength": 200, "pattern": "^[A-Za-z0-9._:-]+$"},
    }


def _answer_headers(ours: dict[str, Any]) -> dict[str, Any]:
    headers = {"X-Correlation-ID": _text("The id under which all logs of this request are found.")}
    if ours.get("etag"):
        headers["ETag"] = _text("The version, for If-Match.")
    if ours.get("command"):
        headers["Idempotent-Replay"] = _text("`true` when this is the stored answer of an earlier request.")
    return headers


def _text(description: str) -> dict[str, Any]:
    return {"description": description, "schema": {"type": "string"}}
