"""What somebody else changed meanwhile, told so that a person can decide which to keep."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Differing:
    """One field by its path, such as ``domains.0.grade``.

    ``was`` is what both began with, None where nobody knows: where it equals ``yours``, only they changed it.
    """

    field: str
    was: Any
    yours: Any
    theirs: Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """Theirs is at ``version``, left so ``by`` somebody (an opaque id) ``at`` a time."""

    version: int
    by: str
    at: datetime
    changes: Sequence[Differing]


def differing(
    yours: Mapping[str, Any], theirs: Mapping[str, Any], was: Mapping[str, Any] | None = None
) -> list[Differing]:
    """The fields in which two documents differ. What is missing, null or empty is the same."""
    ours, others, before = (dict(_leaves(each)) for each in (yours, theirs, was or {}))
    return [
        Differing(field=field, was=before.get(field), yours=ours.get(field), theirs=others.get(field))
        for field in {**ours, **others}
        if ours.get(field) != others.get(field)
    ]


def _leaves(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    inner: Iterator[tuple[Any, Any]] | None = None
    if isinstance(value, Mapping):
        inner = iter(value.items())
    elif isinstance(value, list):
        inner = enumerate(value)
    if inner is None:
        yield path, value
        return
    for name, each in inner:
        yield from _leaves(each, f"{path}.{name}" if path else str(name))
