"""JSON by msgspec: strict, and several times as fast as the standard library."""

from __future__ import annotations

from typing import Any

import msgspec
from flask import Response
from flask.json.provider import JSONProvider

encode = msgspec.json.encode
decode = msgspec.json.decode


class Json(JSONProvider):
    """Flask's JSON in both directions."""

    def dumps(self, obj: Any, **kwargs: Any) -> str:
        return encode(obj).decode()

    def loads(self, s: str | bytes, **kwargs: Any) -> Any:
        return decode(s)

    def response(self, *args: Any, **kwargs: Any) -> Response:
        return Response(encode(self._prepare_response_obj(args, kwargs)), mimetype="application/json")
