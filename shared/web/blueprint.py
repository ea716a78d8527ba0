"""flask-smorest's Blueprint with our JSON, our errors and our documentation."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from functools import wraps
from http import HTTPStatus
from typing import Any

import flask_smorest
import msgspec
from flask import current_app, request
from flask_smorest.utils import (
    resolve_schema_instance,
    set_status_and_headers_in_response,
    unpack_tuple_response,
)
from werkzeug.exceptions import NotAcceptable
from werkzeug.wrappers import Response as AnyResponse

from shared.web import openapi
from shared.web.body import JSON, Parser, load_json

ANY = "application/octet-stream"  # what a document's route says when its address decides the kind
View = Callable[..., Any]


class Blueprint(flask_smorest.Blueprint):
    """The routes of one noun of a service."""

    ARGUMENTS_PARSER = Parser()
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
                return view(*args, load_json(loaded), **kwargs)

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


def _acceptable(media_type: str) -> None:
    accept = request.headers.get("Accept")
    if accept is None or "*/*" in accept or media_type in accept or media_type == ANY:
        return
    if media_type not in request.accept_mimetypes:
        raise NotAcceptable(f"{HTTPStatus.NOT_ACCEPTABLE.phrase}: this answers {media_type}")
