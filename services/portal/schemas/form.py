"""A form: drawn with what was typed, read into what a service takes, marked with what the service said."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from werkzeug.datastructures import MultiDict

from services.portal.domain.refusals import Refused
from services.portal.schemas.fields import Field

PARTS = ("day", "month", "year")


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """``fields`` are named as the service's are. ``wrong`` is about the form as a whole."""

    fields: Sequence[Field]
    wrong: Sequence[str] = ()

    def __getitem__(self, name: str) -> Field:
        return next(field for field in self.fields if field.name == name)

    @property
    def errors(self) -> list[dict[str, str]]:
        """The lines of the error summary."""
        whole = [{"text": text, "href": "#main-content"} for text in self.wrong]
        return whole + [
            {"text": field.error, "href": f"#{field.target}"} for field in self.fields if field.error
        ]

    def read(self, given: MultiDict[str, str]) -> Form:
        """With what was typed, however wrong."""
        return replace(self, fields=[replace(field, value=_typed(field, given)) for field in self.fields])

    def filled(self, values: Mapping[str, Any]) -> Form:
        """With what a service keeps."""
        known = (name for name in (field.name for field in self.fields) if name in values)
        names = set(known)
        return replace(
            self,
            fields=[
                replace(one, value=_drawn(one, values[one.name])) if one.name in names else one
                for one in self.fields
            ],
        )

    @property
    def body(self) -> dict[str, Any]:
        """What is sent: no answer is None, no box ticked an empty list."""
        return {field.name: answer(field) for field in self.fields if field.kind != "file"}

    def marked(self, refused: Refused) -> Form:
        """With what a service said of it, each at its field, the rest above."""
        told: dict[str, str] = {}
        rest = list(_whole(refused))
        for path, reasons in refused.errors.items():
            name = _place(self.fields, path)
            text = f"{self[name].label}: {reasons[0]}" if name else f"{path}: {reasons[0]}"
            if name and name not in told:
                told[name] = text
            else:
                rest.append(text)
        marked = [replace(field, error=told.get(field.name, "")) for field in self.fields]
        return replace(self, fields=marked, wrong=rest)


def answer(field: Field) -> Any:
    """One answer, as a service takes it."""
    if field.kind == "checkboxes":
        return list(field.value)
    if field.kind == "date":
        parts = [str(part).strip() for part in field.value]
        if not any(parts):
            return None
        day, month, year = (*parts, "", "", "")[:3]
        return f"{year:0>4}-{month:0>2}-{day:0>2}"
    text = str(field.value).replace("\r\n", "\n").strip()
    return text or None


def _typed(field: Field, given: MultiDict[str, str]) -> str | list[str]:
    if field.kind == "date":
        return [given.get(f"{field.name}-{part}", "") for part in PARTS]
    if field.kind == "checkboxes":
        return given.getlist(field.name)
    return given.get(field.name, "")


def _drawn(field: Field, value: Any) -> str | list[str]:
    if field.kind == "date":
        year, month, day = str(value).split("-") if value else ("", "", "")
        return [day.lstrip("0"), month.lstrip("0"), year]
    if field.kind == "checkboxes":
        return [str(one) for one in value or ()]
    return "" if value is None else str(value)


def _place(fields: Sequence[Field], path: str) -> str | None:
    """The field of a path: ``findings.0.title`` stands at ``findings`` where nothing is closer."""
    names = {field.name for field in fields}
    parts = path.split(".")
    for end in range(len(parts), 0, -1):
        if (name := ".".join(parts[:end])) in names:
            return name
    return None


def _whole(refused: Refused) -> Iterator[str]:
    if refused.status == 412:
        yield "Somebody changed this while you were writing. What is here now is below: check it, and send yours again."
        return
    if not refused.errors:
        rule = f" (Rule {refused.rule}, {refused.source}.)" if refused.source else ""
        yield f"{refused.title}. {refused.detail}{rule}".replace("..", ".").strip()
