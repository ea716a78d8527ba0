"""flask-smorest's Blueprint with our JSON, our errors and our documentation."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from copy import deepcopy
from functools import wraps
from http import HTTPStatus
from typing import Any

import flask_smorest
import marshmallow
import msgspec
from flask import current_app, request
from flask_smorest.utils import (
    resolve_schema_instance,
    set_status_and_headers_in_response,
    unpack_tuple_response,
)
from webargs.flaskparser import FlaskParser
from werkzeug.datastructures import CombinedMultiDict
from werkzeug.exceptions import NotAcceptable, UnsupportedMediaType
from werkzeug.wrappers import Response as AnyResponse

from shared.contracts.errors import Invalid, Problem
from shared.web import openapi
from shared.web.problems import flat

View = Callable[..., Any]
JSON = "application/json"


class MalformedJson(Problem):
    status = 400
    slug = "malformed-json"
    title = "The body is not JSON"


class _Parser(FlaskParser):
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


class Blueprint(flask_smorest.Blueprint):
    """The routes of one noun of a service."""

    ARGUMENTS_PARSER = _Parser()
    DEFAULT_LOCATION_CONTENT_TYPE_MAPPING = {
        **flask_smorest.Blueprint.DEFAULT_LOCATION_CONTENT_TYPE_MAPPING,
        "multipart": "multipart/form-data",
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._prepare_doc_cbks.append(openapi.describe)

    def add_url_rule(
        self, rule: str, endpoint: str | None = None, view_func: Any = None, *rest: Any, **kwargs: Any
    ) -> None:
        if view_func is not None:
            known = getattr(view_func, "_apidoc", {})
            view_func._apidoc = {**known, "sightline": openapi.learn(view_func, rule)}
        super().add_url_rule(rule, endpoint, view_func, *rest, **kwargs)

    def arguments(self, schema: Any, *, location: str = "json", **kwargs: Any) -> Callable[[View], View]:
        """Load and check what was sent; the view gets it as its next positional argument.

        ``location`` is ``json``, ``query``, ``files`` or ``multipart`` (form fields and files in one schema).
        Every wrong field is told at once (422).
        """
        if location == "form":
            raise ValueError("take a form as multipart, so that all its errors are told at once")
        if location != "json":
            inherited: Callable[[View], View] = super().arguments(schema, location=location, **kwargs)
            return inherited
        loaded = resolve_schema_instance(schema)
        documented = {"in": "json", "required": True, "schema": schema, **kwargs}

        def decorate(view: View) -> View:
            @wraps(view)
            def with_body(*args: Any, **kwargs: Any) -> Any:
                return view(*args, _load(loaded), **kwargs)

            with_body._apidoc = doc = deepcopy(getattr(view, "_apidoc", {}))  # type: ignore[attr-defined]
            arguments = doc.setdefault("arguments", {})
            arguments.setdefault("parameters", []).append(documented)
            return with_body

        return decorate

    def response(self, status_code: int, schema: Any = None, **kwargs: Any) -> Callable[[View], View]:
        """Dump what the view returns. A view may return a Response of its own, which passes as it is."""
        dumper = resolve_schema_instance(schema)
        media_type = kwargs.get("content_type") or JSON
        document = super().response(status_code, schema, **kwargs)

        def decorate(view: View) -> View:
            @wraps(view)
            def answered(*args: Any, **kwargs: Any) -> AnyResponse:
                _acceptable(media_type)
                result, status, headers = unpack_tuple_response(view(*args, **kwargs))
                if not isinstance(result, AnyResponse):
                    if dumper is not None:
                        result = dumper.dump(result)
                    body = b"" if result is None else msgspec.json.encode(result)
                    result = current_app.response_class(body, status_code, mimetype=JSON)
                set_status_and_headers_in_response(result, status, headers)
                return result

            answered._apidoc = document(view)._apidoc  # type: ignore[attr-defined]
            return answered

        return decorate


def _load(schema: marshmallow.Schema) -> Any:
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


def _acceptable(media_type: str) -> None:
    accept = request.headers.get("Accept")
    if accept is None or "*/*" in accept or media_type in accept:
        return
    if media_type not in request.accept_mimetypes:
        raise NotAcceptable(f"{HTTPStatus.NOT_ACCEPTABLE.phrase}: this answers {media_type}")
