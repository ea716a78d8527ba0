"""What was sent: JSON, query parameters, or a form with files. Every wrong field is told at once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import marshmallow
import msgspec
from flask import request
from webargs.flaskparser import FlaskParser
from werkzeug.datastructures import CombinedMultiDict
from werkzeug.exceptions import UnsupportedMediaType

from shared.contracts.errors import Invalid, Problem
from shared.web.problems import flat

JSON = "application/json"


class MalformedJson(Problem):
    status = 400
    slug = "malformed-json"
    title = "The body is not JSON"


class Parser(FlaskParser):
    """An unknown query parameter or form field is an error, as an unknown JSON field is."""

    DEFAULT_UNKNOWN_BY_LOCATION: dict[str, str | None] = {
        **FlaskParser.DEFAULT_UNKNOWN_BY_LOCATION,
        "query": None,
        "files": None,
        "multipart": None,
    }
    __location_map__ = {**FlaskParser.__location_map__, "multipart": "load_multipart"}

    def load_multipart(self, req: Any, schema: marshmallow.Schema) -> Any:
        """Form fields and files together, so that their errors are told together."""
        _multipart(req)
        return self._makeproxy(CombinedMultiDict([req.form, req.files]), schema)

    def load_files(self, req: Any, schema: marshmallow.Schema) -> Any:
        """Files alone: a form field among them is an error, and would otherwise go unseen."""
        _multipart(req)
        if req.form:
            raise marshmallow.ValidationError({name: ["Not a file."] for name in req.form})
        return super().load_files(req, schema)

    def pre_load(self, location_data: Any, *, schema: Any, req: Any, location: str) -> Any:
        if isinstance(location_data, Mapping):
            _no_nul(dict(location_data))
        return location_data


def load_json(schema: marshmallow.Schema) -> Any:
    data = request.get_data(cache=True)
    if request.mimetype != JSON and not request.mimetype.endswith("+json"):
        if data:
            raise UnsupportedMediaType(f"Send {JSON}")
        data = b"{}"
    try:
        document = msgspec.json.decode(data)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as error:
        raise MalformedJson(str(error)) from error
    if b"\\u0000" in data:
        _no_nul(document)
    try:
        return schema.load(document)
    except marshmallow.ValidationError as error:
        fields: dict[str, list[str]] = {}
        for path, reasons in flat(error.messages):
            fields.setdefault(path, []).extend(reasons)
        raise Invalid(fields=fields) from error


def _multipart(sent: Any) -> None:
    if sent.mimetype != "multipart/form-data" and sent.content_length:
        raise UnsupportedMediaType("Send multipart/form-data")


def _no_nul(document: Any) -> None:
    """PostgreSQL cannot keep NUL in a text; say so before it does."""
    found = [path for path, value in _strings(document, "") if "\0" in value]
    if found:
        raise Invalid(fields={path or "body": ["Has a NUL character."] for path in found})


def _strings(value: Any, path: str) -> list[tuple[str, str]]:
    if isinstance(value, str):
        return [(path, value)]
    pairs: list[tuple[Any, Any]] = []
    if isinstance(value, Mapping):
        pairs = list(value.items())
    elif isinstance(value, list):
        pairs = list(enumerate(value))
    return [found for name, inner in pairs for found in _strings(inner, f"{path}.{name}".strip("."))]
