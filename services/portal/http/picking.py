"""Choices of people and services, from the directory."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from services.portal.http.here import here, person
from services.portal.schemas.fields import Choice


def services() -> list[Choice]:
    """Every service by name."""
    units = here().names.units().values()
    found = [Choice(value=one["code"], text=one["name"]) for one in units if one["kind"] == "service"]
    return sorted(found, key=lambda choice: choice.text)


def colleagues(people: Iterable[Mapping[str, Any]]) -> list[Choice]:
    """People at work in the areas of whoever asks, by name."""
    areas = person().areas
    found = [
        Choice(value=one["id"], text=f"{one['name']} ({one['id']})")
        for one in people
        if one["active"] and (areas is None or one["area"] in areas or one["area"] == "all")
    ]
    return sorted(found, key=lambda choice: choice.text)
