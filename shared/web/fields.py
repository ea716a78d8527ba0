"""Fields that several services share. The rest comes from marshmallow by the same name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from typing import Any

from flask_smorest.fields import Upload
from marshmallow import ValidationError, fields, validate
from marshmallow.fields import (
    UUID,
    Boolean,
    Dict,
    Enum,
    Float,
    Integer,
    List,
    Nested,
    Raw,
    String,
)
from werkzeug.datastructures import FileStorage

from shared.contracts.civil import civil_date

__all__ = [
    "UUID",
    "Boolean",
    "Code",
    "Date",
    "DateTime",
    "Dict",
    "Enum",
    "File",
    "Float",
    "Integer",
    "List",
    "Moment",
    "Month",
    "Nested",
    "OneOf",
    "Raw",
    "String",
    "Text",
    "not_in_future",
]

_MONTH = re.compile(r"([0-9]{4})-(0[1-9]|1[0-2])")
_CODE = r"^[a-z0-9]+([-_.][a-z0-9]+)*$"


def not_in_future(value: date) -> None:
    """Validator: practice is recorded after it happened."""
    if isinstance(value, datetime):
        if value > datetime.now(UTC):
            raise ValidationError("Is in the future.")
    elif value > civil_date(datetime.now(UTC)):
        raise ValidationError("Is in the future.")


class Date(fields.Date):
    """A day."""

    default_error_messages = {"invalid": "Not a date of the form YYYY-MM-DD."}


class DateTime(fields.DateTime):
    """A moment, with its offset."""

    default_error_messages = {"invalid": "Not a time of the form YYYY-MM-DDThh:mm:ssZ."}


class Moment(fields.AwareDateTime):
    """A moment as somebody's device tells it: with its offset, or it could be any of several."""

    default_error_messages = {
        "invalid": "Not a time of the form YYYY-MM-DDThh:mm:ssZ.",
        "invalid_awareness": "Has no offset, such as Z or +01:00.",
    }


class File(Upload):
    """A file in a multipart body."""

    default_error_messages = {"invalid": "Not a file."}

    def _deserialize(self, value: Any, *args: Any, **kwargs: Any) -> FileStorage:
        if not isinstance(value, FileStorage):
            raise self.make_error("invalid")
        return value


class Month(fields.Field[date]):
    """``YYYY-MM`` outside, the first day of the month inside."""

    default_error_messages = {"invalid": "Not a month of the form YYYY-MM."}

    def _deserialize(
        self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any
    ) -> date:
        found = _MONTH.fullmatch(value) if isinstance(value, str) else None
        if found is None or not 1900 <= int(found[1]) <= 2999:
            raise self.make_error("invalid")
        return date(int(found[1]), int(found[2]), 1)

    def _serialize(self, value: Any, attr: str | None, obj: Any, **kwargs: Any) -> str | None:
        return None if value is None else f"{value:%Y-%m}"


class Code(String):
    """A code of ours: lower-case words joined by ``-``, ``_`` or ``.``, at most 64 characters."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.validators = [
            *self.validators,
            validate.Length(min=1, max=64),
            validate.Regexp(_CODE, error="Not a code of ours."),
        ]


class OneOf(String):
    """One of a closed list of words."""

    def __init__(self, choices: Iterable[str], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        words = list(choices)
        self.validators = [*self.validators, validate.OneOf(words, error=f"Is none of: {', '.join(words)}.")]


class Text(String):
    """What somebody wrote: trimmed; not empty unless ``least=0``; at most ``most`` characters."""

    def __init__(self, *, least: int = 1, most: int = 10_000, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.validators = [*self.validators, validate.Length(min=least, max=most)]

    def _deserialize(
        self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any
    ) -> str:
        return super()._deserialize(value, attr, data, **kwargs).strip()
